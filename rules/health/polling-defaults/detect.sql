-- ICAP Servers that give up after one failed poll of Core, and that are busy or have given up already.
WITH tuning AS MATERIALIZED (
    -- What is not set has its default: no retry, and 20 ms between polls.
    SELECT
        package.id AS package_id, package.name AS package,
        max(iif(lower(setting.key) = 'polling_retry', CAST(setting.value AS INTEGER), NULL))
            AS retry,
        max(iif(lower(setting.key) = 'polling_sleep', CAST(setting.value AS INTEGER), NULL))
            AS sleep_ms,
        coalesce(
            min(iif(lower(setting.key) = 'polling_retry', setting.evidence, NULL)),
            min(iif(lower(setting.key) = 'polling_sleep', setting.evidence, NULL)),
            min(iif(lower(setting.key) IN ('icapport', 'icapaddress'), setting.evidence, NULL)),
            min(setting.evidence)
        ) AS evidence,
        -- With a callback of Core there is no polling.
        max((lower(setting.key) LIKE '%webhook%' OR lower(setting.key) LIKE '%callback%')
            AND lower(trim(setting.value)) NOT IN ('', 'false', '0', 'off', 'no')) AS calls_back
    FROM setting
    JOIN package ON package.id = setting.package_id
    GROUP BY package.id
),
work AS MATERIALIZED (
    SELECT
        icap_request.package_id, icap_request.time_us / 60000000 AS minute, count(*) AS requests,
        sum(icap_request.error = 'Error received from Metadefender Core') AS failed,
        min(iif(icap_request.error = 'Error received from Metadefender Core',
            icap_request.error_evidence, NULL)) AS failed_evidence,
        min(icap_request.evidence) AS evidence
    FROM icap_request
    WHERE icap_request.time_us IS NOT NULL
    GROUP BY icap_request.package_id, icap_request.time_us / 60000000
),
load AS (
    SELECT
        work.package_id, max(work.requests) AS busiest, coalesce(sum(work.failed), 0) AS failed,
        min(work.failed_evidence) AS failed_evidence,
        (
            SELECT busiest.evidence FROM work AS busiest
            WHERE busiest.package_id = work.package_id
            ORDER BY busiest.requests DESC, busiest.minute
            LIMIT 1
        ) AS busy_evidence
    FROM work
    GROUP BY work.package_id
)
SELECT
    'package/' || tuning.package_id AS subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || tuning.package_id AS cause,
    NULL AS time_us,
    tuning.package,
    coalesce(tuning.sleep_ms, 20) AS sleep_ms,
    iif(tuning.retry IS NULL, 1, NULL) AS unset,
    nullif(load.failed, 0) AS failed,
    load.busiest
FROM tuning
JOIN load ON load.package_id = tuning.package_id
JOIN json_each(json_array(
    tuning.evidence, load.failed_evidence, iif(load.failed = 0, load.busy_evidence, NULL)
)) AS pieces
WHERE coalesce(tuning.retry, 0) = 0
    AND NOT tuning.calls_back
    AND (load.failed > 0 OR load.busiest >= :busy_requests)
    AND pieces.value IS NOT NULL
