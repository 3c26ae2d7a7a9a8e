-- Times in which connections failed with the operating system's words for a want of ports.
WITH told AS MATERIALIZED (
    SELECT sign_record.*
    FROM sign_record
    CROSS JOIN record ON record.id = sign_record.record_id
    -- Who wants to listen at an address that is not there says the same.
    WHERE lower(record.message) NOT LIKE '%bind(%'
        AND lower(record.message) NOT LIKE '%listen%'
),
episode AS MATERIALIZED (
    SELECT sign_episode.cause, sign_episode.package_id, min(told.time_us) AS from_us,
        max(told.time_us) AS to_us, count(*) AS records
    FROM sign_episode
    JOIN told ON told.package_id = sign_episode.package_id
        AND told.time_us BETWEEN sign_episode.from_us AND sign_episode.to_us
    GROUP BY sign_episode.cause
    HAVING count(*) >= :least
),
shown AS (
    SELECT episode.*, told.evidence, told.time_us,
        row_number() OVER (PARTITION BY episode.cause ORDER BY told.time_us, told.record_id)
            AS place
    FROM episode
    JOIN told ON told.package_id = episode.package_id
        AND told.time_us BETWEEN episode.from_us AND episode.to_us
)
SELECT
    'package/' || shown.package_id AS subject,
    shown.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    shown.cause,
    shown.time_us,
    package.name AS package,
    CASE package.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END AS product,
    package.version,
    shown.records,
    shown.from_us,
    shown.to_us
FROM shown
JOIN package ON package.id = shown.package_id
WHERE shown.place <= 20
