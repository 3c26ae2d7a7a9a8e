-- Failed archives with more files in them than the known limitation of the product begins at.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.locator_id AS locator_id,
        scan.finished_us AS finished_us
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 24)
),
-- The count stands in the result body, where a quote inside a value is escaped.
counted AS MATERIALIZED (
    SELECT failed.*, (
        SELECT CAST(substr(locator.text, instr(locator.text, '"files_extracted_count":') + 24, 12)
            AS INTEGER)
        FROM locator
        WHERE locator.id = failed.locator_id
            AND instr(locator.text, '"files_extracted_count":') > 0
        ) AS children
    FROM failed
),
-- A workflow that lets so many files through at all.
allowance AS MATERIALIZED (
    SELECT substr(setting.key, instr(setting.key, 'archive')) AS key, setting.value AS value,
        setting.evidence AS evidence
    FROM setting
    WHERE setting.key LIKE '%archive_handling.max_number_files'
        AND CAST(setting.value AS INTEGER) >= :known_children
    ORDER BY setting.id
    LIMIT 1
),
fits AS MATERIALIZED (
    SELECT counted.*, counted.evidence AS second, 'likely' AS confidence,
        'The result tells of more files in the archive than the product is known to cope with' AS how
    FROM counted
    WHERE counted.children >= :known_children
    UNION ALL
    SELECT counted.*, sign_scan.evidence, 'possible',
        'Packing the archive anew failed, and the workflow allows archives of any such size'
    FROM counted
    JOIN sign_scan ON sign_scan.scan_id = counted.scan_id
    JOIN allowance
    WHERE counted.children IS NULL
)
SELECT
    fits.subject AS subject,
    CASE piece.column1 WHEN 1 THEN fits.evidence WHEN 2 THEN fits.second
        ELSE allowance.evidence END AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    CASE WHEN fits.children IS NULL THEN first_value(fits.second) OVER (
        PARTITION BY fits.children IS NULL ORDER BY fits.finished_us, fits.scan_id)
        ELSE fits.evidence END AS cause,
    fits.finished_us AS time_us,
    fits.confidence AS confidence,
    fits.children AS children,
    fits.how AS how,
    allowance.key AS option_key,
    allowance.value AS option_value
FROM fits
LEFT JOIN allowance
JOIN (VALUES (1), (2), (3)) AS piece
WHERE piece.column1 < 3
    OR allowance.evidence IS NOT NULL
UNION ALL
SELECT counted.subject, counted.evidence, 'ruled-out', 'fewer-children' AS why_code, NULL,
    counted.finished_us, NULL, NULL, NULL, NULL, NULL
FROM counted
WHERE counted.children < :known_children
    AND counted.scan_id IN (SELECT sign_scan.scan_id FROM sign_scan)
