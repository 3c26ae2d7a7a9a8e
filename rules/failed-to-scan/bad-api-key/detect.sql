-- Requests that Core did not take since it does not know their API key.
WITH told AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.finished_us AS finished_us,
        sign_scan.evidence AS evidence,
        first_value(sign_scan.evidence) OVER (ORDER BY scan.finished_us, scan.id) AS cause
    FROM sign_scan
    JOIN symptom ON symptom.scan_id = sign_scan.scan_id
        AND symptom.family = 'failed-to-scan'
    JOIN scan ON scan.id = symptom.scan_id
    -- An engine that works in the cloud has a key of its own.
    WHERE sign_scan.how <> 'engine'
)
SELECT
    told.subject AS subject,
    told.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    told.cause AS cause,
    told.finished_us AS time_us,
    'certain' AS confidence,
    'Core' AS product,
    NULL AS records,
    1 AS victims
FROM told
UNION ALL
-- Refusals that became no scan; ICAP Server's word counts where Core's own is not there.
SELECT
    'package/' || episode.package_id,
    episode.evidence,
    'fits',
    NULL,
    episode.cause,
    episode.from_us,
    'certain',
    CASE package.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END,
    episode.records,
    NULL
FROM sign_episode AS episode
JOIN package ON package.id = episode.package_id
WHERE (package.product <> 'icap' OR NOT EXISTS (
        SELECT 1 FROM sign_episode AS other
        JOIN package AS owner ON owner.id = other.package_id
            AND owner.product <> 'icap'
        WHERE other.from_us <= episode.to_us + 5000000
            AND other.to_us >= episode.from_us - 5000000))
    AND NOT EXISTS (
        SELECT 1 FROM told
        WHERE told.finished_us BETWEEN episode.from_us - 5000000 AND episode.to_us + 5000000)
