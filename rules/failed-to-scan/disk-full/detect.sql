-- Failed scans that Core or an engine blames on a full disk, or that ran while Core's log said so.
WITH words (pattern) AS (
    VALUES
        ('%no space left on device%'),
        ('%insufficient disk space%'),
        ('%not enough disk space%'),
        ('%not enough space on the disk%'),
        ('%disk is full%')
),
complaint AS (
    -- What a value of an error key says, in records of Core and its parts at WARNING or above.
    SELECT record.id AS record_id, shape.package_id AS package_id, record.time_us AS time_us
    FROM shape
    CROSS JOIN by_shape ON by_shape.shape_id = shape.id
    CROSS JOIN field ON field.record_id = by_shape.record_id
    CROSS JOIN words ON field.value LIKE words.pattern
    CROSS JOIN record ON record.id = by_shape.record_id
    WHERE shape.level >= 3
        AND (shape.component LIKE 'core.%'
            OR shape.component LIKE 'agent.%'
            OR shape.component LIKE 'common.%'
            OR shape.component = 'engine_process')
        AND lower(field.key) IN (
            'reason', 'error', 'err', 'errormessage', 'message', 'issue', 'info', 'details',
            'err_details', 'out')
    UNION
    -- What stands outside quotes is the product's own sentence.
    SELECT record.id, shape.package_id, record.time_us
    FROM shape
    CROSS JOIN words ON shape.text LIKE words.pattern
    CROSS JOIN by_shape ON by_shape.shape_id = shape.id
    CROSS JOIN record ON record.id = by_shape.record_id
    WHERE shape.level >= 3
        AND (shape.component LIKE 'core.%'
            OR shape.component LIKE 'agent.%'
            OR shape.component LIKE 'common.%'
            OR shape.component = 'engine_process')
    UNION
    SELECT CAST(substr(refusal.evidence, 8) AS INTEGER), refusal.package_id, refusal.time_us
    FROM refusal
    WHERE refusal.kind = 'disk'
        AND refusal.evidence LIKE 'record/%'
),
timed AS (
    SELECT
        complaint.*,
        lag(complaint.time_us) OVER (
            PARTITION BY complaint.package_id ORDER BY complaint.time_us, complaint.record_id
        ) AS before_us
    FROM complaint
    WHERE complaint.time_us IS NOT NULL
),
numbered AS (
    SELECT
        timed.*,
        sum(coalesce(timed.time_us - timed.before_us, 0) > :episode_minutes * 60000000) OVER (
            PARTITION BY timed.package_id ORDER BY timed.time_us, timed.record_id
        ) AS episode
    FROM timed
),
-- Complaints that follow one another closely are one time of want.
shortage AS MATERIALIZED (
    SELECT
        numbered.record_id AS record_id,
        numbered.package_id AS package_id,
        numbered.time_us AS time_us,
        'record/' || first_value(numbered.record_id) OVER of_episode AS cause,
        min(numbered.time_us) OVER of_all AS from_us,
        max(numbered.time_us) OVER of_all AS to_us,
        count(*) OVER of_all AS complaints
    FROM numbered
    WINDOW of_episode AS (
            PARTITION BY numbered.package_id, numbered.episode
            ORDER BY numbered.time_us, numbered.record_id),
        of_all AS (PARTITION BY numbered.package_id, numbered.episode)
),
failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.data_id_text AS data_id_text,
        scan.result_code AS result_code,
        scan.blocked_reason AS blocked_reason,
        scan.finished_us AS finished_us,
        scan.evidence AS evidence,
        symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 24, 55)
),
-- Words about this very scan: its own reason, an engine's message, or a record with its id.
told AS MATERIALIZED (
    SELECT failed.scan_id AS scan_id, failed.evidence AS evidence
    FROM failed
    JOIN words ON failed.blocked_reason LIKE words.pattern
    UNION
    SELECT failed.scan_id, answer.evidence
    FROM failed
    JOIN engine_result AS answer ON answer.scan_id = failed.scan_id
    JOIN words ON answer.message LIKE words.pattern
    WHERE answer.result_code IN (3, 10)
        AND answer.evidence IS NOT NULL
    UNION
    SELECT failed.scan_id, 'record/' || shortage.record_id
    FROM shortage
    JOIN field ON field.record_id = shortage.record_id
    JOIN failed ON failed.data_id_text = lower(field.value)
    WHERE lower(field.key) = 'dataid'
),
-- The last complaint before the end of each scan: one walk in time order over both.
moment AS (
    SELECT shortage.package_id AS package_id, shortage.time_us AS at_us,
        shortage.time_us AS complaint_us, NULL AS scan_id, NULL AS from_us
    FROM shortage
    UNION ALL
    SELECT failed.package_id, failed.to_us + :near_seconds * 1000000, NULL, failed.scan_id,
        failed.from_us
    FROM failed
),
preceded AS (
    SELECT
        moment.*,
        max(moment.complaint_us) OVER (
            PARTITION BY moment.package_id
            ORDER BY moment.at_us, moment.scan_id IS NOT NULL, moment.scan_id
            ROWS UNBOUNDED PRECEDING
        ) AS last_us
    FROM moment
),
-- Complaints so near in time that the scan may have met the same full disk.
met AS MATERIALIZED (
    SELECT
        preceded.scan_id AS scan_id,
        min(shortage.record_id) AS record_id,
        min(shortage.cause) AS cause
    FROM preceded
    JOIN shortage ON shortage.package_id = preceded.package_id
        AND shortage.time_us = preceded.last_us
    WHERE preceded.scan_id IS NOT NULL
        AND preceded.last_us >= preceded.from_us - :near_seconds * 1000000
    GROUP BY preceded.scan_id
),
near AS (
    SELECT met.scan_id AS scan_id, met.record_id AS record_id, met.cause AS cause
    FROM met
    JOIN failed ON failed.scan_id = met.scan_id
    WHERE failed.result_code IN (3, 24)
        AND met.scan_id NOT IN (SELECT told.scan_id FROM told)
),
-- An engine that gives another reason for itself decides against the disk.
otherwise AS (
    SELECT DISTINCT failed.scan_id AS scan_id
    FROM failed
    JOIN engine_result AS answer ON answer.scan_id = failed.scan_id
    WHERE answer.result_code IN (3, 10)
        AND coalesce(answer.message, '') <> ''
        AND NOT EXISTS (SELECT 1 FROM words WHERE answer.message LIKE words.pattern)
),
fits AS MATERIALIZED (
    SELECT
        told.scan_id AS scan_id,
        told.evidence AS evidence,
        'certain' AS confidence,
        met.cause AS cause
    FROM told
    LEFT JOIN met ON met.scan_id = told.scan_id
    UNION ALL
    SELECT
        near.scan_id,
        'record/' || near.record_id,
        CASE WHEN failed.start_known THEN 'likely' ELSE 'possible' END,
        near.cause
    FROM near
    JOIN failed ON failed.scan_id = near.scan_id
    WHERE near.scan_id NOT IN (SELECT otherwise.scan_id FROM otherwise)
    UNION ALL
    SELECT
        near.scan_id,
        failed.evidence,
        CASE WHEN failed.start_known THEN 'likely' ELSE 'possible' END,
        near.cause
    FROM near
    JOIN failed ON failed.scan_id = near.scan_id
    WHERE near.scan_id NOT IN (SELECT otherwise.scan_id FROM otherwise)
),
episode AS (
    SELECT DISTINCT cause, package_id, from_us, to_us, complaints FROM shortage
),
-- The least free space that a status answer shows, where it is little.
room AS (
    SELECT min(fact.number) / 1000000000.0 AS free_gb
    FROM fact
    WHERE fact.key LIKE 'stat.nodes.%free_disk_space'
        AND fact.number < :low_gb * 1000000000
)
SELECT
    failed.subject AS subject,
    fits.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    fits.cause AS cause,
    fits.confidence AS confidence,
    failed.finished_us AS time_us,
    episode.from_us AS full_from_us,
    episode.to_us AS full_to_us,
    episode.complaints AS complaints,
    round(room.free_gb, 1) AS free_gb,
    1 AS victims
FROM fits
JOIN failed ON failed.scan_id = fits.scan_id
JOIN room
LEFT JOIN episode ON episode.cause = fits.cause
UNION ALL
SELECT
    failed.subject,
    failed.evidence,
    'ruled-out',
    CASE WHEN near.scan_id IS NOT NULL THEN 'engine-said-otherwise' END AS why_code,
    near.cause,
    NULL,
    failed.finished_us,
    NULL, NULL, NULL, NULL, NULL
FROM near
JOIN otherwise ON otherwise.scan_id = near.scan_id
JOIN failed ON failed.scan_id = near.scan_id
UNION ALL
-- The disk was full, and no failed scan is known to have met it.
SELECT
    'package/' || shortage.package_id,
    'record/' || shortage.record_id,
    'fits',
    NULL,
    shortage.cause,
    'certain',
    shortage.time_us,
    shortage.from_us,
    shortage.to_us,
    shortage.complaints,
    round(room.free_gb, 1),
    NULL
FROM shortage
JOIN room
WHERE NOT EXISTS (SELECT 1 FROM fits WHERE fits.cause = shortage.cause)
