-- Engines whose definitions were old when they were last seen.
WITH told AS MATERIALIZED (
    SELECT
        fact.package_id, fact.evidence, fact.key,
        substr(fact.key, 1, length(fact.key) - length('def_time')) AS stem,
        CAST(strftime('%s', fact.value) AS INTEGER) * 1000000 AS def_us
    FROM fact
    WHERE fact.key GLOB 'stat.engines.*.def_time'
),
newest AS (
    -- When a package was made: by its name, else by its last line, else by the case's last line.
    SELECT
        package.id AS package_id, package.name,
        coalesce(package.made_us,
            (SELECT max(to_us) FROM coverage WHERE coverage.package_id = package.id),
            (SELECT max(to_us) FROM coverage)) AS made_us
    FROM package
),
status AS (
    SELECT
        told.package_id, newest.name AS package, told.evidence, told.def_us,
        newest.made_us AS seen_us,
        coalesce(
            (SELECT min(fact.value) FROM fact WHERE fact.package_id = told.package_id
                AND fact.key = told.stem || 'eng_name'),
            substr(told.stem, 14, length(told.stem) - 14)
        ) AS engine
    FROM told
    JOIN newest ON newest.package_id = told.package_id
    -- Engines that look for no threats have definitions of another kind.
    WHERE NOT EXISTS (
            SELECT 1 FROM fact
            WHERE fact.package_id = told.package_id
                AND fact.key IN (told.stem || 'engine_type', told.stem || 'eng_type')
                AND lower(fact.value) IN ('archive', 'filetype')
        )
        AND NOT EXISTS (
            SELECT 1 FROM fact
            WHERE fact.package_id = told.package_id AND fact.key = told.stem || 'active'
                AND lower(fact.value) IN ('false', '0')
        )
),
used AS (
    -- What results say of the definitions that were used for them: the youngest of each engine.
    SELECT
        scan.package_id, package.name AS package, engine_result.evidence,
        max(engine_result.def_time_us) AS def_us, scan.finished_us AS seen_us,
        engine_result.engine
    FROM engine_result
    CROSS JOIN scan ON scan.id = engine_result.scan_id
    JOIN package ON package.id = scan.package_id
    WHERE engine_result.def_time_us IS NOT NULL
        AND scan.finished_us IS NOT NULL
    GROUP BY scan.package_id, engine_result.engine
),
old AS MATERIALIZED (
    SELECT seen.*, (seen.seen_us - seen.def_us) / 86400000000 AS days
    FROM (SELECT * FROM status UNION ALL SELECT package_id, package, evidence, def_us, seen_us,
        engine FROM used) AS seen
    WHERE seen.def_us > 0
        AND seen.seen_us - seen.def_us > :oldest_days * 86400000000
)
SELECT
    'package/' || old.package_id AS subject,
    old.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || old.package_id AS cause,
    old.seen_us AS time_us,
    old.package,
    (
        SELECT group_concat(named.engine || ' (' || named.days || ' days)', ', ')
        FROM (
            SELECT every.engine, max(every.days) AS days
            FROM old AS every
            WHERE every.package_id = old.package_id
            GROUP BY every.engine
            ORDER BY every.engine
        ) AS named
    ) AS engines,
    max(old.days) OVER (PARTITION BY old.package_id) AS oldest
FROM old
