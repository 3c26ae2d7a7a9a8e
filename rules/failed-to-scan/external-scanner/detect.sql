-- Failed scans in which a configured external scanner failed, or whose words name the external scanner.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        symptom.window_from_us AS from_us
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10)
),
-- The configuration names them; where it stands in the export is not published.
scanner AS MATERIALIZED (
    SELECT setting.value AS name, min(setting.evidence) AS evidence
    FROM setting
    WHERE setting.section || '.' || setting.key LIKE '%external%scan%name'
    GROUP BY setting.value COLLATE NOCASE
),
told AS MATERIALIZED (
    SELECT failed.*, scanner.name AS scanner, nullif(answer.message, '') AS message,
        coalesce(answer.evidence, failed.evidence) AS second, scanner.evidence AS third
    FROM scanner
    JOIN engine_result AS answer ON answer.engine = scanner.name COLLATE NOCASE
    JOIN failed ON failed.scan_id = answer.scan_id
    WHERE answer.result_code = 3
        OR answer.result_code = 10 AND answer.message <> ''
    UNION ALL
    SELECT failed.*, NULL, NULL, sign_scan.evidence, NULL
    FROM failed
    JOIN sign_scan ON sign_scan.scan_id = failed.scan_id
    WHERE failed.scan_id NOT IN (
        SELECT answer.scan_id FROM engine_result AS answer
        JOIN scanner ON scanner.name = answer.engine COLLATE NOCASE)
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
    SELECT failed.*, nameless.evidence AS second, nameless.cause AS cause,
        nameless.from_us AS cause_from_us, nameless.to_us AS cause_to_us
    FROM reach
    JOIN failed ON failed.scan_id = reach.scan_id
    JOIN nameless ON nameless.cause = substr(reach.episode, 18)
        AND nameless.to_us >= failed.from_us
    WHERE failed.scan_id NOT IN (SELECT told.scan_id FROM told)
        AND NOT EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = failed.scan_id)
)
SELECT
    told.subject AS subject,
    CASE piece.column1 WHEN 1 THEN told.evidence WHEN 2 THEN told.second ELSE told.third END
        AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    first_value(told.second) OVER (
        PARTITION BY told.scanner ORDER BY told.finished_us, told.scan_id) AS cause,
    told.finished_us AS time_us,
    'certain' AS confidence,
    0 AS by_time,
    NULL AS cause_from_us,
    NULL AS cause_to_us,
    told.scanner AS scanner,
    min(told.message) OVER (PARTITION BY told.scanner) AS words,
    coalesce('the answer of ' || told.scanner || ' in the result is a failure',
        'their reason or a record with their id names the external scanner') AS how,
    1 AS victims
FROM told
JOIN (VALUES (1), (2), (3)) AS piece
WHERE piece.column1 < 3
    OR told.third IS NOT NULL
UNION ALL
SELECT near.subject, near.second, 'fits', NULL, near.cause, near.finished_us, 'possible', 1,
    near.cause_from_us, near.cause_to_us, NULL, NULL,
    'Core''s log told of trouble with an external scanner in that time', 1
FROM near
UNION ALL
-- Trouble with the scanner, and no failed scan is known to be its doing.
SELECT 'package/' || sign_episode.package_id, sign_episode.evidence, 'fits', NULL,
    sign_episode.cause, sign_episode.from_us, 'certain', 0, sign_episode.from_us,
    sign_episode.to_us, NULL, NULL,
    'Core''s log tells of trouble with an external scanner, and no failed scan is tied to it', NULL
FROM sign_episode
WHERE sign_episode.cause NOT IN (SELECT near.cause FROM near)
    AND NOT EXISTS (
        SELECT 1 FROM sign_record
        WHERE sign_record.package_id = sign_episode.package_id
            AND sign_record.time_us BETWEEN sign_episode.from_us AND sign_episode.to_us
            AND sign_record.evidence IN (
                SELECT sign_scan.evidence FROM sign_scan
                JOIN failed ON failed.scan_id = sign_scan.scan_id))
