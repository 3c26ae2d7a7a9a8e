-- Scans whose result is 55, and uploads that Core refused over its rules or their size limit.
WITH refused AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        CASE
            WHEN lower(scan.blocked_reason) NOT IN ('', 'rejected', lower(scan.result_label))
            THEN scan.blocked_reason
        END AS reason
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 55
)
-- One finding for each reason that Core gives.
SELECT
    refused.subject AS subject,
    refused.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    first_value(refused.evidence) OVER (
        PARTITION BY refused.reason ORDER BY refused.finished_us, refused.scan_id) AS cause,
    refused.finished_us AS time_us,
    refused.reason AS reason,
    'Core' AS product,
    NULL AS records,
    1 AS victims
FROM refused
UNION ALL
-- Refusals that became no scan; ICAP Server's word counts where Core's own is not there.
SELECT
    'package/' || episode.package_id,
    episode.evidence,
    'fits',
    NULL,
    episode.cause,
    episode.from_us,
    CASE episode.sign
        WHEN 'rule' THEN 'No available rule is present for scanning'
        ELSE 'File size exceeded the maximum size'
    END,
    CASE package.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END,
    episode.records,
    NULL
FROM sign_episode AS episode
JOIN package ON package.id = episode.package_id
WHERE (package.product <> 'icap' OR NOT EXISTS (
        SELECT 1 FROM sign_episode AS other
        JOIN package AS owner ON owner.id = other.package_id
        WHERE other.sign = episode.sign
            AND owner.product <> 'icap'
            AND other.from_us <= episode.to_us + 5000000
            AND other.to_us >= episode.from_us - 5000000))
    AND NOT EXISTS (
        SELECT 1 FROM refused
        JOIN sign_scan ON sign_scan.scan_id = refused.scan_id
        WHERE sign_scan.sign = episode.sign
            AND refused.finished_us BETWEEN episode.from_us - 5000000
                AND episode.to_us + 5000000)
