-- Scans that nobody asked for because the file was locked before, and no request followed the lock.
WITH wanted AS (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.event_id,
        symptom.time_us,
        symptom.window_to_us,
        expected_event.kind,
        expected_event.row_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    WHERE symptom.family = 'missing-first-scan'
        AND expected_event.request_id IS NULL
        AND symptom.time_us IS NOT NULL
),
earlier AS (
    -- Nutanix's own record of an earlier lock.
    SELECT
        wanted.event_id,
        nutanix_file.scan_time_us AS since_us,
        nutanix_file.evidence,
        'certain' AS confidence
    FROM wanted
    JOIN file_link ON file_link.file_id = wanted.file_id
        AND file_link.kind = 'nutanix-file'
    JOIN nutanix_file ON nutanix_file.id = file_link.row_id
    WHERE nutanix_file.quarantined = 1
        AND nutanix_file.scan_time_us < wanted.time_us - :apart_seconds * 1000000
        AND (wanted.kind <> 'nutanix-lock' OR nutanix_file.id <> wanted.row_id)
    UNION ALL
    -- An answer of ICAP Server after which the share locks a file.
    SELECT
        wanted.event_id,
        coalesce(icap_request.answered_us, icap_request.time_us),
        coalesce(icap_request.answer_evidence, icap_request.evidence),
        'likely'
    FROM wanted
    JOIN file_link ON file_link.file_id = wanted.file_id
        AND file_link.kind = 'icap-request'
    JOIN icap_request ON icap_request.id = file_link.row_id
    WHERE lower(coalesce(icap_request.response_info, icap_request.action)) = 'blocked'
        AND coalesce(icap_request.answered_us, icap_request.time_us)
            < wanted.time_us - :apart_seconds * 1000000
),
locked AS (
    -- The last lock before the time in question is the one that held then.
    SELECT earlier.event_id, earlier.since_us, earlier.evidence, earlier.confidence
    FROM (
        SELECT
            earlier.*,
            row_number() OVER (
                PARTITION BY earlier.event_id
                ORDER BY earlier.since_us DESC, earlier.evidence
            ) AS place
        FROM earlier
    ) AS earlier
    WHERE earlier.place = 1
),
later AS (
    -- A request after the lock means that somebody lifted it.
    SELECT DISTINCT locked.event_id, locked.since_us
    FROM locked
    JOIN wanted ON wanted.event_id = locked.event_id
    JOIN file_link ON file_link.file_id = wanted.file_id
        AND file_link.kind = 'icap-request'
    JOIN icap_request ON icap_request.id = file_link.row_id
    WHERE icap_request.time_us > locked.since_us + 2000000
        AND icap_request.time_us <= wanted.window_to_us
)
SELECT
    wanted.subject,
    locked.evidence,
    CASE WHEN later.event_id IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE WHEN later.event_id IS NULL THEN NULL ELSE 'sent-again' END AS why_code,
    NULL AS cause,
    wanted.time_us,
    CASE
        WHEN EXISTS (
            SELECT 1 FROM coverage
            WHERE coverage.source IN ('icap-log', 'icap-history')
                AND coverage.from_us <= locked.since_us
                AND coverage.to_us >= wanted.time_us
        ) THEN locked.confidence
        ELSE 'likely'
    END AS confidence,
    locked.since_us AS each_since_us
FROM locked
JOIN wanted ON wanted.event_id = locked.event_id
LEFT JOIN later ON later.event_id = locked.event_id
    AND later.since_us = locked.since_us
