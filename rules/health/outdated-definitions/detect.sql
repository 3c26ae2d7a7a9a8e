-- Engines whose definitions were old when they were last seen.
WITH state AS MATERIALIZED (
    -- What a status body says of an engine, a fact a key.
    SELECT
        fact.package_id, rtrim(fact.key, replace(fact.key, '.', '')) AS stem,
        max(iif(fact.key GLOB '*.def_time', fact.value, NULL)) AS def_time,
        max(iif(fact.key GLOB '*.def_time', fact.evidence, NULL)) AS evidence,
        max(iif(fact.key GLOB '*.eng_name', fact.value, NULL)) AS engine,
        max(iif(fact.key GLOB '*.engine_type', lower(fact.value), '')) AS kind,
        max(iif(fact.key GLOB '*.active', lower(fact.value), '')) AS active
    FROM fact
    WHERE fact.key GLOB 'stat.engines.*'
    GROUP BY fact.package_id, rtrim(fact.key, replace(fact.key, '.', ''))
),
status AS (
    SELECT
        state.package_id, state.evidence,
        CAST(strftime('%s', state.def_time) AS INTEGER) * 1000000 AS def_us,
        -- A package was made when its name says, else at its last line, else at the case's last line.
        coalesce(package.made_us,
            (SELECT max(to_us) FROM coverage WHERE coverage.package_id = package.id),
            (SELECT max(to_us) FROM coverage)) AS seen_us,
        coalesce(state.engine, substr(state.stem, 14, length(state.stem) - 14)) AS engine
    FROM state
    JOIN package ON package.id = state.package_id
    -- Engines that look for no threats have definitions of another kind.
    WHERE state.kind NOT IN ('archive', 'filetype')
        AND state.active NOT IN ('false', '0')
),
used AS (
    -- What results say of the definitions that were used for them: the youngest of each engine.
    SELECT
        scan.package_id, engine_result.evidence, max(engine_result.def_time_us) AS def_us,
        scan.finished_us AS seen_us, engine_result.engine
    FROM engine_result
    CROSS JOIN scan ON scan.id = engine_result.scan_id
    GROUP BY scan.package_id, engine_result.engine
),
old AS MATERIALIZED (
    SELECT seen.*, (seen.seen_us - seen.def_us) / 86400000000 AS days
    FROM (SELECT * FROM status UNION ALL SELECT * FROM used) AS seen
    WHERE seen.def_us > 0
        AND seen.seen_us - seen.def_us > :oldest_days * 86400000000
),
named AS (
    SELECT every.package_id, max(every.days) AS oldest,
        group_concat(every.engine || ' (' || every.days || ' days)', ', ') AS engines,
        iif(count(*) > 3, count(*) || ' engines', group_concat(every.engine, ', ')) AS which
    FROM (
        SELECT package_id, engine, max(days) AS days
        FROM old
        GROUP BY package_id, engine
        ORDER BY package_id, engine
    ) AS every
    GROUP BY every.package_id
)
SELECT
    'package/' || old.package_id AS subject,
    old.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || old.package_id AS cause,
    old.seen_us AS time_us,
    package.name AS package,
    named.engines,
    named.which,
    named.oldest
FROM old
JOIN named ON named.package_id = old.package_id
JOIN package ON package.id = old.package_id
