-- Failed scans that Core blames on its database, or that ran while the product's log missed it.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
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
        AND scan.result_code IN (3, 10, 11)
),
episode AS MATERIALIZED (
    SELECT sign_episode.*, package.product AS product,
        row_number() OVER (ORDER BY sign_episode.from_us, sign_episode.cause) AS number,
        (SELECT 'record/' || min(sign_record.record_id) FROM sign_record
            WHERE sign_record.sign = 'gave-up'
                AND sign_record.package_id = sign_episode.package_id
                AND sign_record.time_us BETWEEN sign_episode.from_us AND sign_episode.to_us
        ) AS gave_up
    FROM sign_episode
    JOIN package ON package.id = sign_episode.package_id
    WHERE sign_episode.sign = 'lost'
        -- The database's own log counts where the product says nothing of it in that half hour.
        OR (sign_episode.sign = 'gave-up' OR sign_episode.records >= :least)
            AND NOT EXISTS (
                SELECT 1 FROM sign_episode AS own
                WHERE own.sign = 'lost'
                    AND own.package_id = sign_episode.package_id
                    AND own.from_us <= sign_episode.to_us + 1800000000
                    AND own.to_us >= sign_episode.from_us - 1800000000)
),
-- The last one that began before the end of a scan, in its own log or in any: one walk over both.
reach AS MATERIALIZED (
    SELECT moment.scan_id AS scan_id, max(moment.number) OVER (
            PARTITION BY moment.log ORDER BY moment.at_us, moment.number IS NULL
            ROWS UNBOUNDED PRECEDING) AS number
    FROM (
        SELECT NULL AS scan_id, episode.package_id * own.column1 AS log,
            episode.from_us AS at_us, episode.number AS number
        FROM episode
        JOIN (VALUES (0), (1)) AS own
        WHERE episode.product <> 'icap'
        UNION ALL
        SELECT failed.scan_id, failed.package_id * failed.own_log, failed.to_us, NULL FROM failed
    ) AS moment
),
met AS MATERIALIZED (
    SELECT failed.*, episode.cause AS cause, episode.evidence AS second, episode.sign AS sign
    FROM reach
    JOIN failed ON failed.scan_id = reach.scan_id
    JOIN episode ON episode.number = reach.number
        AND episode.to_us >= failed.from_us
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
                AND (answer.result_code = 3
                    OR answer.result_code = 10 AND answer.message <> '')) AS has_reason
    FROM met
    WHERE met.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
),
-- How many records a scan may stand away from a sentence about it.
step (records) AS MATERIALIZED (
    SELECT -:near_records
    UNION ALL
    SELECT step.records + 1 FROM step WHERE step.records < :near_records
),
-- Verdicts that Core itself says it could not write down. The end of such a scan stands near by,
-- and is known by its id.
ended AS MATERIALIZED (
    SELECT sign_record.record_id AS record_id, scan.id AS scan_id, scan.evidence AS evidence
    FROM sign_record
    CROSS JOIN step
    -- A scan that a log tells of has the id of its record.
    CROSS JOIN scan ON scan.id = sign_record.record_id + step.records
        AND scan.data_id_text = sign_record.data_id_text
    WHERE sign_record.sign = 'unsaved'
),
unsaved AS MATERIALIZED (
    SELECT sign_record.evidence AS evidence, sign_record.time_us AS time_us,
        ended.evidence AS scan_evidence, coalesce((SELECT 'file/' || file_link.file_id
            FROM file_link WHERE file_link.row_id = ended.scan_id AND file_link.kind = 'scan'
            ORDER BY file_link.strength DESC, file_link.file_id LIMIT 1),
            'scan/' || ended.scan_id, 'package/' || sign_record.package_id) AS subject,
        'package/' || sign_record.package_id AS cause
    FROM sign_record
    LEFT JOIN ended ON ended.record_id = sign_record.record_id
    WHERE sign_record.sign = 'unsaved'
        AND sign_record.data_id_text <> ''
        -- A scan that failed wants another reason than that.
        AND coalesce(ended.scan_id NOT IN (SELECT symptom.scan_id FROM symptom
            WHERE symptom.family = 'failed-to-scan'), 1)
),
fits AS MATERIALIZED (
    SELECT failed.subject, sign_scan.evidence, failed.finished_us, met.cause,
        'certain' AS confidence, 0 AS by_time
    FROM sign_scan
    JOIN failed ON failed.scan_id = sign_scan.scan_id
        AND sign_scan.sign <> 'unsaved'
    LEFT JOIN met ON met.scan_id = sign_scan.scan_id
    UNION ALL
    SELECT near.subject, piece.value, near.finished_us, near.cause,
        CASE WHEN near.start_known AND near.sign <> 'server' THEN 'likely' ELSE 'possible' END, 1
    FROM near
    JOIN json_each(json_array(near.evidence, near.second)) AS piece
    WHERE near.has_reason IS NOT 1
),
told AS (
    SELECT fits.*, 1 AS victims FROM fits
    UNION ALL
    -- Trouble without victims.
    SELECT 'package/' || episode.package_id, episode.evidence, episode.from_us, episode.cause,
        CASE episode.sign WHEN 'server' THEN 'likely' ELSE 'certain' END, 0, NULL
    FROM episode
    WHERE NOT EXISTS (SELECT 1 FROM fits WHERE fits.cause = episode.cause)
)
SELECT
    told.subject AS subject, piece.value AS evidence, 'fits' AS verdict, NULL AS why_code,
    told.cause AS cause, told.finished_us AS time_us, told.confidence AS confidence,
    told.by_time AS by_time, CASE WHEN told.victims THEN episode.from_us END AS cause_from_us,
    CASE WHEN told.victims THEN episode.to_us END AS cause_to_us, episode.from_us AS from_us,
    episode.to_us AS to_us, episode.records AS records,
    nullif(episode.gave_up IS NOT NULL, 0) AS gave_up,
    CASE WHEN episode.product = 'icap' THEN 'ICAP Server' ELSE 'Core' END AS product,
    NULL AS by_health, nullif(told.cause IS NULL, 0) AS by_word, told.victims AS victims,
    NULL AS unsaved
FROM told
LEFT JOIN episode ON episode.cause = told.cause
JOIN json_each(json_array(told.evidence, episode.gave_up)) AS piece ON piece.value IS NOT NULL
UNION ALL
SELECT near.subject, NULL, 'ruled-out', 'reason-given' AS why_code, NULL, near.finished_us, NULL, 0,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM near
WHERE near.has_reason
UNION ALL
-- What a health check says.
SELECT 'package/' || fact.package_id, fact.evidence, 'fits', NULL, fact.evidence, fact.time_us,
    'certain', 0, NULL, NULL, NULL, NULL, NULL, NULL,
    CASE package.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END, 1, NULL, NULL, NULL
FROM fact
JOIN package ON package.id = fact.package_id
WHERE fact.key = 'readyz.database.status'
    AND lower(fact.value) IN ('false', '0')
UNION ALL
SELECT unsaved.subject, piece.value, 'fits', NULL, unsaved.cause, unsaved.time_us, 'certain', 0,
    NULL, NULL, NULL, NULL, NULL, NULL, 'Core', NULL, NULL, NULL, 1
FROM unsaved
JOIN json_each(json_array(unsaved.evidence, unsaved.scan_evidence)) AS piece
    ON piece.value IS NOT NULL
