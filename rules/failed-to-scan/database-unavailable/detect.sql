-- Failed scans that Core blames on its database, or that ran while the product's log missed it.
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
        -- A history of its own belongs to any Core; a log only to its own service.
        EXISTS (
            SELECT 1 FROM coverage
            WHERE coverage.package_id = scan.package_id AND coverage.source = 'core-log') AS own_log,
        -- A reason or an engine's answer of its own decides against what happened meanwhile.
        coalesce(scan.blocked_reason, '') <> ''
            AND lower(scan.blocked_reason) <> lower(coalesce(scan.result_label, ''))
            AND lower(scan.blocked_reason) NOT IN (SELECT lower(label) FROM result_code)
        OR EXISTS (
            SELECT 1 FROM engine_result AS answer
            WHERE answer.scan_id = scan.id
                AND (answer.result_code = 3
                    OR answer.result_code = 10 AND answer.message <> '')) AS has_reason
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 11)
        AND (EXISTS (SELECT 1 FROM sign_record) OR EXISTS (SELECT 1 FROM sign_scan))
),
episode AS MATERIALIZED (
    SELECT sign_episode.*, package.product AS product,
        EXISTS (
            SELECT 1 FROM sign_record
            WHERE sign_record.sign = 'gave-up'
                AND sign_record.package_id = sign_episode.package_id
                AND sign_record.time_us BETWEEN sign_episode.from_us AND sign_episode.to_us
        ) AS gave_up
    FROM sign_episode
    JOIN package ON package.id = sign_episode.package_id
    WHERE sign_episode.sign = 'lost'
        -- The database's own log has no components; whatever else says so stands under lost.
        OR sign_episode.sign = 'server' AND sign_episode.records >= :least
            AND NOT EXISTS (
                SELECT 1 FROM sign_record
                WHERE sign_record.sign = 'server' AND sign_record.component IS NOT NULL
                    AND sign_record.package_id = sign_episode.package_id)
        OR sign_episode.sign = 'gave-up' AND NOT EXISTS (
            SELECT 1 FROM sign_record
            WHERE sign_record.sign = 'lost' AND sign_record.evidence = sign_episode.evidence)
),
told AS MATERIALIZED (SELECT DISTINCT scan_id, evidence FROM sign_scan),
-- The last trouble of each kind that began before the end of a scan: one walk over both.
reach AS MATERIALIZED (
    SELECT moment.scan_id AS scan_id, moment.kind AS kind, max(moment.began_us) OVER (
            PARTITION BY moment.kind, moment.log ORDER BY moment.at_us, moment.scan_id IS NOT NULL
            ROWS UNBOUNDED PRECEDING) AS began_us
    FROM (
        SELECT NULL AS scan_id, sign AS kind, package_id AS log, from_us AS at_us,
            from_us AS began_us
        FROM episode
        UNION ALL
        SELECT NULL, sign, 0, from_us, from_us FROM episode
        UNION ALL
        SELECT failed.scan_id, kinds.kind, CASE WHEN failed.own_log THEN failed.package_id ELSE 0 END,
            failed.to_us, NULL
        FROM failed
        JOIN (SELECT DISTINCT sign AS kind FROM episode) AS kinds
    ) AS moment
),
met AS MATERIALIZED (
    SELECT failed.*, episode.cause AS cause, episode.evidence AS second,
        episode.sign <> 'server' AS by_product,
        row_number() OVER (
            PARTITION BY failed.scan_id ORDER BY episode.sign = 'server', episode.from_us DESC
        ) AS place
    FROM reach
    JOIN failed ON failed.scan_id = reach.scan_id
    JOIN episode ON episode.from_us = reach.began_us
        AND +episode.sign = reach.kind
        AND +episode.product <> 'icap'
        AND (+episode.package_id = failed.package_id OR NOT failed.own_log)
        AND +episode.to_us >= failed.from_us
),
fits AS MATERIALIZED (
    SELECT failed.subject, told.evidence, failed.finished_us, met.cause, 'certain' AS confidence,
        0 AS by_time
    FROM told
    JOIN failed ON failed.scan_id = told.scan_id
    LEFT JOIN met ON met.scan_id = told.scan_id AND met.place = 1
    UNION ALL
    SELECT met.subject, CASE piece.column1 WHEN 'scan' THEN met.evidence ELSE met.second END,
        met.finished_us, met.cause,
        CASE WHEN met.start_known AND met.by_product THEN 'likely' ELSE 'possible' END, 1
    FROM met
    JOIN (VALUES ('scan'), ('second')) AS piece
    WHERE met.place = 1 AND NOT met.has_reason
        AND met.scan_id NOT IN (SELECT told.scan_id FROM told)
)
SELECT
    fits.subject AS subject, fits.evidence AS evidence, 'fits' AS verdict, NULL AS why_code,
    fits.cause AS cause, fits.finished_us AS time_us, fits.confidence AS confidence,
    fits.by_time AS by_time, episode.from_us AS cause_from_us, episode.to_us AS cause_to_us,
    episode.from_us AS from_us, episode.to_us AS to_us, episode.records AS records, nullif(episode.gave_up, 0) AS gave_up, 'Core' AS product,
    NULL AS by_health, CASE WHEN fits.cause IS NULL THEN 1 END AS by_word, 1 AS victims
FROM fits
LEFT JOIN episode ON episode.cause = fits.cause
UNION ALL
SELECT met.subject, NULL, 'ruled-out', 'reason-given' AS why_code, NULL, met.finished_us, NULL, 0,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM met
WHERE met.place = 1 AND met.has_reason AND met.scan_id NOT IN (SELECT told.scan_id FROM told)
UNION ALL
-- Trouble without victims, and what a health check says.
SELECT 'package/' || episode.package_id, episode.evidence, 'fits', NULL, episode.cause,
    episode.from_us, CASE episode.sign WHEN 'server' THEN 'likely' ELSE 'certain' END, 0, NULL,
    NULL, episode.from_us, episode.to_us, episode.records, nullif(episode.gave_up, 0),
    CASE episode.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END, NULL, NULL, NULL
FROM episode
WHERE episode.cause NOT IN (SELECT fits.cause FROM fits WHERE fits.cause IS NOT NULL)
UNION ALL
SELECT 'package/' || fact.package_id, fact.evidence, 'fits', NULL, fact.evidence, fact.time_us,
    'certain', 0, NULL, NULL, NULL, NULL, NULL, NULL,
    CASE package.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END, 1, NULL, NULL
FROM fact
JOIN package ON package.id = fact.package_id
WHERE fact.key = 'readyz.database.status'
    AND lower(fact.value) IN ('false', '0')
