-- Engines whose updates fail: by the state in a status answer, by starts that fail, by words.
WITH off AS MATERIALIZED (
    -- Who is switched off needs no update.
    SELECT fact.package_id, max(iif(fact.key GLOB '*.eng_name', fact.value, NULL)) AS engine
    FROM fact
    WHERE fact.key GLOB 'stat.engines.*'
    GROUP BY fact.package_id, rtrim(fact.key, replace(fact.key, '.', ''))
    HAVING max(fact.key GLOB '*.active' AND lower(fact.value) IN ('false', '0'))
),
status AS MATERIALIZED (
    SELECT engine.id, engine.package_id, engine.engine, lower(engine.state) AS state,
        engine.evidence
    FROM engine
    WHERE lower(engine.state)
            IN ('download failed', 'content invalid', 'temporary failed', 'permanently failed')
        AND NOT EXISTS (
            SELECT 1 FROM off
            WHERE off.package_id = engine.package_id AND off.engine = engine.engine
        )
),
-- Starts with an error that follow the end of a version closely.
tried AS MATERIALIZED (
    SELECT ended.package_id, ended.engine, failed.id, failed.evidence, failed.from_us,
        failed.message, max(ended.from_us) AS ended_us
    FROM engine AS failed
    JOIN engine AS ended ON ended.package_id = failed.package_id
        AND ended.engine = failed.engine
        AND ended.state = 'updating'
        AND ended.from_us BETWEEN failed.from_us - :within_minutes * 60000000 AND failed.from_us
    WHERE failed.state = 'failed'
    GROUP BY failed.id
),
-- What the failures of an engine have in common.
again AS (
    SELECT package_id, engine, count(*) AS tries, min(from_us) AS from_us, max(from_us) AS to_us,
        min(id) AS id, min(message) AS words, min(message) <> max(message) AS several
    FROM tried
    GROUP BY package_id, engine
    HAVING count(*) >= :failures
),
told AS (
    SELECT sign_record.*, count(*) OVER (PARTITION BY package_id) AS records,
        min(time_us) OVER (PARTITION BY package_id) AS from_us,
        max(time_us) OVER (PARTITION BY package_id) AS to_us,
        row_number() OVER (PARTITION BY package_id ORDER BY time_us, record_id) AS place
    FROM sign_record
),
rows AS (
    SELECT package_id, evidence, 'engine/' || id AS cause, NULL AS time_us, 'certain' AS confidence,
        'engine ' || engine AS engine, state, NULL AS tries, NULL AS words, NULL AS records,
        NULL AS from_us, NULL AS to_us
    FROM status
    UNION ALL
    SELECT again.package_id, tried.evidence, 'engine/' || again.id, tried.from_us, 'likely',
        'engine ' || again.engine, NULL, again.tries, iif(again.several, NULL, again.words), NULL,
        again.from_us, again.to_us
    FROM again
    JOIN tried ON tried.package_id = again.package_id AND tried.engine = again.engine
    UNION ALL
    SELECT package_id, evidence, 'package/' || package_id, time_us, 'likely', 'engines', NULL, NULL,
        NULL, records, from_us, to_us
    FROM told
    WHERE place <= 20
)
SELECT
    'package/' || rows.package_id AS subject, rows.evidence, 'fits' AS verdict, NULL AS why_code,
    rows.cause, rows.time_us, rows.confidence, package.name AS package, rows.engine, rows.state,
    rows.tries, rows.words, rows.records, rows.from_us, rows.to_us
FROM rows
JOIN package ON package.id = rows.package_id
