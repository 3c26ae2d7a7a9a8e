-- How many expected scans are missing while Core was down, and how many at all other times.
SELECT
    'service/' || outage.id AS cause,
    sum(expected_event.scan_id IS NULL AND inside) AS inside_hits,
    sum(inside) AS inside_all,
    sum(expected_event.scan_id IS NULL AND NOT inside) AS outside_hits,
    sum(NOT inside) AS outside_all
FROM outage
JOIN (
    SELECT
        expected_event.scan_id,
        expected_event.time_us,
        outage.id AS outage_id,
        expected_event.time_us >= outage.from_us
            AND (outage.to_us IS NULL OR expected_event.time_us <= outage.to_us) AS inside
    FROM expected_event
    JOIN outage
    WHERE outage.product = 'core'
        AND expected_event.time_us IS NOT NULL
) AS expected_event ON expected_event.outage_id = outage.id
GROUP BY outage.id
HAVING sum(inside) > 0
