-- Busy Cores whose workflows reuse results by hash, and whether Core warns of its database.
WITH reused AS MATERIALIZED (
    SELECT setting.package_id, min(setting.id) AS id, setting.key, setting.value, setting.evidence
    FROM setting
    JOIN package ON package.id = setting.package_id
    WHERE package.product = 'core'
        AND lower(setting.section || '.' || setting.key) LIKE '%reuse%'
        AND (lower(setting.section || '.' || setting.key) LIKE '%hash%'
            OR lower(setting.section || '.' || setting.key) LIKE '%result%')
        AND lower(trim(setting.value)) IN ('true', '1', 'on', 'yes', 'enabled')
    GROUP BY setting.package_id
),
busy AS MATERIALIZED (
    -- Finished scans of each minute; an export of settings may be an input of its own.
    SELECT shape.package_id, minute.minute, sum(minute.count) AS scans,
        row_number() OVER (PARTITION BY shape.package_id ORDER BY sum(minute.count) DESC,
            minute.minute) AS place, min(shape.id) AS shape_id
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82 AND shape.component = 'core.workflow'
    GROUP BY shape.package_id, minute.minute
),
said AS (
    SELECT package_id, min(evidence) AS evidence FROM sign_episode GROUP BY package_id
)
SELECT
    'package/' || reused.package_id AS subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || reused.package_id AS cause,
    busy.minute * 60000000 AS time_us,
    iif(said.evidence IS NULL, 'possible', 'likely') AS confidence,
    package.name AS package,
    reused.key,
    reused.value,
    max(busy.scans) OVER (PARTITION BY reused.package_id) AS busiest,
    max(iif(said.evidence IS NULL, NULL, 1)) OVER (PARTITION BY reused.package_id) AS said
FROM reused
JOIN package ON package.id = reused.package_id
JOIN busy ON busy.place = 1
    AND busy.scans >= :busy_scans
    AND (busy.package_id = reused.package_id OR NOT EXISTS (
        SELECT 1 FROM coverage
        WHERE coverage.package_id = reused.package_id AND coverage.source = 'core-log'))
LEFT JOIN said ON said.package_id = busy.package_id
JOIN json_each(json_array(reused.evidence, said.evidence)) AS pieces
WHERE pieces.value IS NOT NULL
