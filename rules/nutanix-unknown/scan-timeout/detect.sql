-- Locked files whose answer, or scan, took longer than the share waits for it, or never came.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.scan_id, expected_event.kind,
        nutanix_file.evidence AS list_evidence,
        nutanix_file.package_id AS list_id,
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
        ), (
            -- By a clock of the share that is off, a lock may seem to be older than its request.
            SELECT min(icap_request.id)
            FROM scan
            JOIN icap_request ON icap_request.data_id = scan.data_id
            WHERE scan.id = symptom.scan_id
                AND expected_event.kind = 'nutanix-lock'
                AND expected_event.how = 'file'
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
        deciding.subject, scan.started_us, scan.finished_us, scan.evidence, scan.result_code,
        coalesce(scan.processing_ms + coalesce(scan.queue_ms, 0),
            (scan.finished_us - scan.started_us) / 1000) AS took_ms
    FROM deciding
    JOIN scan ON scan.id = deciding.scan_id
),
timed AS MATERIALIZED (
    SELECT
        deciding.*, icap_request.answer_evidence, core_end.evidence AS scan_evidence,
        policy.wait_seconds, policy.is_known, policy.access, policy.evidence AS policy_evidence,
        icap_request.id IS NOT NULL AS was_asked, icap_request.package_id,
        icap_request.connection_id, icap_request.request_id AS number,
        icap_request.evidence AS asked_evidence,
        coalesce(icap_request.answered_us, icap_request.response_info, icap_request.action)
            IS NULL AS is_open,
        coalesce(icap_request.time_us, core_end.started_us) AS asked_us,
        icap_request.answered_us, core_end.finished_us, core_end.result_code
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
    -- Of an answer without a time Core's clock tells nothing.
    WHERE max(coalesce(timed.answered_us, 0),
            iif(timed.answered_us IS NULL AND NOT timed.is_open, 0, coalesce(timed.finished_us, 0)))
        > timed.asked_us + timed.wait_seconds * 1000000
        -- No scan takes a day: then the clocks of the two products differ, and nobody knows by how much.
        AND coalesce(timed.answered_us, timed.finished_us) - timed.asked_us
            < :longest_scan_hours * 3600000000
),
gone AS MATERIALIZED (
    -- That the client had left before there was an answer, in ICAP Server's words about the connection:
    -- as the file was locked, or with the number of this very request, whatever the share's clock says.
    SELECT timed.subject, min(sign_record.evidence) AS evidence, min(sign_record.time_us) AS time_us
    FROM sign_record
    JOIN field ON field.record_id = sign_record.record_id
    JOIN timed ON timed.connection_id = field.value
        AND sign_record.time_us >= timed.asked_us
        AND abs(sign_record.time_us - timed.time_us) <= 1000000 * iif(EXISTS (
                SELECT 1 FROM field AS own
                WHERE own.record_id = sign_record.record_id
                    AND own.value = timed.number
                    AND replace(lower(own.key), '_', '') = 'requestid'
            ), :adrift_seconds, :clock_seconds)
    GROUP BY timed.subject
),
unanswered AS MATERIALIZED (
    -- Nobody was answered, and the lock is of the moment when the wait was over, or the client left.
    SELECT
        timed.*, gone.evidence AS gone_evidence,
        coalesce(gone.time_us, timed.time_us) AS left_us,
        abs(timed.asked_us + timed.wait_seconds * 1000000 - timed.time_us)
                <= :clock_seconds * 1000000
            OR coalesce(abs(timed.asked_us + timed.wait_seconds * 1000000 - gone.time_us)
                <= :clock_seconds * 1000000, 0) AS in_full,
        -- Where these locks alone tell the share's clock, they may have come at once as well.
        EXISTS (
            SELECT 1 FROM clock
            WHERE timed.list_id IN (clock.package_id, clock.against_id)
                AND timed.package_id IN (clock.package_id, clock.against_id)
                AND clock.spread_us >= timed.wait_seconds * 1000000) AS is_circular
    FROM timed
    LEFT JOIN gone ON gone.subject = timed.subject
    WHERE timed.kind = 'nutanix-lock'
        AND timed.is_open
        AND timed.subject NOT IN (SELECT judged.subject FROM judged)
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.package_id = timed.package_id
                AND outage.from_us BETWEEN timed.asked_us AND coalesce(gone.time_us, timed.time_us)
        )
),
named AS (
    SELECT
        judged.*,
        CASE
            WHEN judged.answered_us <= judged.gave_up_us THEN 'answered-in-time'
            WHEN judged.kind = 'nutanix-lock'
                AND judged.time_us < judged.gave_up_us - :clock_seconds * 1000000
                AND judged.subject NOT IN (SELECT gone.subject FROM gone)
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
    named.access,
    NULL AS unanswered,
    NULL AS gone
FROM named
JOIN json_each(json_array(named.scan_evidence, named.answer_evidence, named.list_evidence,
    named.policy_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
SELECT
    unanswered.subject, pieces.value, 'fits', NULL,
    'icap-request/' || min(unanswered.request_id) OVER (PARTITION BY unanswered.in_full),
    unanswered.time_us,
    iif(unanswered.in_full AND unanswered.is_known
        AND (unanswered.gone_evidence IS NOT NULL OR NOT unanswered.is_circular), 'likely', 'possible'),
    unanswered.wait_seconds, iif(unanswered.is_known, NULL, 'yes'),
    max(unanswered.left_us - unanswered.asked_us) OVER (PARTITION BY unanswered.in_full) / 1000000,
    unanswered.access, iif(unanswered.in_full, 'yes', NULL), iif(unanswered.in_full, NULL, 'yes')
FROM unanswered
JOIN json_each(json_array(unanswered.asked_evidence, unanswered.gone_evidence,
    unanswered.scan_evidence, unanswered.list_evidence, unanswered.policy_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
    AND (unanswered.gone_evidence IS NOT NULL
        -- A log that tells of no answer at all, or ends here, would only miss this one.
        OR unanswered.in_full
            -- Locked as Core came to a result: the answer is but missing.
            AND NOT coalesce(unanswered.result_code <> 19 AND unanswered.finished_us
                BETWEEN unanswered.time_us - :clock_seconds * 1000000 AND unanswered.time_us, 0)
            AND EXISTS (
            SELECT 1 FROM icap_request
            WHERE icap_request.package_id = unanswered.package_id
                AND icap_request.answered_us > unanswered.time_us
        ))
