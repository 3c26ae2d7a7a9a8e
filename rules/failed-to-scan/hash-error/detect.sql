-- Failed scans that Core blames on the hash, or that failed while its log told of such an error.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.result_code AS code,
        scan.finished_us AS finished_us,
        symptom.window_from_us AS from_us,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
),
-- Episodes with a record that names no scan; one without an id may be about any.
nameless AS MATERIALIZED (
    SELECT sign_episode.*
    FROM sign_episode
    WHERE EXISTS (
        SELECT 1 FROM sign_record
        WHERE sign_record.package_id = sign_episode.package_id
            AND sign_record.time_us BETWEEN sign_episode.from_us AND sign_episode.to_us
            AND sign_record.data_id_text IS NULL)
),
-- The last episode of its package that began before the end of a scan: one walk over both.
reach AS MATERIALIZED (
    SELECT moment.scan_id AS scan_id, max(moment.episode) OVER (
            PARTITION BY moment.package_id ORDER BY moment.at_us, moment.scan_id IS NOT NULL
            ROWS UNBOUNDED PRECEDING) AS episode
    FROM (
        SELECT NULL AS scan_id, package_id, from_us AS at_us,
            printf('%016d ', from_us) || cause AS episode
        FROM nameless
        UNION ALL
        SELECT scan_id, package_id, finished_us, NULL FROM failed
    ) AS moment
),
near AS MATERIALIZED (
    SELECT failed.*, nameless.evidence AS evidence, nameless.cause AS cause,
        nameless.from_us AS cause_from_us, nameless.to_us AS cause_to_us,
        nameless.from_us >= failed.from_us AND nameless.to_us <= failed.finished_us AS is_within
    FROM reach
    JOIN failed ON failed.scan_id = reach.scan_id
    JOIN nameless ON nameless.cause = substr(reach.episode, 18)
        AND nameless.to_us >= failed.from_us
    WHERE failed.code IN (3, 10, 11)
        AND failed.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
)
SELECT
    failed.subject AS subject,
    sign_scan.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    failed.finished_us AS time_us,
    'certain' AS confidence,
    0 AS by_time,
    NULL AS cause_from_us,
    NULL AS cause_to_us,
    NULL AS hit_from_us,
    1 AS victims,
    1 AS told
FROM failed
JOIN sign_scan ON sign_scan.scan_id = failed.scan_id
UNION ALL
SELECT near.subject, near.evidence, 'fits', NULL, near.cause, near.finished_us,
    CASE WHEN near.start_known AND near.is_within THEN 'likely' ELSE 'possible' END, 1,
    near.cause_from_us, near.cause_to_us, near.cause_from_us, 1, NULL
FROM near
UNION ALL
-- The error is there, and no failed scan is known to have met it.
SELECT 'package/' || sign_episode.package_id, sign_episode.evidence, 'fits', NULL,
    sign_episode.cause, sign_episode.from_us, 'certain', 0, sign_episode.from_us,
    sign_episode.to_us, sign_episode.from_us, NULL, NULL
FROM sign_episode
WHERE sign_episode.cause NOT IN (SELECT near.cause FROM near)
    AND NOT EXISTS (
        SELECT 1 FROM sign_record
        WHERE sign_record.package_id = sign_episode.package_id
            AND sign_record.time_us BETWEEN sign_episode.from_us AND sign_episode.to_us
            AND sign_record.evidence IN (SELECT sign_scan.evidence FROM sign_scan))
