-- Files that ICAP Server blocked because asking Core for the result failed, while Core went on.
WITH deciding AS (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.time_us,
        symptom.event_id,
        symptom.scan_id,
        expected_event.kind,
        expected_event.how,
        nutanix_file.evidence AS list_evidence,
        coalesce(expected_event.request_id, (
            SELECT icap_request.id
            FROM file_link
            JOIN icap_request ON icap_request.id = file_link.row_id
            WHERE expected_event.kind = 'reported'
                AND file_link.file_id = symptom.subject_id
                AND file_link.kind = 'icap-request'
                AND (symptom.window_to_us IS NULL OR icap_request.time_us <= symptom.window_to_us)
            ORDER BY icap_request.time_us DESC, icap_request.id
            LIMIT 1
        )) AS request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'nutanix-unknown'
),
down AS (
    -- Times when Core was not running, up to the moment when it may be expected to answer again.
    SELECT outage.from_us, outage.to_us + :start_seconds * 1000000 AS to_us
    FROM outage
    WHERE outage.product = 'core'
        AND outage.to_us > outage.from_us
),
failed AS (
    -- ICAP Server's own sentence, as the error of the request or as the reason of its answer.
    SELECT
        deciding.*,
        icap_request.package_id,
        icap_request.data_id,
        coalesce(icap_request.answered_us, icap_request.time_us) AS answered_us,
        coalesce(icap_request.error_evidence, icap_request.answer_evidence) AS error_evidence,
        icap_request.time_us AS asked_us
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE 'Error received from Metadefender Core' IN
            (icap_request.error, icap_request.response_desc)
        AND coalesce(icap_request.error_evidence, icap_request.answer_evidence) IS NOT NULL
),
judged AS (
    SELECT
        failed.*,
        scan.id AS core_scan_id,
        scan.result_label,
        scan.result_class,
        scan.finished_us,
        scan.evidence AS scan_evidence
    FROM failed
    JOIN scan ON scan.data_id = failed.data_id
    UNION ALL
    SELECT failed.*, NULL, NULL, NULL, NULL, NULL
    FROM failed
    WHERE NOT EXISTS (SELECT 1 FROM scan WHERE scan.data_id = failed.data_id)
),
fit AS (
    SELECT
        judged.*,
        coalesce((
            SELECT 'setting/' || setting.id
            FROM setting
            WHERE setting.package_id = judged.package_id
                AND setting.key = 'polling_retry'
            ORDER BY setting.id
            LIMIT 1
        ), 'package/' || judged.package_id) AS cause
    FROM judged
    WHERE (judged.finished_us IS NULL OR judged.finished_us > judged.answered_us)
        AND NOT EXISTS (
            SELECT 1 FROM down
            WHERE down.from_us <= judged.answered_us
                AND down.to_us >= judged.asked_us
        )
),
later AS (
    -- What Core came to in the end, and how long after ICAP Server's answer.
    SELECT
        per_label.cause,
        group_concat(per_label.files || ' ' || per_label.label, ', ') AS results,
        sum(per_label.files) AS with_result
    FROM (
        SELECT fit.cause, fit.result_label AS label, count(DISTINCT fit.subject) AS files
        FROM fit
        WHERE fit.core_scan_id IS NOT NULL
        GROUP BY fit.cause, fit.result_label
        ORDER BY fit.cause, files DESC, fit.result_label
    ) AS per_label
    GROUP BY per_label.cause
),
delay AS (
    SELECT
        fit.cause,
        min(fit.finished_us - fit.answered_us) / 1000000 AS shortest_seconds,
        max(fit.finished_us - fit.answered_us) / 1000000 AS longest_seconds
    FROM fit
    GROUP BY fit.cause
)
SELECT
    fit.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    fit.cause,
    fit.time_us,
    CASE
        WHEN fit.core_scan_id IS NULL THEN 'possible'
        WHEN fit.kind IN ('nutanix-lock', 'reported') THEN 'likely'
        ELSE 'possible'
    END AS confidence,
    (
        SELECT min(setting.value) FROM setting
        WHERE setting.package_id = fit.package_id AND setting.key = 'polling_retry'
    ) AS polling_retry,
    (
        SELECT min(setting.value) FROM setting
        WHERE setting.package_id = fit.package_id AND setting.key = 'polling_sleep'
    ) AS polling_sleep,
    later.results,
    later.with_result,
    CASE WHEN delay.shortest_seconds = delay.longest_seconds THEN delay.longest_seconds || ''
        ELSE delay.shortest_seconds || ' to ' || delay.longest_seconds END AS delay
FROM fit
JOIN delay ON delay.cause = fit.cause
LEFT JOIN later ON later.cause = fit.cause
JOIN json_each(json_array(
    fit.error_evidence,
    fit.scan_evidence,
    (
        SELECT min(setting.evidence) FROM setting
        WHERE setting.package_id = fit.package_id AND setting.key = 'polling_retry'
    ),
    (
        SELECT min(setting.evidence) FROM setting
        WHERE setting.package_id = fit.package_id AND setting.key = 'polling_sleep'
    )
)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- ICAP Server gave up, but Core had ended the scan before, or was not running.
SELECT
    judged.subject,
    judged.error_evidence,
    'ruled-out',
    CASE
        WHEN judged.finished_us <= judged.answered_us THEN 'scan-had-ended'
        ELSE 'core-was-down'
    END AS why_code,
    NULL,
    judged.time_us,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL
FROM judged
WHERE judged.finished_us <= judged.answered_us
    OR EXISTS (
        SELECT 1 FROM down
        WHERE down.from_us <= judged.answered_us
            AND down.to_us >= judged.asked_us
    )
