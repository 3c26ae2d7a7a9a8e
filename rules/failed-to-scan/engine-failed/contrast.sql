-- Failed scans among all scans: in the minutes in which an engine was down, and outside.
WITH down AS (
    SELECT
        engine.id AS id,
        engine.package_id AS package_id,
        engine.from_us / 60000000 AS first_minute,
        engine.to_us / 60000000 AS last_minute
    FROM engine
    WHERE engine.state IN ('failed', 'temporary failed', 'permanently failed')
        AND engine.from_us IS NOT NULL
),
finish AS (
    SELECT shape.package_id AS package_id, minute.minute AS minute, sum(minute.count) AS scans
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82
        AND shape.component = 'core.workflow'
        AND EXISTS (SELECT 1 FROM down)
    GROUP BY shape.package_id, minute.minute
),
failed AS (
    SELECT scan.package_id AS package_id, scan.finished_us / 60000000 AS minute, count(*) AS scans
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10)
        AND scan.locator_id IS NULL
    GROUP BY scan.package_id, minute
)
SELECT
    'engine/' || down.id AS cause,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = down.package_id
            AND failed.minute BETWEEN down.first_minute
                AND coalesce(down.last_minute, failed.minute)), 0) AS inside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = down.package_id
            AND finish.minute BETWEEN down.first_minute
                AND coalesce(down.last_minute, finish.minute)), 0) AS inside_all,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = down.package_id
            AND NOT failed.minute BETWEEN down.first_minute
                AND coalesce(down.last_minute, failed.minute)), 0) AS outside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = down.package_id
            AND NOT finish.minute BETWEEN down.first_minute
                AND coalesce(down.last_minute, finish.minute)), 0) AS outside_all
FROM down
WHERE EXISTS (SELECT 1 FROM finish WHERE finish.package_id = down.package_id)
