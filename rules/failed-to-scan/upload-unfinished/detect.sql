-- Scans whose result says that an upload in parts was not finished or could not be taken.
WITH broken AS (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        scan.result_code AS code,
        scan.rule_name AS rule_name
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
    first_value(broken.evidence) OVER (
        PARTITION BY broken.code ORDER BY broken.finished_us, broken.scan_id) AS cause,
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
    min(broken.rule_name) OVER (PARTITION BY broken.code) AS workflow,
    nullif(min(broken.rule_name) OVER (PARTITION BY broken.code)
        <> max(broken.rule_name) OVER (PARTITION BY broken.code), 0) AS more_workflows
FROM broken
JOIN result_code ON result_code.code = broken.code
