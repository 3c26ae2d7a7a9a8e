-- Quarantines that grow faster than the key's Prevention calls allow, where items are sent automatically.
WITH name AS MATERIALIZED (
    SELECT setting.id AS id, lower(setting.value) AS value, setting.evidence AS evidence,
        lower(replace(replace(replace(replace(setting.section || setting.key, ' ', ''), '_', ''),
            '-', ''), '.', '')) AS words
    FROM setting
),
-- The switch of automatic sending, by its words: its written form is not documented.
switch AS MATERIALIZED (
    SELECT max(name.value IN ('true', '1', 'on', 'yes', 'enabled')) AS is_on,
        min(name.evidence) AS evidence
    FROM name
    WHERE name.words LIKE '%auto%send%cloud%'
        AND name.value IN ('true', 'false', '1', '0', 'on', 'off', 'yes', 'no', 'enabled',
            'disabled')
),
-- An answer's headers go before the key's description, the organisation's limit before the key's.
told AS (
    SELECT cloud_attempt.limit_total AS calls, cloud_attempt.interval_seconds AS seconds,
        NULL AS word, cloud_attempt.evidence AS evidence, -1 AS place,
        cloud_attempt.started_us AS told_us
    FROM cloud_attempt
    WHERE cloud_attempt.limit_total > 0
        AND coalesce(cloud_attempt.limit_for, 'prevention_api') = 'prevention_api'
    UNION ALL
    SELECT CAST(fact.value AS INTEGER), NULL, lower(word.value), fact.evidence,
        fact.key = 'apikey.limit_prevention', NULL
    FROM fact
    LEFT JOIN fact AS word ON word.key = replace(replace(fact.key,
        'organization.limit_prevention', 'organization.licenseLimitsTimeInterval'),
        'apikey.limit_prevention', 'apikey.time_interval')
    WHERE fact.key IN ('apikey.organization.limit_prevention', 'apikey.limit_prevention')
        AND CAST(fact.value AS INTEGER) > 0
),
quota AS MATERIALIZED (
    SELECT told.calls AS calls, told.evidence AS evidence,
        coalesce(told.seconds / 86400.0, iif(told.word LIKE 'month%', 30.0, 1.0)) AS days
    FROM told
    ORDER BY told.place, told.told_us DESC, told.evidence
    LIMIT 1
),
-- New items by the day; one content costs one call, however often it stands in the lists.
item AS MATERIALIZED (
    SELECT min(quarantine_item.package_id) AS package_id, min(quarantine_item.time_us) AS time_us,
        min(quarantine_item.evidence) AS evidence
    FROM quarantine_item
    WHERE quarantine_item.time_us IS NOT NULL
    GROUP BY coalesce(quarantine_item.sha256, quarantine_item.id)
),
day AS MATERIALIZED (
    SELECT min(item.package_id) AS package_id, item.time_us / 86400000000 AS day,
        count(*) AS items, min(item.evidence) AS evidence
    FROM item
    GROUP BY item.time_us / 86400000000
),
rate AS MATERIALIZED (
    SELECT sum(day.items) AS items, max(day.day) - min(day.day) + 1 AS days,
        max(day.items) AS most, min(day.package_id) AS package_id
    FROM day
)
SELECT
    'package/' || rate.package_id AS subject,
    piece.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    NULL AS time_us,
    CASE WHEN switch.is_on THEN 'likely' ELSE 'possible' END AS confidence,
    quota.calls AS calls,
    CASE WHEN quota.days > 27 THEN 'a month' WHEN quota.days = 1.0 THEN '24 hours'
        ELSE printf('%g', quota.days) || ' days' END AS window,
    CAST(round(rate.items * quota.days / rate.days) AS INTEGER) AS wanted,
    rate.items AS items,
    rate.days AS days,
    rate.most AS most,
    nullif(switch.is_on, 0) AS is_on
FROM rate
JOIN quota ON rate.items * quota.days / rate.days > quota.calls
JOIN switch ON switch.is_on IS NOT 0
JOIN (
    SELECT quota.evidence AS evidence FROM quota
    UNION
    SELECT day.evidence FROM day JOIN quota ON day.items * quota.days > quota.calls
    UNION
    SELECT switch.evidence FROM switch WHERE switch.evidence IS NOT NULL
) AS piece
WHERE rate.days >= :days
