-- Failed scans that name missing memory, or that a service without memory cut off.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        symptom.window_from_us AS from_us,
        scan.result_code AS result_code,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known,
        scan.started_us IS NOT NULL OR event.how = 'data id' AS sure,
        -- A history of its own belongs to any Core; a log only to its own service.
        coalesce((SELECT max(coverage.package_id) FROM coverage
            WHERE coverage.package_id = scan.package_id AND coverage.source = 'core-log'), 0) AS log,
        -- A reason or an engine's answer of its own decides against what happened meanwhile.
        lower(coalesce(scan.blocked_reason, '')) NOT IN ('', lower(coalesce(scan.result_label, '')))
            AND lower(scan.blocked_reason) NOT IN (SELECT lower(label) FROM result_code)
        OR EXISTS (
            SELECT 1 FROM engine_result AS answer
            WHERE answer.scan_id = scan.id
                AND (answer.result_code = 3
                    OR answer.result_code = 10 AND answer.message <> '')) AS has_reason
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    LEFT JOIN expected_event AS event ON event.id = symptom.event_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 11, 24)
),
-- A service that ended itself over it, or complaints that it lived through.
trouble AS MATERIALIZED (
    SELECT outage.from_evidence AS cause, outage.package_id AS package_id,
        'service/' || outage.id AS subject, outage.product AS product, outage.from_us AS from_us,
        coalesce(outage.to_us, outage.from_us) + :settle_seconds * 1000000 AS to_us,
        outage.to_us AS back_us, NULL AS records, 1 AS ended, NULL AS complained
    FROM outage
    WHERE outage.how_ended = 'out-of-memory'
    UNION ALL
    SELECT sign_episode.cause, sign_episode.package_id, 'package/' || sign_episode.package_id,
        package.product, sign_episode.from_us, sign_episode.to_us, NULL,
        sign_episode.records, NULL, 1
    FROM sign_episode
    JOIN package ON package.id = sign_episode.package_id
    WHERE NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.how_ended = 'out-of-memory'
                AND outage.package_id = sign_episode.package_id
                AND outage.from_us BETWEEN sign_episode.from_us AND sign_episode.to_us)
),
-- Core's last trouble of each kind that began before the end of a scan: one walk over both. All
-- logs together are log 0, for scans without a log of their own.
reach AS MATERIALIZED (
    SELECT moment.scan_id AS scan_id, max(moment.trouble) OVER (
            PARTITION BY moment.ended, moment.log ORDER BY moment.at_us, moment.scan_id IS NOT NULL
            ROWS UNBOUNDED PRECEDING) AS trouble
    FROM (
        SELECT NULL AS scan_id, ended IS NOT NULL AS ended, log.column1 * package_id AS log,
            from_us AS at_us, printf('%016d ', from_us) || cause AS trouble
        FROM trouble
        JOIN (VALUES (0), (1)) AS log
        WHERE product <> 'icap'
        UNION ALL
        SELECT failed.scan_id, ended.column1, failed.log, failed.finished_us, NULL
        FROM failed
        JOIN (VALUES (0), (1)) AS ended
    ) AS moment
),
-- A scan that began before the service ended, and was closed after it was back, was cut off by it.
met AS MATERIALIZED (
    SELECT failed.*, trouble.cause AS cause, coalesce(trouble.ended AND failed.start_known
            AND failed.from_us < trouble.from_us
            AND failed.finished_us >= coalesce(trouble.back_us, trouble.from_us), 0) AS was_cut,
        row_number() OVER (
            PARTITION BY failed.scan_id, failed.subject ORDER BY trouble.ended DESC) AS place
    FROM reach
    JOIN failed ON failed.scan_id = reach.scan_id
    JOIN trouble ON trouble.cause = substr(reach.trouble, 18)
        AND trouble.to_us >= failed.from_us
        AND (trouble.ended IS NULL
            OR failed.result_code = 3
            AND (failed.finished_us <= trouble.to_us
                OR failed.start_known AND failed.from_us < trouble.from_us)
            AND NOT (failed.start_known
                AND failed.from_us > coalesce(trouble.back_us, trouble.from_us)))
    WHERE failed.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
),
best AS MATERIALIZED (
    SELECT met.*, met.was_cut OR NOT met.has_reason AS fits
    FROM met
    WHERE met.place = 1
),
fits AS MATERIALIZED (
    SELECT failed.subject AS subject, failed.finished_us AS finished_us,
        first_value(sign_scan.evidence) OVER (
            PARTITION BY sign_scan.how = 'engine' ORDER BY failed.finished_us, failed.scan_id
        ) AS cause, 'certain' AS confidence, 0 AS by_time,
        CASE sign_scan.how WHEN 'engine' THEN 'An engine' ELSE 'Core' END AS product,
        sign_scan.evidence AS evidence
    FROM sign_scan
    JOIN failed ON failed.scan_id = sign_scan.scan_id
    UNION ALL
    SELECT best.subject, best.finished_us, best.cause,
        CASE WHEN best.was_cut AND best.sure AND best.log THEN 'certain'
            WHEN best.start_known THEN 'likely' ELSE 'possible' END,
        NOT best.was_cut, 'Core',
        CASE piece.column1 WHEN 'scan' THEN best.evidence ELSE best.cause END
    FROM best
    JOIN (VALUES ('scan'), ('cause')) AS piece
    WHERE best.fits
),
-- The least free memory that a status answer shows, if it is little.
room AS MATERIALIZED (
    SELECT fact.number / 1000.0 AS free_gb, fact.evidence AS evidence
    FROM fact
    WHERE fact.key LIKE 'stat.nodes.%available_mem'
        AND fact.number < :low_gb * 1000
    ORDER BY fact.number
    LIMIT 1
)
SELECT
    fits.subject AS subject,
    CASE piece.column1 WHEN 'own' THEN fits.evidence ELSE room.evidence END AS evidence,
    'fits' AS verdict, NULL AS why_code,
    fits.cause AS cause, fits.finished_us AS time_us, fits.confidence AS confidence,
    fits.by_time AS by_time, trouble.from_us AS cause_from_us, trouble.to_us AS cause_to_us,
    trouble.from_us AS from_us, trouble.to_us AS to_us, trouble.back_us AS back_us,
    trouble.records AS records, trouble.ended AS ended, trouble.complained AS complained,
    nullif(trouble.cause IS NULL, 0) AS by_word, round(room.free_gb, 1) AS free_gb,
    fits.product AS product, 1 AS victims
FROM fits
LEFT JOIN room
LEFT JOIN trouble ON trouble.cause = fits.cause
JOIN (VALUES ('own'), ('room')) AS piece
WHERE piece.column1 = 'own'
    OR room.evidence IS NOT NULL
UNION ALL
SELECT best.subject, NULL, 'ruled-out', 'reason-given' AS why_code, NULL, best.finished_us, NULL, 0,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM best
WHERE NOT best.fits
UNION ALL
-- Trouble without victims, unless a scan that names the memory itself belongs to it.
SELECT trouble.subject, trouble.cause, 'fits', NULL, trouble.cause, trouble.from_us, 'certain',
    0, NULL, NULL, trouble.from_us, trouble.to_us, trouble.back_us, trouble.records, trouble.ended,
    trouble.complained, NULL, round(room.free_gb, 1),
    CASE trouble.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END, NULL
FROM trouble
LEFT JOIN room
WHERE trouble.cause NOT IN (SELECT fits.cause FROM fits)
    AND (trouble.ended OR NOT EXISTS (
        SELECT 1 FROM fits
        WHERE fits.confidence = 'certain'
            AND fits.finished_us BETWEEN trouble.from_us - 60000000 AND trouble.to_us + 60000000))
