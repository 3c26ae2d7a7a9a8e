-- Locked files whose deciding scan Core ended without a verdict: failed, not scanned, timed out.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.scan_id, expected_event.kind, expected_event.how,
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
    WHERE symptom.family = 'nutanix-unknown'
),
down AS (
    -- Times when Core was not running, up to the moment when it may be expected to answer again;
    -- without an end where it is not seen to start again.
    SELECT outage.from_us, outage.to_us + :start_seconds * 1000000 AS to_us
    FROM outage
    WHERE outage.product = 'core'
),
answer AS MATERIALIZED (
    SELECT
        deciding.*, icap_request.time_us AS asked_us, icap_request.answer_evidence,
        icap_request.id IS NOT NULL AS was_asked,
        lower(trim(coalesce(nullif(icap_request.blocked_reason, ''), icap_request.response_desc)))
            AS words,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS told,
        coalesce(icap_request.answered_us, icap_request.response_info, icap_request.action)
            IS NOT NULL AS was_answered,
        -- An answer whose time is not known came no later than the lock.
        coalesce(icap_request.answered_us, iif(deciding.kind = 'nutanix-lock', deciding.time_us, NULL))
            AS answered_us
    FROM deciding
    LEFT JOIN icap_request ON icap_request.id = deciding.request_id
),
ended AS MATERIALIZED (
    SELECT
        answer.*, scan.result_code, scan.result_label, scan.finished_us, scan.blocked_reason,
        scan.evidence AS scan_evidence, 'scan/' || scan.id AS origin,
        coalesce(answer.words = lower(scan.result_label), 0) AS was_named,
        -- Whoever asked and was never answered had gone away, or ICAP Server had given up; but a file
        -- that was locked as the scan ended had an answer that the log does not have.
        answer.was_asked AND NOT answer.was_answered
            AND (scan.result_code = 19 OR coalesce(answer.kind = 'nutanix-lock'
                AND answer.time_us > scan.finished_us + :clock_seconds * 1000000, 0))
            AS was_broken_off,
        -- Who cancelled stands in ICAP Server's log alone.
        scan.result_code = 19 AND NOT answer.was_asked AS is_open
    FROM answer
    JOIN scan ON scan.id = answer.scan_id
    WHERE scan.result_code IN (3, 10, 11, 19, 24, 31, 47, 57)
    UNION ALL
    -- What ICAP Server passed on of it, where Core's own record is not in the case.
    SELECT answer.*, result_code.code, result_code.label, NULL, result_code.label,
        answer.told,
        'icap-request/' || answer.request_id, 1, 0, 0
    FROM answer
    JOIN result_code ON lower(result_code.label) = answer.words
    WHERE answer.scan_id IS NULL
        AND result_code.code IN (3, 10, 11, 19, 24, 31, 47, 57)
),
timed AS MATERIALIZED (
    -- Whether Core's result can have been what ICAP Server answered with.
    SELECT
        ended.*,
        -- An answer in the words of the result passed it on, whatever the clocks say.
        (ended.was_named
            OR coalesce(ended.finished_us <= ended.answered_us + :clock_seconds * 1000000, 1))
            AND NOT ended.was_broken_off AND NOT ended.is_open AS came_first,
        ended.result_code <> 19
            AND EXISTS (
                SELECT 1 FROM down
                WHERE down.from_us <= ended.answered_us
                    AND coalesce(down.to_us >= coalesce(ended.asked_us, ended.answered_us), 1)
            ) AS was_cut_off
    FROM ended
),
fit AS MATERIALIZED (
    SELECT
        timed.*,
        CASE
            WHEN timed.kind = 'icap-request' OR timed.how = 'name'
                -- ICAP Server cancels what it has given up, so its answer must pass the result on.
                OR timed.result_code = 19 AND NOT timed.was_named
                THEN 'possible'
            WHEN timed.kind = 'nutanix-lock' AND timed.how = 'data id' AND timed.came_first
                AND timed.was_answered
                THEN 'certain'
            ELSE 'likely'
        END AS confidence
    FROM timed
    WHERE max(timed.came_first, timed.was_cut_off)
),
result AS (
    -- What the scans of each finding came to.
    SELECT
        per_label.confidence,
        group_concat(per_label.files || ' ' || per_label.label, ', ') AS results,
        nullif(sum(per_label.empty), 0) AS without_reason
    FROM (
        SELECT
            fit.confidence, fit.result_label AS label, count(DISTINCT fit.subject) AS files,
            count(DISTINCT iif(coalesce(fit.blocked_reason, '') = '', fit.subject, NULL)) AS empty
        FROM fit
        GROUP BY fit.confidence, fit.result_label
        ORDER BY files DESC, fit.result_label
    ) AS per_label
    GROUP BY per_label.confidence
)
SELECT
    fit.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    min(fit.origin) OVER (PARTITION BY fit.confidence) AS cause,
    fit.time_us,
    fit.confidence,
    result.results,
    result.without_reason
FROM fit
JOIN result ON result.confidence = fit.confidence
JOIN json_each(json_array(fit.scan_evidence, fit.answer_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- Core ended the scan without a verdict, but only after ICAP Server had answered already.
SELECT
    timed.subject,
    timed.scan_evidence,
    'ruled-out',
    CASE
        WHEN timed.was_broken_off AND timed.result_code = 19 THEN 'never-answered'
        WHEN timed.was_broken_off THEN 'reached-nobody'
        WHEN timed.result_code = 19 THEN 'cancelled-after'
        ELSE 'answered-before'
    END AS why_code,
    NULL,
    timed.time_us,
    NULL,
    NULL,
    NULL
FROM timed
WHERE NOT max(timed.came_first, timed.was_cut_off)
    AND NOT timed.is_open
UNION ALL
-- Cancelled for ICAP Server, whose log would tell whether that was the cause or an effect.
SELECT
    timed.subject, timed.scan_evidence, 'undetermined', 'who-cancelled', NULL, timed.time_us, NULL,
    NULL, NULL
FROM timed
WHERE timed.is_open
