-- Failed scans among all scans: in the minutes in which Core complained of a full disk, and outside.
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
shortage AS (
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
span AS (
    SELECT DISTINCT
        shortage.cause AS cause,
        shortage.package_id AS package_id,
        shortage.from_us / 60000000 AS first_minute,
        shortage.to_us / 60000000 AS last_minute
    FROM shortage
),
finish AS (
    SELECT shape.package_id AS package_id, minute.minute AS minute, sum(minute.count) AS scans
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82
        AND shape.component = 'core.workflow'
        AND EXISTS (SELECT 1 FROM span)
    GROUP BY shape.package_id, minute.minute
),
failed AS (
    SELECT scan.package_id AS package_id, scan.finished_us / 60000000 AS minute, count(*) AS scans
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 24)
        AND scan.locator_id IS NULL
    GROUP BY scan.package_id, minute
)
SELECT
    span.cause AS cause,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = span.package_id
            AND failed.minute BETWEEN span.first_minute AND span.last_minute), 0) AS inside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = span.package_id
            AND finish.minute BETWEEN span.first_minute AND span.last_minute), 0) AS inside_all,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = span.package_id
            AND failed.minute NOT BETWEEN span.first_minute AND span.last_minute), 0)
        AS outside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = span.package_id
            AND finish.minute NOT BETWEEN span.first_minute AND span.last_minute), 0)
        AS outside_all
FROM span
WHERE EXISTS (SELECT 1 FROM finish WHERE finish.package_id = span.package_id)
