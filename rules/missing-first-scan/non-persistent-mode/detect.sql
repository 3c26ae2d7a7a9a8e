-- Files without a first scan where Core is set to keep no results, and only a history could tell.
WITH mode AS MATERIALIZED (
    SELECT
        setting.package_id, setting.evidence, package.name AS package,
        -- An exported history without a single row is the same thing said twice.
        EXISTS (
            SELECT 1 FROM entry
            WHERE entry.package_id = setting.package_id AND entry.source = 'core-history'
                AND entry.records = 0
        ) AS is_empty
    FROM setting
    JOIN package ON package.id = setting.package_id
    WHERE lower(setting.key) = 'dbmode'
        AND trim(setting.value) = '3'
        AND package.product = 'core'
),
missed AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us,
        (
            SELECT max(package.name) FROM coverage
            JOIN package ON package.id = coverage.package_id
            WHERE coverage.source = 'core-log'
                AND coverage.from_us <= symptom.window_from_us
                AND coverage.to_us >= symptom.time_us
        ) AS logged
    FROM symptom
    WHERE symptom.family = 'missing-first-scan'
)
SELECT
    missed.subject, mode.evidence, 'fits' AS verdict, NULL AS why_code,
    'package/' || mode.package_id AS cause, missed.time_us,
    CASE
        -- Another Core, whose history is kept, may be the one that was asked.
        WHEN EXISTS (
            SELECT 1 FROM coverage
            WHERE coverage.source = 'core-history' AND coverage.from_us IS NOT NULL
                AND coverage.package_id <> mode.package_id
        ) THEN 'possible'
        WHEN mode.is_empty THEN 'certain'
        ELSE 'likely'
    END AS confidence,
    mode.package, 1 AS victims
FROM missed
CROSS JOIN mode
WHERE missed.logged IS NULL
UNION ALL
-- A setting that will hide every scan is worth saying before somebody asks for one.
SELECT
    'package/' || mode.package_id, mode.evidence, 'fits', NULL, 'package/' || mode.package_id,
    NULL, 'certain', mode.package, NULL
FROM mode
WHERE NOT EXISTS (SELECT 1 FROM missed WHERE missed.logged IS NULL)
UNION ALL
SELECT missed.subject, mode.evidence, 'ruled-out', 'log-would-tell', NULL, missed.time_us, NULL,
    NULL, NULL
FROM missed
CROSS JOIN mode
WHERE missed.logged IS NOT NULL
