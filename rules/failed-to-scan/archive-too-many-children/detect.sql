-- Failed archives with more files in them than the known limitation of the product begins at.
WITH counted AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        CAST(scan_detail.value AS INTEGER) AS children,
        scan_detail.evidence AS second
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    LEFT JOIN scan_detail ON scan_detail.scan_id = scan.id
        AND scan_detail.key = 'extracted_files.files_extracted_count'
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 24)
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
    SELECT counted.*, counted.evidence AS cause, 'likely' AS confidence,
        'The result tells of more files in the archive than the product is known to cope with' AS how
    FROM counted
    WHERE counted.children >= :known_children
    UNION ALL
    SELECT counted.subject, counted.scan_id, counted.evidence, counted.finished_us, NULL,
        sign_scan.evidence,
        first_value(sign_scan.evidence) OVER (ORDER BY counted.finished_us, counted.scan_id),
        'possible',
        'Packing the archive anew failed, and the workflow allows archives of any such size'
    FROM counted
    JOIN sign_scan ON sign_scan.scan_id = counted.scan_id
    JOIN allowance
    WHERE counted.children IS NULL
)
SELECT
    fits.subject AS subject,
    piece.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    fits.cause AS cause,
    fits.finished_us AS time_us,
    fits.confidence AS confidence,
    fits.children AS children,
    fits.how AS how,
    allowance.key AS option_key,
    allowance.value AS option_value
FROM fits
LEFT JOIN allowance
JOIN json_each(json_array(fits.evidence, fits.second, allowance.evidence)) AS piece
    ON piece.value IS NOT NULL
UNION ALL
SELECT counted.subject, counted.evidence, 'ruled-out', 'fewer-children' AS why_code, NULL,
    counted.finished_us, NULL, NULL, NULL, NULL, NULL
FROM counted
WHERE counted.children < :known_children
    AND counted.scan_id IN (SELECT sign_scan.scan_id FROM sign_scan)
