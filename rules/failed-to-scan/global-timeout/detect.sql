-- Scans whose result is 31: the workflow's global timeout cut them off.
WITH cut AS (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        scan.processing_ms AS processing_ms,
        scan.rule_name AS rule_name
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 31
),
-- Keys are documented in part; the one of Metascan (global_scan_timeout) is another limit.
allowance AS (
    SELECT setting.id AS id, setting.key AS key, setting.value AS value,
        setting.evidence AS evidence,
        row_number() OVER (ORDER BY setting.key LIKE '%.value' DESC, setting.id) AS place
    FROM setting
    WHERE setting.key LIKE '%global_timeout%'
        AND CAST(setting.value AS INTEGER) > 0
)
SELECT
    cut.subject AS subject,
    CASE piece.column1 WHEN 'scan' THEN cut.evidence ELSE allowance.evidence END AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'setting/' || allowance.id AS cause,
    cut.finished_us AS time_us,
    max(cut.processing_ms) OVER () / 1000 AS longest_seconds,
    nullif(min(cut.processing_ms) OVER () / 1000, max(cut.processing_ms) OVER () / 1000)
        AS shortest_seconds,
    min(cut.rule_name) OVER () AS workflow,
    nullif(min(cut.rule_name) OVER () <> max(cut.rule_name) OVER (), 0) AS more_workflows,
    allowance.key AS limit_key,
    allowance.value AS limit_value
FROM cut
LEFT JOIN allowance ON allowance.place = 1
JOIN (VALUES ('scan'), ('setting')) AS piece
WHERE piece.column1 = 'scan'
    OR allowance.evidence IS NOT NULL
