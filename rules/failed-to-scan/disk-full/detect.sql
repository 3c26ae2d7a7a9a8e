-- Failed scans that Core or an engine blames on a full disk, or that ran while Core's log said so.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        scan.result_code AS result_code,
        scan.result_label AS result_label,
        scan.blocked_reason AS blocked_reason,
        symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known,
        -- A history of its own belongs to any Core; a log only to its own service.
        scan.package_id IN (
            SELECT coverage.package_id FROM coverage WHERE coverage.source = 'core-log') AS own_log
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 24, 55)
),
-- Why an archive was not extracted stands in the result body.
detail AS MATERIALIZED (
    SELECT failed.scan_id AS scan_id, scan_detail.evidence AS evidence,
        EXISTS (
            SELECT 1 FROM (VALUES ('%no space left on device%'), ('%disk space%'),
                ('%space on the disk%'), ('%disk is full%')) AS words
            WHERE scan_detail.value LIKE words.column1) AS says_disk
    FROM failed
    JOIN scan_detail ON scan_detail.scan_id = failed.scan_id
        AND scan_detail.key = 'extraction_info.err_details'
),
-- Scans of which the product itself says so.
named AS MATERIALIZED (
    SELECT sign_scan.scan_id, sign_scan.evidence FROM sign_scan
    UNION
    SELECT detail.scan_id, detail.evidence FROM detail WHERE detail.says_disk
),
-- Each time of want, with its last complaint; SQLite takes that of the latest time.
shortage AS MATERIALIZED (
    SELECT sign_episode.*, package.product AS product, sign_record.evidence AS last_evidence,
        max(sign_record.time_us) AS last_us,
        row_number() OVER (ORDER BY sign_episode.from_us, sign_episode.cause) AS number
    FROM sign_episode
    JOIN package ON package.id = sign_episode.package_id
    JOIN sign_record ON sign_record.package_id = sign_episode.package_id
        AND sign_record.time_us BETWEEN sign_episode.from_us AND sign_episode.to_us
    GROUP BY sign_episode.cause
),
-- The last one that began before the end of a scan, in its own log or in any: one walk over both.
reach AS MATERIALIZED (
    SELECT moment.scan_id AS scan_id, max(moment.number) OVER (
            PARTITION BY moment.log ORDER BY moment.at_us, moment.number IS NULL
            ROWS UNBOUNDED PRECEDING) AS number
    FROM (
        SELECT NULL AS scan_id, shortage.package_id * own.column1 AS log,
            shortage.from_us AS at_us, shortage.number AS number
        FROM shortage
        JOIN (VALUES (0), (1)) AS own
        WHERE shortage.product <> 'icap'
        UNION ALL
        SELECT failed.scan_id, failed.package_id * failed.own_log,
            failed.to_us + :near_seconds * 1000000, NULL
        FROM failed
    ) AS moment
),
-- Complaints so near in time that the scan may have met the same full disk.
met AS MATERIALIZED (
    SELECT failed.*, shortage.cause AS cause, shortage.evidence AS second,
        shortage.last_evidence AS third
    FROM reach
    JOIN failed ON failed.scan_id = reach.scan_id
    JOIN shortage ON shortage.number = reach.number
        AND shortage.to_us >= failed.from_us - :near_seconds * 1000000
),
near AS MATERIALIZED (
    SELECT met.*,
        -- A reason or an engine's answer of its own decides against what happened meanwhile.
        met.blocked_reason <> ''
            AND lower(met.blocked_reason) <> lower(coalesce(met.result_label, ''))
            AND lower(met.blocked_reason) NOT IN (SELECT lower(label) FROM result_code)
        OR EXISTS (
            SELECT 1 FROM engine_result AS answer
            WHERE answer.scan_id = met.scan_id
                AND answer.result_code IN (3, 10)
                AND answer.message <> '')
        OR met.scan_id IN (SELECT detail.scan_id FROM detail) AS has_reason
    FROM met
    WHERE met.result_code IN (3, 24)
        AND met.scan_id NOT IN (SELECT named.scan_id FROM named)
),
fits AS MATERIALIZED (
    -- Words about this very scan: its own reason, an engine's message, or a record with its id.
    SELECT failed.subject AS subject, named.evidence AS evidence,
        failed.finished_us AS finished_us, met.cause AS cause, 'certain' AS confidence, 0 AS by_time
    FROM named
    JOIN failed ON failed.scan_id = named.scan_id
    LEFT JOIN met ON met.scan_id = failed.scan_id
    UNION ALL
    SELECT near.subject, piece.value, near.finished_us, near.cause,
        CASE WHEN near.start_known THEN 'likely' ELSE 'possible' END, 1
    FROM near
    JOIN json_each(json_array(near.evidence, near.second, near.third)) AS piece
    WHERE near.has_reason IS NOT 1
),
-- The least free space that a status answer of this Core shows, where it is little.
room AS MATERIALIZED (
    SELECT coalesce(package.belongs_to_id, package.id) AS package_id,
        min(fact.number) / 1000000000.0 AS free_gb, fact.evidence AS evidence
    FROM fact
    JOIN package ON package.id = fact.package_id
    WHERE fact.key LIKE 'stat.nodes.%free_disk_space'
        AND fact.number < :low_gb * 1000000000
    GROUP BY 1
),
told AS (
    SELECT fits.*, 1 AS victims FROM fits
    UNION ALL
    -- The disk was full, and no failed scan is known to have met it.
    SELECT 'package/' || shortage.package_id, shortage.evidence, shortage.from_us, shortage.cause,
        'certain', 0, NULL
    FROM shortage
    WHERE NOT EXISTS (SELECT 1 FROM fits WHERE fits.cause = shortage.cause)
)
SELECT
    told.subject AS subject, piece.value AS evidence, 'fits' AS verdict, NULL AS why_code,
    told.cause AS cause, told.confidence AS confidence, told.finished_us AS time_us,
    told.by_time AS by_time, CASE WHEN told.victims THEN shortage.from_us END AS cause_from_us,
    CASE WHEN told.victims THEN shortage.to_us END AS cause_to_us, shortage.from_us AS from_us,
    shortage.to_us AS to_us, shortage.records AS complaints, round(room.free_gb, 1) AS free_gb,
    CASE WHEN shortage.product = 'icap' THEN 'ICAP Server' ELSE 'Core' END AS product,
    told.victims AS victims
FROM told
LEFT JOIN shortage ON shortage.cause = told.cause
LEFT JOIN room ON room.package_id = shortage.package_id
JOIN json_each(json_array(told.evidence, room.evidence)) AS piece ON piece.value IS NOT NULL
UNION ALL
SELECT near.subject, NULL, 'ruled-out', 'engine-said-otherwise' AS why_code, NULL, NULL,
    near.finished_us, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM near
WHERE near.has_reason
