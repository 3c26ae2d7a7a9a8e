-- Locked files whose deciding scan Core ended without a verdict: failed, not scanned, timed out.
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
ended AS (
    SELECT
        deciding.*,
        scan.result_code,
        scan.result_label,
        scan.finished_us,
        scan.blocked_reason,
        scan.evidence AS scan_evidence,
        coalesce(
            (
                SELECT coalesce(icap_request.answered_us, icap_request.time_us)
                FROM icap_request
                WHERE icap_request.id = deciding.request_id
            ),
            CASE deciding.kind WHEN 'reported' THEN NULL ELSE deciding.time_us END
        ) AS answered_us,
        (
            SELECT icap_request.time_us FROM icap_request WHERE icap_request.id = deciding.request_id
        ) AS asked_us,
        (
            SELECT icap_request.answer_evidence
            FROM icap_request
            WHERE icap_request.id = deciding.request_id
        ) AS answer_evidence
    FROM deciding
    JOIN scan ON scan.id = deciding.scan_id
    WHERE scan.result_code IN (3, 10, 11, 19, 24, 31, 47, 57)
),
timed AS (
    -- True where Core's result can have been what ICAP Server answered with.
    SELECT
        ended.*,
        ended.answered_us IS NULL
            OR ended.finished_us IS NULL
            OR ended.finished_us <= ended.answered_us + :clock_seconds * 1000000 AS came_first,
        ended.result_code <> 19
            AND EXISTS (
                SELECT 1 FROM down
                WHERE down.from_us <= ended.answered_us
                    AND down.to_us >= coalesce(ended.asked_us, ended.answered_us)
            ) AS was_cut_off
    FROM ended
),
fit AS (
    SELECT timed.*
    FROM timed
    WHERE timed.came_first
        OR timed.was_cut_off
),
result AS (
    SELECT group_concat(per_label.files || ' ' || per_label.label, ', ') AS results
    FROM (
        SELECT fit.result_label AS label, count(DISTINCT fit.subject) AS files
        FROM fit
        GROUP BY fit.result_label
        ORDER BY files DESC, fit.result_label
    ) AS per_label
),
empty AS (
    SELECT count(DISTINCT fit.subject) AS without_reason
    FROM fit
    WHERE coalesce(fit.blocked_reason, '') = ''
)
SELECT
    fit.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    fit.time_us,
    CASE
        WHEN fit.kind = 'icap-request' THEN 'possible'
        WHEN fit.how = 'name' THEN 'possible'
        WHEN fit.kind = 'nutanix-lock' AND fit.how = 'data id' AND fit.came_first THEN 'certain'
        ELSE 'likely'
    END AS confidence,
    result.results,
    nullif(empty.without_reason, 0) AS without_reason
FROM fit
JOIN result
JOIN empty
JOIN json_each(json_array(fit.scan_evidence, fit.answer_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- Core ended the scan without a verdict, but only after ICAP Server had answered already.
SELECT
    timed.subject,
    timed.scan_evidence,
    'ruled-out',
    CASE timed.result_code WHEN 19 THEN 'cancelled-after' ELSE 'answered-before' END AS why_code,
    NULL,
    timed.time_us,
    NULL,
    NULL,
    NULL
FROM timed
WHERE NOT timed.came_first
    AND NOT timed.was_cut_off
