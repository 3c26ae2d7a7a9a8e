-- Scans that ended as Not Scanned because the File Type engine could not tell the type, or while it was down.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known,
        scan.package_id IN (
            SELECT coverage.package_id FROM coverage WHERE coverage.source = 'core-log'
        ) AS has_log,
        EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = scan.id
            AND engine_result.result_code IN (0, 1, 2, 22, 23)) AS has_answer
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 10
),
-- The key is not published; it is found by the words of the option.
option AS MATERIALIZED (
    SELECT replace(ltrim(setting.key, '0123456789.'), 'option_values.', '') AS key,
        setting.value AS value, setting.evidence AS evidence,
        lower(setting.value) IN ('true', '1', 'on', 'yes', 'enabled') AS is_on
    FROM setting
    WHERE replace(setting.key, '_', '') LIKE '%filetype%'
        AND setting.key LIKE '%skip%'
        AND setting.key LIKE '%detect%'
    ORDER BY is_on DESC, setting.id
    LIMIT 1
),
down AS MATERIALIZED (
    SELECT engine.id AS id, engine.package_id AS package_id, engine.state AS state,
        engine.from_us AS from_us, engine.to_us AS to_us, engine.evidence AS evidence
    FROM engine
    WHERE replace(replace(engine.engine, ' ', ''), '_', '') LIKE '%filetype%'
        AND engine.state IN ('failed', 'updating', 'temporary failed', 'permanently failed')
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.package_id = engine.package_id
                AND outage.product = 'core'
                AND outage.from_us <= coalesce(engine.to_us, outage.from_us)
                AND coalesce(outage.to_us, engine.from_us) >= engine.from_us)
),
met AS MATERIALIZED (
    SELECT failed.*, down.id AS engine_id, down.state AS state, down.from_us AS began_us,
        down.to_us AS ended_us, down.evidence AS second,
        down.from_us <= failed.from_us AND coalesce(down.to_us, failed.to_us) >= failed.to_us
            AS is_covered,
        row_number() OVER (PARTITION BY failed.scan_id ORDER BY down.from_us DESC, down.id) AS place
    FROM failed
    JOIN down ON down.from_us <= failed.to_us
        AND coalesce(down.to_us, failed.to_us) >= failed.from_us
        AND (down.package_id = failed.package_id OR NOT failed.has_log)
    WHERE failed.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
)
SELECT
    failed.subject AS subject,
    sign_scan.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    failed.finished_us AS time_us,
    'certain' AS confidence,
    0 AS by_time,
    NULL AS cause_from_us,
    NULL AS cause_to_us,
    NULL AS began_us,
    NULL AS ended_us,
    'The reason, or a record with the id of the scan, says that the type of the file could not be told'
        AS how,
    option.key AS option_key,
    option.value AS option_value
FROM failed
JOIN sign_scan ON sign_scan.scan_id = failed.scan_id
LEFT JOIN option
UNION ALL
SELECT met.subject, CASE piece.column1 WHEN 1 THEN met.evidence WHEN 2 THEN met.second
        ELSE option.evidence END,
    'fits', NULL, 'engine/' || met.engine_id, met.finished_us,
    CASE WHEN option.is_on IS NULL OR NOT met.start_known THEN 'possible'
        WHEN met.is_covered AND met.state <> 'updating' THEN 'certain' ELSE 'likely' END,
    1, met.began_us, met.ended_us, met.began_us, met.ended_us,
    'Core''s log shows that the File Type engine had failed, or had ended and not yet started anew',
    option.key, option.value
FROM met
LEFT JOIN option
JOIN (VALUES (1), (2), (3)) AS piece
WHERE met.place = 1
    AND NOT met.has_answer
    AND coalesce(option.is_on, 1)
    AND (piece.column1 < 3 OR option.evidence IS NOT NULL)
UNION ALL
SELECT met.subject, met.evidence, 'ruled-out',
    CASE WHEN met.has_answer THEN 'engines-answered' ELSE 'option-off' END AS why_code,
    NULL, met.finished_us, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM met
LEFT JOIN option
WHERE met.has_answer OR NOT option.is_on
