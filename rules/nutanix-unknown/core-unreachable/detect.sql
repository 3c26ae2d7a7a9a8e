-- Locked files for which ICAP Server answered without a verdict since Core was away or refused them.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.event_id, expected_event.kind,
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
known (text, kind) AS (
    VALUES
        ('Server is too busy. Try again later', 'queue-full'),
        ('License is expired', 'license'),
        ('File upload rejected due to insufficient disk space', 'disk'),
        ('Failed to request scan. Try again later', 'internal'),
        ('Invalid apikey given', 'key'),
        ('File is empty', 'empty'),
        ('Failed to request scan. File size exceeded the maximum size permitted by your configuration',
            'size')
),
said AS MATERIALIZED (
    SELECT deciding.*, refusal.kind AS refusal_kind, refusal.text, refusal.evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    JOIN refusal ON refusal.connection_id = icap_request.connection_id
        AND refusal.request_id IS icap_request.request_id
    -- A rule that is missing is no-workflow's matter.
    WHERE refusal.kind <> 'rule'
    UNION ALL
    -- A quieter log keeps the answer alone.
    SELECT
        deciding.*, known.kind, icap_request.response_desc,
        coalesce(icap_request.answer_evidence, icap_request.evidence)
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    JOIN known ON known.text = rtrim(icap_request.response_desc, '.')
),
clear AS MATERIALIZED (
    -- A verdict in the answer, or a result of Core for the same id, means that Core was reached.
    SELECT
        said.*,
        icap_request.answer_evidence,
        min(said.request_id) OVER (PARTITION BY said.refusal_kind) AS first_request_id
    FROM said
    JOIN icap_request ON icap_request.id = said.request_id
    WHERE coalesce(icap_request.blocked_reason, icap_request.profile) IS NULL
        AND lower(coalesce(icap_request.response_info, icap_request.action, '')) <> 'allowed'
        AND NOT EXISTS (SELECT 1 FROM scan WHERE scan.data_id = icap_request.data_id)
)
SELECT
    clear.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    -- Being turned away and finding nobody have different causes: one finding each.
    'icap-request/' || clear.first_request_id AS cause,
    clear.time_us,
    CASE clear.kind
        WHEN 'nutanix-lock' THEN 'certain'
        WHEN 'reported' THEN 'likely'
        ELSE 'possible'
    END AS confidence,
    CASE clear.refusal_kind
        WHEN 'queue-full' THEN 'Core refused because it was too busy'
        WHEN 'unreachable' THEN 'Core could not be reached'
        WHEN 'license' THEN 'Core refused because its licence had expired'
        WHEN 'disk' THEN 'Core refused for want of disk space'
        WHEN 'size' THEN 'Core refused files larger than its workflow allows'
        WHEN 'empty' THEN 'Core refused empty files'
        WHEN 'key' THEN 'Core refused the API key'
        WHEN 'internal' THEN 'Core could not take files into its queue'
        ELSE 'Core refused the files'
    END AS why,
    iif(clear.refusal_kind = 'queue-full', 'yes', NULL) AS refused,
    iif(clear.refusal_kind IN ('queue-full', 'unreachable'), NULL,
        min(rtrim(clear.text, '.')) OVER (PARTITION BY clear.refusal_kind)) AS words
FROM clear
JOIN json_each(json_array(clear.evidence, clear.answer_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- ICAP Server met a refusal on the way, but got a result of Core in the end.
SELECT
    said.subject, said.evidence, 'ruled-out', 'answered-in-the-end', NULL, said.time_us,
    NULL, NULL, NULL, NULL
FROM said
WHERE said.event_id NOT IN (SELECT clear.event_id FROM clear)
