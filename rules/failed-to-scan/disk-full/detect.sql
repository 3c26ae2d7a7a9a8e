-- Failed scans that Core or an engine blames on a full disk, or that ran while Core's log said so.
WITH detail AS MATERIALIZED (
    -- Why an archive was not extracted stands in the result body.
    SELECT told.scan_id,
        EXISTS (
            SELECT 1 FROM (VALUES ('%no space left on device%'), ('%disk space%'),
                ('%space on the disk%'), ('%disk is full%')) AS words
            WHERE told.words LIKE words.column1) AS says_disk
    FROM (
        SELECT scan.id AS scan_id, substr(substr(
            locator.text, instr(locator.text, '"err_details":"') + 15), 1, instr(substr(
            locator.text, instr(locator.text, '"err_details":"') + 15), '"') - 1) AS words
        FROM symptom
        JOIN scan ON scan.id = symptom.scan_id
        JOIN locator ON locator.id = scan.locator_id
        WHERE symptom.family = 'failed-to-scan'
            AND scan.result_code = 24
            AND instr(locator.text, '"err_details":"') > 0
    ) AS told
    WHERE told.words <> ''
),
failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        scan.result_code AS result_code,
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
                AND answer.result_code IN (3, 10)
                AND answer.message <> '')
        OR scan.id IN (SELECT detail.scan_id FROM detail) AS has_reason
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 24, 55)
        AND (EXISTS (SELECT 1 FROM sign_record) OR EXISTS (SELECT 1 FROM sign_scan)
            OR EXISTS (SELECT 1 FROM detail))
),
-- Scans of which the product itself says so.
named AS MATERIALIZED (
    SELECT sign_scan.scan_id, sign_scan.evidence FROM sign_scan
    UNION
    SELECT failed.scan_id, failed.evidence
    FROM detail
    JOIN failed ON failed.scan_id = detail.scan_id
    WHERE detail.says_disk
),
-- Each time of want, with its last complaint; SQLite takes that of the latest time.
shortage AS MATERIALIZED (
    SELECT sign_episode.*, package.product AS product, sign_record.evidence AS last_evidence,
        max(sign_record.time_us) AS last_us
    FROM sign_episode
    JOIN package ON package.id = sign_episode.package_id
    JOIN sign_record ON sign_record.package_id = sign_episode.package_id
        AND sign_record.time_us BETWEEN sign_episode.from_us AND sign_episode.to_us
    GROUP BY sign_episode.cause
),
-- The last trouble of each kind that began before the end of a scan: one walk over both.
reach AS MATERIALIZED (
    SELECT moment.scan_id AS scan_id, moment.kind AS kind, max(moment.began_us) OVER (
            PARTITION BY moment.kind, moment.log ORDER BY moment.at_us, moment.scan_id IS NOT NULL
            ROWS UNBOUNDED PRECEDING) AS began_us
    FROM (
        SELECT NULL AS scan_id, sign AS kind, package_id AS log, from_us AS at_us,
            from_us AS began_us
        FROM shortage
        UNION ALL
        SELECT NULL, sign, 0, from_us, from_us FROM shortage
        UNION ALL
        SELECT failed.scan_id, kinds.kind, CASE WHEN failed.own_log THEN failed.package_id ELSE 0 END,
            failed.to_us + :near_seconds * 1000000, NULL
        FROM failed
        JOIN (SELECT DISTINCT sign AS kind FROM shortage) AS kinds
    ) AS moment
),
-- Complaints so near in time that the scan may have met the same full disk.
met AS MATERIALIZED (
    SELECT failed.*, shortage.cause AS cause, shortage.evidence AS second,
        shortage.last_evidence AS third,
        row_number() OVER (PARTITION BY failed.scan_id ORDER BY shortage.from_us DESC) AS place
    FROM reach
    JOIN failed ON failed.scan_id = reach.scan_id
    JOIN shortage ON shortage.from_us = reach.began_us
        AND +shortage.product <> 'icap'
        AND (+shortage.package_id = failed.package_id OR NOT failed.own_log)
        AND +shortage.to_us >= failed.from_us - :near_seconds * 1000000
),
near AS MATERIALIZED (
    SELECT met.* FROM met
    WHERE met.place = 1
        AND met.result_code IN (3, 24)
        AND met.scan_id NOT IN (SELECT named.scan_id FROM named)
),
fits AS MATERIALIZED (
    -- Words about this very scan: its own reason, an engine's message, or a record with its id.
    SELECT failed.subject AS subject, named.evidence AS evidence,
        failed.finished_us AS finished_us, met.cause AS cause, 'certain' AS confidence, 0 AS by_time
    FROM named
    JOIN failed ON failed.scan_id = named.scan_id
    LEFT JOIN met ON met.scan_id = failed.scan_id AND met.place = 1
    UNION ALL
    SELECT near.subject,
        CASE piece.column1
            WHEN 'scan' THEN near.evidence
            WHEN 'first' THEN near.second
            ELSE near.third
        END,
        near.finished_us, near.cause,
        CASE WHEN near.start_known THEN 'likely' ELSE 'possible' END, 1
    FROM near
    JOIN (VALUES ('scan'), ('first'), ('last')) AS piece
    WHERE NOT near.has_reason
),
-- The least free space that a status answer shows, where it is little.
room AS (
    SELECT min(fact.number) / 1000000000.0 AS free_gb
    FROM fact
    WHERE fact.key LIKE 'stat.nodes.%free_disk_space'
        AND fact.number < :low_gb * 1000000000
)
SELECT
    fits.subject AS subject, fits.evidence AS evidence, 'fits' AS verdict, NULL AS why_code,
    fits.cause AS cause, fits.confidence AS confidence, fits.finished_us AS time_us,
    fits.by_time AS by_time, shortage.from_us AS cause_from_us, shortage.to_us AS cause_to_us,
    shortage.from_us AS from_us, shortage.to_us AS to_us, shortage.records AS complaints, round(room.free_gb, 1) AS free_gb, 'Core' AS product,
    1 AS victims
FROM fits
JOIN room
LEFT JOIN shortage ON shortage.cause = fits.cause
UNION ALL
SELECT near.subject, NULL, 'ruled-out', 'engine-said-otherwise' AS why_code, NULL, NULL,
    near.finished_us, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM near
WHERE near.has_reason
UNION ALL
-- The disk was full, and no failed scan is known to have met it.
SELECT 'package/' || shortage.package_id, shortage.evidence, 'fits', NULL, shortage.cause,
    'certain', shortage.from_us, 0, NULL, NULL, shortage.from_us, shortage.to_us, shortage.records,
    round(room.free_gb, 1), CASE shortage.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END,
    NULL
FROM shortage
JOIN room
WHERE shortage.cause NOT IN (SELECT fits.cause FROM fits WHERE fits.cause IS NOT NULL)
