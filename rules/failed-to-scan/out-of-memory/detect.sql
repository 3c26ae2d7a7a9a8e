-- Failed scans that name missing memory, or that a service without memory cut off.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us,
        scan.result_code AS result_code,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known,
        scan.started_us IS NOT NULL OR event.how = 'data id' AS sure,
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
    LEFT JOIN expected_event AS event ON event.id = symptom.event_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 11, 24)
        AND (EXISTS (SELECT 1 FROM sign_record) OR EXISTS (SELECT 1 FROM sign_scan))
),
-- A service that ended itself over it, or complaints that it lived through.
trouble AS MATERIALIZED (
    SELECT outage.from_evidence AS cause, outage.package_id AS package_id,
        'service/' || outage.id AS subject, outage.product AS product,
        outage.from_evidence AS evidence, outage.from_us AS from_us,
        coalesce(outage.to_us, outage.from_us) + :settle_seconds * 1000000 AS to_us,
        outage.to_us AS back_us, NULL AS records, 1 AS ended, NULL AS complained
    FROM outage
    WHERE outage.how_ended = 'out-of-memory'
    UNION ALL
    SELECT sign_episode.cause, sign_episode.package_id, 'package/' || sign_episode.package_id,
        package.product, sign_episode.evidence, sign_episode.from_us, sign_episode.to_us, NULL,
        sign_episode.records, NULL, 1
    FROM sign_episode
    JOIN package ON package.id = sign_episode.package_id
    WHERE NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.how_ended = 'out-of-memory'
                AND outage.package_id = sign_episode.package_id
                AND outage.from_us BETWEEN sign_episode.from_us AND sign_episode.to_us)
),
-- The last trouble of each kind that began before the end of a scan: one walk over both.
reach AS MATERIALIZED (
    SELECT moment.scan_id AS scan_id, moment.kind AS kind, max(moment.began_us) OVER (
            PARTITION BY moment.kind, moment.log ORDER BY moment.at_us, moment.scan_id IS NOT NULL
            ROWS UNBOUNDED PRECEDING) AS began_us
    FROM (
        SELECT NULL AS scan_id, coalesce(ended, 0) AS kind, package_id AS log, from_us AS at_us,
            from_us AS began_us
        FROM trouble
        UNION ALL
        SELECT NULL, coalesce(ended, 0), 0, from_us, from_us FROM trouble
        UNION ALL
        SELECT failed.scan_id, kinds.kind, CASE WHEN failed.own_log THEN failed.package_id ELSE 0 END,
            failed.to_us, NULL
        FROM failed
        JOIN (SELECT DISTINCT coalesce(ended, 0) AS kind FROM trouble) AS kinds
    ) AS moment
),
met AS MATERIALIZED (
    SELECT failed.*, trouble.cause AS cause, trouble.evidence AS second,
        trouble.ended AS ended, coalesce(failed.start_known AND failed.from_us < trouble.from_us
            AND failed.finished_us >= coalesce(trouble.back_us, trouble.from_us), 0) AS across,
        row_number() OVER (
            PARTITION BY failed.scan_id ORDER BY trouble.ended DESC, trouble.from_us DESC) AS place
    FROM reach
    JOIN failed ON failed.scan_id = reach.scan_id
    JOIN trouble ON trouble.from_us = reach.began_us
        AND +trouble.product <> 'icap'
        AND (+trouble.package_id = failed.package_id OR NOT failed.own_log)
        AND +trouble.to_us >= failed.from_us
        AND (+trouble.ended IS NULL
            OR failed.result_code = 3 AND (failed.finished_us <= trouble.to_us
                OR failed.start_known AND failed.from_us < trouble.from_us)
            AND NOT (failed.start_known
                AND failed.from_us > coalesce(trouble.back_us, trouble.from_us)))
    WHERE failed.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
),
fits AS MATERIALIZED (
    SELECT failed.subject AS subject, sign_scan.evidence AS evidence,
        failed.finished_us AS finished_us,
        first_value(sign_scan.evidence) OVER (
            PARTITION BY sign_scan.how = 'engine' ORDER BY failed.finished_us, failed.scan_id
        ) AS cause, 'certain' AS confidence, 0 AS by_time,
        CASE sign_scan.how WHEN 'engine' THEN 'An engine' ELSE 'Core' END AS product
    FROM sign_scan
    JOIN failed ON failed.scan_id = sign_scan.scan_id
    UNION ALL
    SELECT met.subject, CASE piece.column1 WHEN 'scan' THEN met.evidence ELSE met.second END,
        met.finished_us, met.cause,
        CASE WHEN met.ended AND met.across AND met.sure AND met.own_log THEN 'certain'
            WHEN met.start_known THEN 'likely' ELSE 'possible' END,
        NOT coalesce(met.ended AND met.across, 0), 'Core'
    FROM met
    JOIN (VALUES ('scan'), ('second')) AS piece
    WHERE met.place = 1 AND (NOT met.has_reason OR met.ended AND met.across)
),
room AS (
    SELECT min(fact.number) / 1000.0 AS free_gb
    FROM fact
    WHERE fact.key LIKE 'stat.nodes.%available_mem' AND fact.number < :low_gb * 1000
)
SELECT
    fits.subject AS subject, fits.evidence AS evidence, 'fits' AS verdict, NULL AS why_code,
    fits.cause AS cause, fits.finished_us AS time_us, fits.confidence AS confidence,
    fits.by_time AS by_time, trouble.from_us AS cause_from_us, trouble.to_us AS cause_to_us,
    trouble.from_us AS from_us, trouble.to_us AS to_us, trouble.back_us AS back_us, trouble.records AS records, trouble.ended AS ended,
    trouble.complained AS complained, CASE WHEN trouble.cause IS NULL THEN 1 END AS by_word,
    round(room.free_gb, 1) AS free_gb, fits.product AS product, 1 AS victims
FROM fits
JOIN room
LEFT JOIN trouble ON trouble.cause = fits.cause
UNION ALL
SELECT met.subject, NULL, 'ruled-out', 'reason-given' AS why_code, NULL, met.finished_us, NULL, 0,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM met
WHERE met.place = 1 AND met.has_reason AND NOT coalesce(met.ended AND met.across, 0)
UNION ALL
-- Trouble without victims, unless a scan that names the memory itself belongs to it.
SELECT trouble.subject, trouble.evidence, 'fits', NULL, trouble.cause, trouble.from_us, 'certain',
    0, NULL, NULL, trouble.from_us, trouble.to_us, trouble.back_us, trouble.records, trouble.ended,
    trouble.complained, NULL, round(room.free_gb, 1),
    CASE trouble.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END, NULL
FROM trouble
JOIN room
WHERE trouble.evidence IS NOT NULL
    AND trouble.cause NOT IN (SELECT fits.cause FROM fits)
    AND (trouble.ended OR NOT EXISTS (
        SELECT 1 FROM fits
        WHERE fits.confidence = 'certain'
            AND fits.finished_us BETWEEN trouble.from_us - 60000000 AND trouble.to_us + 60000000))
