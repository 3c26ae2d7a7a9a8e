-- Scans whose result says that an upload in parts was not finished or could not be taken.
WITH broken AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        scan.result_code AS code,
        scan.rule_name AS rule_name,
        first_value(scan.evidence) OVER (
            PARTITION BY scan.result_code ORDER BY scan.finished_us, scan.id) AS cause,
        min(scan.rule_name) OVER (PARTITION BY scan.result_code) AS workflow,
        max(scan.rule_name) OVER (PARTITION BY scan.result_code) AS last_workflow
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (47, 56, 57, 58, 59)
)
SELECT
    broken.subject AS subject,
    broken.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    broken.cause AS cause,
    broken.finished_us AS time_us,
    broken.code AS code,
    result_code.label AS label,
    CASE broken.code
        WHEN 47 THEN 'Uploads in parts were not finished in time'
        WHEN 57 THEN 'Split archives were not uploaded whole in time'
        WHEN 56 THEN 'Split archives held no file once put together'
        WHEN 58 THEN 'Split archives were of a type that Core does not support'
        ELSE 'The extraction engine of Core is too old for split archives'
    END AS what,
    CASE WHEN broken.code IN (47, 57) THEN 1 END AS timed_out,
    CASE broken.code WHEN 56 THEN 1 END AS empty,
    CASE broken.code WHEN 58 THEN 1 END AS unsupported,
    CASE broken.code WHEN 59 THEN 1 END AS too_old,
    CASE WHEN broken.workflow = broken.last_workflow THEN broken.workflow END AS workflow
FROM broken
JOIN result_code ON result_code.code = broken.code
