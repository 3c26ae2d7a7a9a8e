-- Locked files whose answer, or scan, took longer than the share waits for it.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.scan_id, expected_event.kind,
        nutanix_file.evidence AS list_evidence,
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
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        -- cover: equivalent, with a list only locks and reports are symptoms, and a report's row is 0
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'nutanix-unknown'
),
policy AS MATERIALIZED (
    -- A share's own policy wins, but which share it is for is not told: the longest wait counts.
    SELECT
        coalesce(max(part.seconds), :longest_wait_seconds) AS wait_seconds,
        max(part.seconds) IS NOT NULL AS is_known,
        max(iif(part.seconds IS NULL, NULL, part.evidence)) AS evidence,
        iif(min(part.is_blocked) = max(part.is_blocked),
            iif(max(part.is_blocked) = 'true', 'denied', 'allowed'), NULL) AS access
    FROM (
        SELECT
            setting.evidence,
            iif(replace(lower(setting.key), '_', '') = 'scantimeoutintervalsecs',
                nullif(CAST(setting.value AS INTEGER), 0), NULL) AS seconds,
            iif(replace(lower(setting.key), '_', '') = 'isfileaccessblocked',
                lower(setting.value), NULL) AS is_blocked
        FROM setting
    ) AS part
),
core_end AS MATERIALIZED (
    SELECT
        deciding.subject, scan.started_us, scan.finished_us, scan.evidence,
        coalesce(scan.processing_ms + coalesce(scan.queue_ms, 0),
            (scan.finished_us - scan.started_us) / 1000) AS took_ms
    FROM deciding
    JOIN scan ON scan.id = deciding.scan_id
),
timed AS MATERIALIZED (
    SELECT
        deciding.*, icap_request.answer_evidence, core_end.evidence AS scan_evidence,
        policy.wait_seconds, policy.is_known, policy.access, policy.evidence AS policy_evidence,
        icap_request.id IS NOT NULL AS was_asked,
        coalesce(icap_request.time_us, core_end.started_us) AS asked_us,
        icap_request.answered_us, core_end.finished_us
    FROM deciding
    JOIN policy
    LEFT JOIN icap_request ON icap_request.id = deciding.request_id
    LEFT JOIN core_end ON core_end.subject = deciding.subject
    WHERE icap_request.time_us IS NOT NULL
        OR core_end.took_ms > policy.wait_seconds * 1000
),
judged AS MATERIALIZED (
    SELECT
        timed.*,
        coalesce(timed.answered_us, timed.finished_us) - timed.asked_us AS took_us,
        timed.asked_us + timed.wait_seconds * 1000000 AS gave_up_us
    FROM timed
    WHERE max(coalesce(timed.answered_us, 0), coalesce(timed.finished_us, 0))
        > timed.asked_us + timed.wait_seconds * 1000000
),
named AS (
    SELECT
        judged.*,
        CASE
            WHEN judged.answered_us <= judged.gave_up_us THEN 'answered-in-time'
            WHEN judged.kind = 'nutanix-lock'
                AND judged.time_us < judged.gave_up_us - :clock_seconds * 1000000
                THEN 'locked-before'
        END AS against
    FROM judged
)
SELECT
    named.subject,
    pieces.value AS evidence,
    iif(named.against IS NULL, 'fits', 'ruled-out') AS verdict,
    named.against AS why_code,
    NULL AS cause,
    named.time_us,
    iif(named.is_known AND named.was_asked AND named.kind = 'nutanix-lock', 'likely', 'possible')
        AS confidence,
    named.wait_seconds,
    iif(named.is_known, NULL, 'yes') AS assumed,
    max(iif(named.against IS NULL, named.took_us, NULL)) OVER () / 1000000 AS longest_seconds,
    named.access
FROM named
JOIN json_each(json_array(named.scan_evidence, named.answer_evidence, named.list_evidence,
    named.policy_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
