-- Failed scans among all scans: in the minutes from the stop to shortly after the start, and outside.
WITH stop AS (
    SELECT
        outage.id AS id,
        outage.package_id AS package_id,
        outage.from_us / 60000000 AS first_minute,
        (coalesce(outage.to_us, outage.from_us) + :settle_seconds * 1000000) / 60000000
            AS last_minute
    FROM outage
    WHERE outage.product = 'core'
    UNION ALL
    SELECT
        run.id,
        run.package_id,
        run.started_us / 60000000,
        (run.started_us + :settle_seconds * 1000000) / 60000000
    FROM service_run AS run
    WHERE run.product = 'core'
        AND run.how_started = 'message'
        AND run.started_us IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.package_id = run.package_id
                AND outage.product = 'core'
                AND outage.to_us = run.started_us)
),
finish AS (
    SELECT shape.package_id AS package_id, minute.minute AS minute, sum(minute.count) AS scans
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82
        AND shape.component = 'core.workflow'
    GROUP BY shape.package_id, minute.minute
),
failed AS (
    SELECT scan.package_id AS package_id, scan.finished_us / 60000000 AS minute, count(*) AS scans
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 3
        AND scan.locator_id IS NULL
    GROUP BY scan.package_id, minute
)
SELECT
    'service/' || stop.id AS cause,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = stop.package_id
            AND failed.minute BETWEEN stop.first_minute AND stop.last_minute), 0) AS inside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = stop.package_id
            AND finish.minute BETWEEN stop.first_minute AND stop.last_minute), 0) AS inside_all,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = stop.package_id
            AND failed.minute NOT BETWEEN stop.first_minute AND stop.last_minute), 0)
        AS outside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = stop.package_id
            AND finish.minute NOT BETWEEN stop.first_minute AND stop.last_minute), 0)
        AS outside_all
FROM stop
WHERE EXISTS (SELECT 1 FROM finish WHERE finish.package_id = stop.package_id)
