-- Scans that Core blames on the number of active engines, or that failed where the workflow demands it.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 55)
),
demand AS MATERIALIZED (
    SELECT setting.id AS id,
        substr(setting.key, instr(setting.key, 'scan.filescan')) AS key,
        setting.value AS value, setting.evidence AS evidence
    FROM setting
    WHERE setting.key LIKE '%scan.filescan.check_av_engine%'
        AND lower(setting.value) NOT IN ('false', '0', 'off', 'no', '')
    ORDER BY setting.id
    LIMIT 1
),
-- The health check counted fewer active engines than its own threshold.
shortage AS MATERIALIZED (
    SELECT fact.evidence AS evidence, fact.key AS key, fact.value AS value
    FROM fact
    WHERE fact.key = 'readyz.number_active_av_engines.status'
        AND lower(fact.value) IN ('false', '0', 'fail', 'failed', 'unhealthy')
    ORDER BY fact.id DESC
    LIMIT 1
),
fits AS MATERIALIZED (
    SELECT failed.*, sign_scan.evidence AS second, 'likely' AS confidence,
        'Core names the number of active engines as the reason' AS how, NULL AS words
    FROM failed
    JOIN sign_scan ON sign_scan.scan_id = failed.scan_id
    UNION ALL
    SELECT failed.*, shortage.evidence, 'possible',
        'The workflow demands a number of active engines, and Core''s health check found too few',
        shortage.key || ' = ' || shortage.value
    FROM failed
    JOIN demand
    JOIN shortage
    WHERE failed.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
        -- An engine that was asked for the file shows that its processing went on.
        AND NOT EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = failed.scan_id)
)
SELECT
    fits.subject AS subject,
    CASE piece.column1 WHEN 1 THEN fits.evidence WHEN 2 THEN fits.second ELSE demand.evidence END
        AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    first_value(fits.second) OVER (PARTITION BY fits.how ORDER BY fits.finished_us, fits.scan_id)
        AS cause,
    fits.finished_us AS time_us,
    fits.confidence AS confidence,
    fits.how AS how,
    fits.words AS words,
    demand.key AS option_key,
    demand.value AS option_value
FROM fits
LEFT JOIN demand
JOIN (VALUES (1), (2), (3)) AS piece
WHERE piece.column1 < 3
    OR demand.evidence IS NOT NULL
