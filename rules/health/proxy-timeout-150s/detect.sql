-- Requests that ended in 5xx after nginx's 150 seconds, with the engine that was updated meanwhile.
WITH cut AS MATERIALIZED (
    SELECT http_request.id, http_request.time_us, http_request.evidence, http_request.path,
        http_request.duration_ms, entry.package_id
    FROM http_request
    JOIN entry ON entry.id = http_request.entry_id
    WHERE http_request.status >= 500
        AND http_request.duration_ms
            BETWEEN (:limit_seconds - :spread_seconds) * 1000
                AND (:limit_seconds + :spread_seconds) * 1000
        AND entry.source = 'core-nginx'
),
lua AS MATERIALIZED (
    SELECT sign_record.package_id, sign_record.time_us, record.message
    FROM sign_record
    CROSS JOIN record ON record.id = sign_record.record_id
),
met AS MATERIALIZED (
    SELECT cut.*, min(engine.id) AS engine_id, min(engine.engine) AS engine,
        min(engine.evidence) AS engine_evidence
    FROM cut
    LEFT JOIN engine ON engine.package_id = cut.package_id
        AND engine.state = 'updating'
        AND engine.from_us <= cut.time_us
        AND coalesce(engine.to_us, engine.from_us) >= cut.time_us - cut.duration_ms * 1000
    WHERE NOT EXISTS (
        SELECT 1 FROM lua
        WHERE lua.package_id = cut.package_id
            AND lua.time_us BETWEEN cut.time_us - 2000000 AND cut.time_us + 2000000
            AND instr(lua.message, ' ' || cut.path || ' HTTP/') > 0
    )
    GROUP BY cut.id
),
counted AS (
    -- Those at an update have a likely reason, and are a finding of their own.
    SELECT
        met.*, min(met.engine_id) OVER of_kind AS first_engine_id,
        iif(min(met.engine) OVER of_kind <> max(met.engine) OVER of_kind, 'several engines',
            'engine ' || met.engine) AS engine_words,
        count(*) OVER of_kind AS requests, sum(met.path LIKE '/file%') OVER of_kind AS results,
        min(met.time_us) OVER of_kind AS from_us, max(met.time_us) OVER of_kind AS to_us
    FROM met
    WINDOW of_kind AS (PARTITION BY met.package_id, met.engine IS NULL)
)
SELECT
    'package/' || counted.package_id AS subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    coalesce('engine/' || counted.first_engine_id, 'package/' || counted.package_id) AS cause,
    counted.time_us,
    package.name AS package,
    counted.engine_words AS engine,
    counted.requests,
    nullif(counted.results, 0) AS results,
    counted.from_us,
    counted.to_us
FROM counted
JOIN package ON package.id = counted.package_id
JOIN json_each(json_array(counted.evidence, counted.engine_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
