-- Files that ICAP Server blocked because asking Core for the result failed, while Core went on.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, expected_event.kind,
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
down AS MATERIALIZED (
    -- Times when Core was not running, up to the moment when it may be expected to answer again;
    -- without an end where it is not seen to start again.
    SELECT outage.from_us, outage.to_us + :start_seconds * 1000000 AS to_us
    FROM outage
    WHERE outage.product = 'core'
),
failed AS MATERIALIZED (
    -- ICAP Server's own sentence, as the error of the request or as the reason of its answer; but
    -- not where it got a result in the end.
    SELECT
        deciding.*, icap_request.package_id, icap_request.data_id,
        icap_request.time_us AS asked_us,
        coalesce(icap_request.answered_us, iif(deciding.kind = 'nutanix-lock', deciding.time_us, NULL),
            icap_request.time_us) AS answered_us,
        coalesce(icap_request.error_evidence, icap_request.answer_evidence,
            icap_request.evidence) AS error_evidence,
        -- Nobody was answered, and the lock came long after the first poll that failed.
        deciding.kind = 'nutanix-lock'
            AND coalesce(icap_request.answered_us, icap_request.response_info,
                icap_request.action) IS NULL
            AND coalesce((
                SELECT record.time_us FROM record
                WHERE record.id = CAST(substr(icap_request.error_evidence, 8) AS INTEGER)
            ) + :clock_seconds * 1000000 < deciding.time_us, 0) AS polled_again
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE 'Error received from Metadefender Core' IN
            (icap_request.error, icap_request.response_desc)
        AND coalesce(icap_request.blocked_reason, icap_request.profile) IS NULL
        AND lower(coalesce(icap_request.response_info, icap_request.action, '')) <> 'allowed'
),
finished AS MATERIALIZED (
    SELECT DISTINCT failed.data_id, scan.result_label, scan.finished_us, scan.allowed,
        scan.evidence
    FROM failed
    JOIN scan ON scan.data_id = failed.data_id
),
judged AS MATERIALIZED (
    SELECT
        failed.*, finished.result_label, finished.finished_us, finished.evidence AS scan_evidence,
        -- A scan cannot end before it is asked for: then the clocks are apart, and tell nothing.
        -- Of a scan that let the file pass, the poll that failed may have been the last one.
        coalesce(finished.finished_us BETWEEN failed.asked_us AND failed.answered_us
            - iif(finished.allowed, :clock_seconds * 1000000, 0), 0) AS had_ended,
        coalesce(finished.finished_us BETWEEN failed.asked_us AND failed.answered_us, 0)
            AS was_ending,
        EXISTS (
            SELECT 1 FROM down
            WHERE down.from_us <= failed.answered_us
                AND coalesce(down.to_us >= failed.asked_us, 1)
        ) AS was_down
    FROM failed
    LEFT JOIN finished ON finished.data_id = failed.data_id
),
polling AS MATERIALIZED (
    SELECT
        setting.package_id,
        'setting/' || min(iif(setting.key = 'polling_retry', setting.id, NULL)) AS cause,
        min(iif(setting.key = 'polling_retry', setting.value, NULL)) AS retry,
        min(iif(setting.key = 'polling_retry', setting.evidence, NULL)) AS retry_evidence,
        min(iif(setting.key = 'polling_sleep', setting.value, NULL)) AS sleep,
        min(iif(setting.key = 'polling_sleep', setting.evidence, NULL)) AS sleep_evidence
    FROM setting
    GROUP BY setting.package_id
),
fit AS MATERIALIZED (
    SELECT
        judged.*, polling.retry, polling.sleep, polling.retry_evidence, polling.sleep_evidence,
        -- What Core came to is told of those alone of which it is known.
        iif(judged.result_label IS NULL OR judged.was_ending,
            'icap-request/' || min(judged.request_id)
                OVER (PARTITION BY judged.package_id, judged.result_label IS NULL, judged.was_ending),
            coalesce(polling.cause, 'package/' || judged.package_id)) AS cause
    FROM judged
    LEFT JOIN polling ON polling.package_id = judged.package_id
    WHERE NOT max(judged.had_ended, judged.was_down, judged.polled_again)
),
later AS (
    -- What Core came to in the end, and how long after ICAP Server's answer.
    SELECT
        per_label.cause,
        group_concat(per_label.files || ' ' || per_label.label, ', ') AS results,
        sum(iif(per_label.label IS NULL, NULL, per_label.files)) AS with_result,
        min(per_label.shortest) AS shortest_seconds, max(per_label.longest) AS longest_seconds
    FROM (
        SELECT
            fit.cause, fit.result_label AS label, count(DISTINCT fit.subject) AS files,
            -- Not of those whose clocks are apart.
            min(iif(fit.finished_us < fit.answered_us, NULL, fit.finished_us - fit.answered_us))
                / 1000000 AS shortest,
            max(iif(fit.finished_us < fit.answered_us, NULL, fit.finished_us - fit.answered_us))
                / 1000000 AS longest
        FROM fit
        GROUP BY fit.cause, fit.result_label
        ORDER BY fit.cause, files DESC, fit.result_label
    ) AS per_label
    GROUP BY per_label.cause
)
SELECT
    fit.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    fit.cause,
    fit.time_us,
    iif(fit.result_label IS NULL OR fit.kind = 'icap-request' OR fit.was_ending,
        'possible', 'likely') AS confidence,
    fit.retry AS polling_retry,
    fit.sleep AS polling_sleep,
    later.results,
    later.with_result,
    iif(later.shortest_seconds = later.longest_seconds, '', later.shortest_seconds || ' to ')
        || later.longest_seconds AS delay
FROM fit
JOIN later ON later.cause = fit.cause
JOIN json_each(json_array(fit.error_evidence, fit.scan_evidence, fit.retry_evidence,
    fit.sleep_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- ICAP Server asked again, or gave up, but Core had ended the scan before, or was not running.
SELECT
    judged.subject, judged.error_evidence, 'ruled-out',
    CASE
        WHEN judged.polled_again THEN 'polled-again'
        WHEN judged.had_ended THEN 'scan-had-ended'
        ELSE 'core-was-down'
    END,
    NULL, judged.time_us, NULL, NULL,
    NULL, NULL, NULL, NULL
FROM judged
WHERE max(judged.had_ended, judged.was_down, judged.polled_again)
