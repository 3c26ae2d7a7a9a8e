-- Scans that ended as Not Scanned while an engine was between the end and the start of an update.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.result_code AS code,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known,
        scan.package_id IN (
            SELECT coverage.package_id FROM coverage WHERE coverage.source = 'core-log'
        ) AS has_log
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10)
),
-- A stop of the service ends all engines; that is no update. The type engine has a rule of its own.
renewal AS MATERIALIZED (
    SELECT engine.id AS id, engine.package_id AS package_id, engine.engine AS engine,
        engine.from_us AS from_us, engine.to_us AS to_us, engine.evidence AS evidence,
        coalesce(engine.to_us, engine.from_us + :longest_minutes * 60000000) AS until_us
    FROM engine
    WHERE engine.state = 'updating'
        AND lower(replace(engine.engine, ' ', '')) NOT LIKE '%filetype%'
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.package_id = engine.package_id
                AND outage.product = 'core'
                AND outage.from_us
                    <= coalesce(engine.to_us, engine.from_us + :longest_minutes * 60000000)
                AND coalesce(outage.to_us, engine.from_us) >= engine.from_us)
),
-- Pieces of ten minutes, the width of most windows: so that scans meet updates by a number.
piece (engine_id, number, last) AS (
    SELECT id, from_us / 600000000, (until_us + :after_minutes * 60000000) / 600000000 + 1
    FROM renewal
    UNION ALL
    SELECT engine_id, number + 1, last FROM piece WHERE number < last
),
-- The product's own words on this very scan.
told AS MATERIALIZED (
    SELECT failed.*, sign_scan.evidence AS second, engine_result.engine AS engine,
        nullif(engine_result.message, '') AS message
    FROM failed
    JOIN sign_scan ON sign_scan.scan_id = failed.scan_id
    LEFT JOIN engine_result ON engine_result.scan_id = failed.scan_id
        AND engine_result.evidence = sign_scan.evidence
    WHERE sign_scan.sign = 'updating' OR sign_scan.how = 'engine'
),
met AS MATERIALIZED (
    SELECT failed.*, renewal.id AS engine_id, renewal.engine AS engine,
        renewal.from_us AS began_us, renewal.to_us AS ended_us, renewal.until_us AS until_us,
        renewal.evidence AS second,
        failed.from_us > renewal.until_us AS is_late,
        (SELECT max(engine_result.result_code = 10) FROM engine_result
            WHERE engine_result.scan_id = failed.scan_id
                AND engine_result.engine = renewal.engine COLLATE NOCASE) AS named,
        EXISTS (SELECT 1 FROM engine_result
            WHERE engine_result.scan_id = failed.scan_id
                AND (engine_result.result_code = 3
                    OR engine_result.result_code = 10 AND engine_result.message <> '')) AS has_reason
    FROM failed
    JOIN piece ON piece.number = failed.to_us / 600000000
    JOIN renewal ON renewal.id = piece.engine_id
        AND renewal.from_us <= failed.to_us
        AND renewal.until_us + :after_minutes * 60000000 >= failed.from_us
        AND (renewal.package_id = failed.package_id OR NOT failed.has_log)
    WHERE failed.code = 10
        AND failed.scan_id NOT IN (SELECT told.scan_id FROM told)
        -- That a file came after the update can be said only of one whose start is known.
        AND (failed.start_known OR failed.from_us <= renewal.until_us)
),
-- One update for each scan: the one that its result names, else the one it met the longest.
ranked AS MATERIALIZED (
    SELECT met.*, row_number() OVER (PARTITION BY met.scan_id ORDER BY coalesce(met.named, 0) DESC,
        min(met.until_us, met.to_us) - max(met.began_us, met.from_us) DESC, met.engine_id) AS place
    FROM met
    WHERE coalesce(met.named, 1)
        AND (met.named OR NOT met.has_reason)
        AND met.from_us <= met.until_us + :settle_seconds * 1000000
)
SELECT
    told.subject AS subject,
    told.second AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    first_value(told.second) OVER (
        PARTITION BY told.engine ORDER BY told.finished_us, told.scan_id) AS cause,
    told.finished_us AS time_us,
    'certain' AS confidence,
    0 AS by_time,
    NULL AS cause_from_us,
    NULL AS cause_to_us,
    told.engine AS engine,
    NULL AS began_us,
    NULL AS ended_us,
    coalesce(min(told.message) OVER (PARTITION BY told.engine),
        'a record or reason of this scan names the update') AS words,
    NULL AS two_sources
FROM told
UNION ALL
SELECT ranked.subject, CASE part.column1 WHEN 1 THEN ranked.evidence ELSE ranked.second END,
    'fits', NULL, 'engine/' || ranked.engine_id, ranked.finished_us,
    CASE WHEN NOT ranked.start_known OR ranked.is_late THEN 'possible'
        WHEN ranked.named THEN 'certain' ELSE 'likely' END,
    coalesce(ranked.named, 0) = 0, ranked.began_us, ranked.until_us, ranked.engine,
    ranked.began_us, ranked.ended_us, NULL,
    nullif(max(coalesce(ranked.named, 0)) OVER (PARTITION BY ranked.engine_id), 0)
FROM ranked
JOIN (VALUES (1), (2)) AS part
WHERE ranked.place = 1
UNION ALL
-- Look-alikes: the engine itself answered, another one failed, or it was back when the file came.
SELECT met.subject, met.evidence, 'ruled-out',
    CASE WHEN met.named = 0 THEN 'engine-answered' WHEN met.is_late THEN 'engine-was-back'
        ELSE 'other-engine-failed' END AS why_code,
    NULL, met.finished_us, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM met
WHERE met.scan_id NOT IN (SELECT ranked.scan_id FROM ranked)
