-- Locked files for which ICAP Server answered without a verdict since Core was away or refused them.
WITH told_of AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.event_id, expected_event.kind,
        expected_event.file_id,
        coalesce(expected_event.request_id, (
            -- What was asked last about a reported file before it was seen.
            SELECT asked.request_id
            FROM expected_event AS asked
            WHERE expected_event.kind = 'reported'
                AND asked.kind = 'icap-request'
                AND asked.file_id = symptom.subject_id
                AND asked.time_us <= coalesce(symptom.window_to_us, asked.time_us)
            ORDER BY asked.time_us DESC, asked.request_id
            LIMIT 1
        )) AS request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    WHERE symptom.family = 'nutanix-unknown'
),
deciding AS MATERIALIZED (
    -- A history and a log may tell of one request in a row each; the log knows why it failed.
    SELECT
        told_of.subject, told_of.time_us, told_of.event_id, told_of.kind,
        coalesce((
            SELECT logged.id
            FROM icap_request AS listed
            JOIN file_link ON file_link.kind = 'icap-request' AND file_link.file_id = told_of.file_id
            JOIN icap_request AS logged ON logged.id = file_link.row_id
            WHERE listed.id = told_of.request_id
                AND listed.connection_id IS NULL
                AND logged.connection_id IS NOT NULL
                AND logged.response_desc = listed.response_desc
                AND abs(logged.time_us - listed.time_us) <= :same_seconds * 1000000
            ORDER BY abs(logged.time_us - listed.time_us), logged.id
            LIMIT 1
        ), told_of.request_id) AS request_id
    FROM told_of
),
known (text, kind) AS (
    VALUES
        ('Server is too busy. Try again later', 'queue-full'),
        ('License is expired', 'license'),
        ('File upload rejected due to insufficient disk space', 'disk'),
        ('Failed to request scan. Try again later', 'internal'),
        ('Invalid apikey given', 'key'),
        ('File is empty', 'empty'),
        ('No available rule is present for scanning', 'rule'),
        ('Failed to request scan. File size exceeded the maximum size permitted by your configuration',
            'size')
),
own_licence AS MATERIALIZED (
    -- ICAP Server has a licence too: its own words, which belong to no request, and its health check.
    SELECT sign_record.package_id
    FROM sign_record
    LEFT JOIN field ON field.record_id = sign_record.record_id
    WHERE sign_record.sign <> 'unreachable'
    GROUP BY sign_record.record_id
    HAVING NOT coalesce(max(lower(field.key) = 'connectionid'), 0)
        AND (max(sign_record.sign = 'ended') OR max(lower(field.value) IN ('expired', 'invalid')))
    UNION
    SELECT license.package_id FROM license WHERE license.status IN ('expired', 'invalid')
),
said AS MATERIALIZED (
    SELECT deciding.*, refusal.kind AS refusal_kind, refusal.text, refusal.evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    JOIN refusal ON refusal.connection_id = icap_request.connection_id
        AND refusal.request_id IS icap_request.request_id
    UNION ALL
    -- Words of the network at this very request, before Core had given it an id.
    SELECT deciding.*, 'unreachable', icap_request.error, icap_request.error_evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    JOIN sign_record ON sign_record.evidence = icap_request.error_evidence
        AND sign_record.sign = 'unreachable'
    WHERE icap_request.data_id IS NULL
        AND icap_request.core_server IS NOT NULL
    UNION ALL
    -- A quieter log keeps the answer alone; whose licence it means shows where it was handed to.
    SELECT
        deciding.*,
        CASE
            WHEN known.kind <> 'license' OR icap_request.core_server IS NOT NULL THEN known.kind
            WHEN icap_request.package_id IN (SELECT package_id FROM own_licence) THEN 'own'
            ELSE 'some-license'
        END,
        icap_request.response_desc,
        coalesce(icap_request.answer_evidence, icap_request.evidence)
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    JOIN known ON known.text = rtrim(icap_request.response_desc, '.')
    WHERE NOT EXISTS (
        SELECT 1 FROM refusal
        WHERE refusal.connection_id = icap_request.connection_id
            AND refusal.request_id IS icap_request.request_id
    )
    UNION ALL
    -- A history has the answer alone; no document has its words for a Core that is away, and whoever
    -- got an id had reached it.
    SELECT deciding.*, 'away', icap_request.response_desc,
        coalesce(icap_request.answer_evidence, icap_request.evidence)
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE icap_request.response_desc LIKE '%core%unreachable%'
        AND icap_request.error_evidence IS NULL
        AND icap_request.data_id IS NULL
),
clear AS MATERIALIZED (
    -- A verdict in the answer, or a result of Core for the same id, means that Core was reached.
    SELECT
        said.*,
        icap_request.answer_evidence,
        -- Core may have failed to scan it at a later try.
        coalesce(lower(icap_request.response_desc) = 'failed', 0) AS says_failed,
        -- Unanswered, it may have been with another Core, unseen, when the client left.
        coalesce(icap_request.answered_us, icap_request.response_info, icap_request.action) IS NULL
            AS is_open,
        min(said.request_id) OVER (PARTITION BY said.refusal_kind) AS first_request_id
    FROM said
    JOIN icap_request ON icap_request.id = said.request_id
    WHERE said.refusal_kind <> 'own'
        AND coalesce(icap_request.blocked_reason, icap_request.profile) IS NULL
        AND lower(coalesce(icap_request.response_info, icap_request.action, '')) <> 'allowed'
        AND NOT EXISTS (SELECT 1 FROM scan WHERE scan.data_id = icap_request.data_id)
        -- Nor does anybody but Core name a result, other than Failed, which is said of anything.
        AND NOT EXISTS (
            SELECT 1 FROM result_code
            WHERE lower(result_code.label) = lower(rtrim(trim(icap_request.response_desc), '.'))
                AND result_code.class NOT IN ('neutral', 'in-progress')
                AND result_code.code <> 3
        )
)
SELECT
    clear.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    -- Being turned away and finding nobody have different causes: one finding each.
    'icap-request/' || clear.first_request_id AS cause,
    clear.time_us,
    CASE
        WHEN clear.refusal_kind = 'some-license' THEN 'possible'
        WHEN clear.kind = 'nutanix-lock'
            AND (clear.refusal_kind = 'away' OR clear.says_failed OR clear.is_open)
            THEN 'likely'
        WHEN clear.kind = 'nutanix-lock' THEN 'certain'
        WHEN clear.kind = 'reported' THEN 'likely'
        ELSE 'possible'
    END AS confidence,
    CASE clear.refusal_kind
        WHEN 'queue-full' THEN 'Core refused because it was too busy'
        WHEN 'unreachable' THEN 'Core could not be reached'
        WHEN 'away' THEN 'ICAP Server answered that Core could not be reached'
        WHEN 'license' THEN 'Core refused because its licence had expired'
        WHEN 'some-license' THEN 'Core, or ICAP Server itself, said that its licence had expired'
        WHEN 'disk' THEN 'Core refused for want of disk space'
        WHEN 'size' THEN 'Core refused files larger than its workflow allows'
        WHEN 'empty' THEN 'Core refused empty files'
        WHEN 'key' THEN 'Core refused the API key'
        WHEN 'rule' THEN 'Core refused because none of its rules is meant for this client'
        WHEN 'internal' THEN 'Core could not take files into its queue'
        ELSE 'Core refused the files'
    END AS why,
    iif(clear.refusal_kind = 'queue-full', 'yes', NULL) AS refused,
    iif(clear.refusal_kind IN ('queue-full', 'unreachable', 'away'), NULL,
        min(rtrim(clear.text, '.')) OVER (PARTITION BY clear.refusal_kind)) AS words
FROM clear
JOIN json_each(json_array(clear.evidence, clear.answer_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- ICAP Server met a refusal on the way, but got a result of Core in the end; or it never asked Core.
SELECT
    said.subject, said.evidence, 'ruled-out',
    iif(said.refusal_kind = 'own', 'own-licence', 'answered-in-the-end'), NULL, said.time_us,
    NULL, NULL, NULL, NULL
FROM said
WHERE said.event_id NOT IN (SELECT clear.event_id FROM clear)
