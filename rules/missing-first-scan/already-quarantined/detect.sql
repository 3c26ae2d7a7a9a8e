-- Scans that nobody asked for because the file was locked before, and no request followed the lock.
WITH wanted AS MATERIALIZED (
    SELECT symptom.subject, symptom.subject_id AS file_id, symptom.event_id, symptom.time_us,
        symptom.window_to_us, expected_event.kind
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    WHERE symptom.family = 'missing-first-scan'
        AND expected_event.request_id IS NULL
),
sent AS MATERIALIZED (
    SELECT wanted.event_id, icap_request.time_us,
        coalesce(icap_request.answered_us, icap_request.time_us) AS answered_us,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS evidence,
        lower(coalesce(icap_request.response_info, icap_request.action)) AS answer
    FROM wanted
    JOIN file_link ON file_link.file_id = wanted.file_id AND file_link.kind = 'icap-request'
    JOIN icap_request ON icap_request.id = file_link.row_id
),
earlier AS (
    -- Nutanix's own record of an earlier lock.
    SELECT wanted.*, nutanix_file.scan_time_us AS since_us, nutanix_file.evidence,
        'certain' AS confidence
    FROM wanted
    JOIN file_link ON file_link.file_id = wanted.file_id AND file_link.kind = 'nutanix-file'
    JOIN nutanix_file ON nutanix_file.id = file_link.row_id
    WHERE nutanix_file.quarantined = 1
    UNION ALL
    -- An answer of ICAP Server after which the share locks a file. A lock on the list is of a later
    -- scan, or of this very answer by a clock that is wrong.
    SELECT wanted.*, sent.answered_us, sent.evidence, 'likely'
    FROM wanted
    JOIN sent ON sent.event_id = wanted.event_id
    WHERE sent.answer = 'blocked' AND wanted.kind = 'reported'
),
locked AS (
    -- The last lock before the time in question is the one that held then. A request after it means
    -- that somebody lifted it.
    SELECT earlier.*,
        row_number() OVER (
            PARTITION BY earlier.event_id ORDER BY earlier.since_us DESC, earlier.evidence
        ) AS place,
        EXISTS (
            SELECT 1 FROM sent
            WHERE sent.event_id = earlier.event_id
                AND sent.time_us > earlier.since_us + 2000000
                AND sent.time_us <= earlier.window_to_us
        ) AS was_lifted
    FROM earlier
    WHERE earlier.since_us < earlier.time_us - :apart_seconds * 1000000
)
SELECT
    locked.subject,
    locked.evidence,
    iif(locked.was_lifted, 'ruled-out', 'fits') AS verdict,
    iif(locked.was_lifted, 'sent-again', NULL) AS why_code,
    NULL AS cause,
    locked.time_us,
    iif(EXISTS (
        SELECT 1 FROM coverage
        WHERE coverage.source IN ('icap-log', 'icap-history')
            AND coverage.from_us <= locked.since_us
            AND coverage.to_us >= locked.time_us
    ), locked.confidence, 'likely') AS confidence,
    locked.since_us AS each_since_us
FROM locked
WHERE locked.place = 1
