-- Files without a first scan that Core turned away by an answer of its own, other than a full queue.
WITH attempt AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.subject_id AS file_id, symptom.event_id, symptom.time_us,
        expected_event.request_id, file.name,
        symptom.window_from_us AS from_us,
        coalesce(icap_request.answered_us, symptom.time_us) + 2000000 AS to_us,
        icap_request.response_desc, icap_request.error,
        icap_request.package_id, icap_request.core_server,
        -- Another Core scanned it: only a completed scan names its workflow or a reason to block.
        coalesce(icap_request.profile, '') || coalesce(icap_request.blocked_reason, '') <> ''
            AS was_scanned,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS answer_evidence
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    JOIN file ON file.id = symptom.subject_id
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    WHERE symptom.family = 'missing-first-scan'
),
documented (text, kind) AS (
    VALUES
        ('License is expired', 'license'),
        ('No available rule is present for scanning.', 'rule'),
        ('Failed to request scan. File size exceeded the maximum size permitted by your configuration.', 'size'),
        ('File upload rejected due to insufficient disk space', 'disk'),
        ('File is empty.', 'empty'),
        ('Missing Content-Length header.', 'empty'),
        ('Invalid apikey given', 'key'),
        ('Batch closed during file upload.', 'batch'),
        ('Can not scan in given batch.', 'batch'),
        ('Cannot scan batch in another instance.', 'batch'),
        ('Invalid download url.', 'link'),
        ('File not found, invalid path or access.', 'unreadable'),
        ('Failed to request scan. Try again later.', 'internal')
),
turned AS MATERIALIZED (
    SELECT refusal.id, refusal.kind, refusal.text, refusal.time_us, refusal.hop,
        refusal.file_name, refusal.evidence
    FROM refusal
    WHERE refusal.kind NOT IN ('queue-full', 'unreachable')
),
own_licence AS MATERIALIZED (
    -- ICAP Server has a licence too: its own words, which belong to no request, and its health check.
    SELECT sign_record.package_id
    FROM sign_record
    LEFT JOIN field ON field.record_id = sign_record.record_id
    GROUP BY sign_record.record_id
    HAVING NOT coalesce(max(lower(field.key) = 'connectionid'), 0)
        AND (max(sign_record.sign = 'ended') OR max(lower(field.value) IN ('expired', 'invalid')))
    UNION
    SELECT license.package_id FROM license WHERE license.status IN ('expired', 'invalid')
),
told AS MATERIALIZED (
    -- What ICAP Server wrote of this very request, by its ids.
    SELECT attempt.event_id, turned.kind, turned.text, turned.evidence, 'certain' AS confidence
    FROM attempt
    JOIN file_link ON file_link.file_id = attempt.file_id
        AND file_link.kind = 'refusal'
    JOIN turned ON turned.id = file_link.row_id
    WHERE turned.time_us BETWEEN attempt.from_us AND attempt.to_us
),
answered AS (
    -- Its answer; whose licence that means shows where the request was handed to.
    SELECT attempt.event_id, attempt.package_id, documented.kind, documented.text,
        attempt.answer_evidence AS evidence,
        documented.kind <> 'license' OR attempt.core_server IS NOT NULL
            OR attempt.event_id IN (SELECT event_id FROM told) AS is_of_core
    FROM attempt
    JOIN documented ON documented.text IN (attempt.response_desc, attempt.error)
),
own AS MATERIALIZED (
    SELECT event_id, kind, text, evidence, confidence FROM told
    UNION ALL
    SELECT event_id, kind, text, evidence, 'certain' FROM answered WHERE is_of_core
    UNION ALL
    SELECT
        event_id,
        iif(package_id IN (SELECT package_id FROM own_licence), 'own', 'some-license'),
        text, evidence, 'possible'
    FROM answered
    WHERE NOT is_of_core
),
named AS (
    -- Core's log names a file of this name while somebody waited for it, and for one file only.
    SELECT attempt.event_id, turned.kind, turned.text, turned.evidence, 'possible' AS confidence,
        count(*) OVER (PARTITION BY turned.id) AS candidates
    FROM turned
    JOIN attempt ON attempt.name = turned.file_name COLLATE NOCASE
        AND turned.time_us BETWEEN attempt.from_us AND attempt.to_us
    WHERE turned.hop = 'core'
        AND attempt.event_id NOT IN (SELECT event_id FROM own)
),
hit AS (
    SELECT event_id, kind, text, evidence, confidence FROM own WHERE kind <> 'own'
    UNION ALL
    SELECT event_id, kind, text, evidence, confidence FROM named WHERE candidates = 1
),
tracking AS (
    -- What is known of the setting that keeps refusals in the history.
    SELECT min(setting.key || ' = ' || setting.value) AS seen, setting.evidence
    FROM setting
    WHERE lower(replace(replace(setting.key, '_', ''), ' ', '')) LIKE '%trackrejected%'
)
SELECT
    attempt.subject,
    piece.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    -- One reason is one cause, known by its first trace.
    first_value(hit.evidence) OVER (
        PARTITION BY hit.kind ORDER BY attempt.time_us, hit.evidence
    ) AS cause,
    attempt.time_us,
    hit.confidence,
    max(hit.text) OVER (PARTITION BY hit.kind) AS words,
    CASE hit.kind
        WHEN 'license' THEN 'its licence had expired'
        WHEN 'some-license' THEN 'its licence, or that of ICAP Server, had expired'
        WHEN 'rule' THEN 'none of its rules is meant for this client'
        WHEN 'size' THEN 'the file is larger than its rule allows'
        WHEN 'disk' THEN 'it was short of disk space'
        WHEN 'empty' THEN 'the file was empty or came without its length'
        WHEN 'key' THEN 'it did not know the API key of the client'
        WHEN 'batch' THEN 'the batch was closed or belongs to another instance'
        WHEN 'link' THEN 'the download link was not valid'
        WHEN 'unreadable' THEN 'it could not read the path it was given'
        ELSE 'it could not take the file in'
    END AS reason,
    tracking.seen AS tracking
FROM hit
JOIN attempt ON attempt.event_id = hit.event_id
    AND NOT attempt.was_scanned
CROSS JOIN tracking
JOIN json_each(json_array(hit.evidence, tracking.evidence)) AS piece
WHERE piece.value IS NOT NULL
UNION ALL
-- What is no refusal of its own was the full queue, or no connection at all.
SELECT
    attempt.subject, refusal.evidence, 'ruled-out',
    CASE refusal.kind WHEN 'queue-full' THEN 'queue-was-full' ELSE 'not-reached' END,
    NULL, attempt.time_us, NULL, NULL, NULL, NULL
FROM attempt
JOIN file_link ON file_link.file_id = attempt.file_id
    AND file_link.kind = 'refusal'
JOIN refusal ON refusal.id = file_link.row_id
WHERE refusal.time_us BETWEEN attempt.from_us AND attempt.to_us
    AND attempt.event_id NOT IN (SELECT event_id FROM own)
UNION ALL
SELECT
    attempt.subject, own.evidence, 'ruled-out', 'own-licence', NULL, attempt.time_us, NULL, NULL,
    NULL, NULL
FROM own
JOIN attempt ON attempt.event_id = own.event_id
WHERE own.kind = 'own'
UNION ALL
SELECT
    attempt.subject, own.evidence, 'ruled-out', 'another-core-scanned', NULL, attempt.time_us, NULL,
    NULL, NULL, NULL
FROM own
JOIN attempt ON attempt.event_id = own.event_id
WHERE attempt.was_scanned
    AND own.kind <> 'own'
