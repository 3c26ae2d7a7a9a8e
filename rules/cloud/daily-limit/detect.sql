-- Quarantine items that MetaDefender Cloud did not take because the key's Prevention calls were used up.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.*
    FROM symptom
    JOIN quarantine_item ON quarantine_item.id = symptom.subject_id
    WHERE symptom.family = 'cloud'
        AND symptom.subject_kind = 'quarantine-item'
    UNION ALL
    SELECT symptom.subject, quarantine_item.*
    FROM symptom
    JOIN file_link ON file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id = file_link.row_id
        AND symptom.time_us IS coalesce(quarantine_item.state_us, quarantine_item.time_us)
    WHERE symptom.family = 'cloud'
        AND symptom.subject_kind = 'file'
),
-- Attempts of an item, by its row or by its hash; apart, so that each finds its index.
own AS MATERIALIZED (
    SELECT item.id AS item_id, item.state_us AS state_us, cloud_attempt.id AS attempt_id
    FROM item
    JOIN cloud_attempt ON cloud_attempt.item_id = item.id
    UNION
    SELECT item.id, item.state_us, cloud_attempt.id
    FROM item
    JOIN cloud_attempt ON cloud_attempt.sha256 = item.sha256
),
-- 429000 is the limit of the key; 429001 and 429002 are throttling, and pass within a minute.
answer AS (
    SELECT
        cloud_attempt.*,
        cloud_attempt.code = 429000
            OR cloud_attempt.code IS NULL AND cloud_attempt.status = 429 AS is_limit
    FROM cloud_attempt
    WHERE (cloud_attempt.code IN (429000, 429001, 429002)
            OR cloud_attempt.code IS NULL AND cloud_attempt.status = 429)
        AND coalesce(cloud_attempt.limit_for, 'prevention_api') = 'prevention_api'
),
tied AS MATERIALIZED (
    SELECT own.item_id AS item_id, answer.evidence AS evidence, answer.is_limit AS is_limit
    FROM own
    JOIN answer ON answer.id = own.attempt_id
),
sent AS (
    SELECT DISTINCT own.item_id AS item_id
    FROM own
    JOIN cloud_attempt ON cloud_attempt.id = own.attempt_id
    WHERE cloud_attempt.outcome IN ('ok', 'uploading')
        AND cloud_attempt.started_us > own.state_us
),
-- The last answer that tells of the window, if there is one with headers.
latest AS (
    SELECT answer.*
    FROM answer
    WHERE answer.is_limit
        AND (answer.reset_seconds IS NOT NULL
            OR answer.limit_total IS NOT NULL)
    ORDER BY answer.started_us DESC, answer.id DESC
    LIMIT 1
),
-- An organisation's limits stand above those of its keys.
told AS (
    SELECT
        coalesce(
            (SELECT latest.limit_total FROM latest),
            (SELECT max(CAST(fact.value AS INTEGER)) FROM fact
                WHERE fact.key = 'apikey.organization.limit_prevention'),
            (SELECT max(CAST(fact.value AS INTEGER)) FROM fact
                WHERE fact.key = 'apikey.limit_prevention')) AS limit_total,
        coalesce(
            (SELECT latest.limit_used FROM latest),
            (SELECT max(CAST(fact.value AS INTEGER)) FROM fact
                WHERE fact.key = 'apikey.limits.prevention_api')) AS limit_used,
        (SELECT latest.reset_seconds FROM latest) AS reset_seconds,
        (SELECT latest.started_us FROM latest) AS told_us,
        (SELECT latest.interval_seconds FROM latest) AS interval_seconds,
        coalesce(
            (SELECT min(fact.value) FROM fact
                WHERE fact.key = 'apikey.organization.licenseLimitsTimeInterval'),
            (SELECT min(fact.value) FROM fact
                WHERE fact.key = 'apikey.time_interval')) AS interval_word
),
-- When the first item met the limit.
met AS (
    SELECT min(coalesce(item.state_us, item.time_us)) AS first_us
    FROM item
    WHERE item.state = 'API calls per day limit reached'
),
window_told AS MATERIALIZED (
    SELECT
        told.*,
        (
            SELECT nullif(count(DISTINCT cloud_attempt.item_id), 0)
            FROM cloud_attempt
            JOIN met
            WHERE cloud_attempt.outcome = 'ok'
                AND cloud_attempt.started_us <= met.first_us
                AND cloud_attempt.started_us
                    >= met.first_us - coalesce(told.interval_seconds, 86400) * 1000000
        ) AS sends,
        CASE
            WHEN told.interval_seconds = 86400 THEN 'over 24 hours from the first call'
            WHEN told.interval_seconds < 172800
                THEN 'over ' || (told.interval_seconds / 3600) || ' hours from the first call'
            WHEN told.interval_seconds IS NOT NULL
                THEN 'over ' || (told.interval_seconds / 86400) || ' days'
            WHEN told.interval_word = 'daily' THEN 'over 24 hours from the first call'
            WHEN told.interval_word IS NOT NULL THEN told.interval_word
        END AS counted
    FROM told
),
judged AS MATERIALIZED (
    SELECT
        item.*,
        CASE
            WHEN item.state <> 'API calls per day limit reached'
                AND item.id NOT IN (SELECT tied.item_id FROM tied WHERE tied.is_limit)
                AND item.id IN (SELECT tied.item_id FROM tied WHERE NOT tied.is_limit)
                THEN 'throttled'
            WHEN item.state <> 'API calls per day limit reached'
                AND item.id NOT IN (SELECT tied.item_id FROM tied WHERE tied.is_limit)
                THEN 'other-state'
            WHEN item.id IN (SELECT sent.item_id FROM sent) THEN 'sent-since'
        END AS why
    FROM item
),
proof AS (
    SELECT judged.id AS item_id, judged.evidence AS evidence FROM judged
    UNION
    SELECT tied.item_id, tied.evidence FROM tied
    UNION
    SELECT judged.id, latest.evidence
    FROM judged
    JOIN latest
    WHERE judged.state = 'API calls per day limit reached'
)
SELECT
    judged.subject AS subject,
    proof.evidence AS evidence,
    CASE WHEN judged.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE judged.why
        WHEN 'throttled' THEN 'throttled'
        WHEN 'sent-since' THEN 'sent-since'
    END AS why_code,
    NULL AS cause,
    coalesce(judged.state_us, judged.time_us) AS time_us,
    window_told.limit_total AS limit_total,
    window_told.limit_used AS limit_used,
    window_told.counted AS counted,
    window_told.told_us + window_told.reset_seconds * 1000000 AS reopens_us,
    window_told.told_us AS told_us,
    window_told.reset_seconds AS reset_seconds,
    CASE WHEN window_told.told_us IS NULL THEN window_told.reset_seconds END AS reset_undated,
    window_told.sends AS sends,
    1 AS victims
FROM judged
JOIN proof ON proof.item_id = judged.id
JOIN window_told
WHERE coalesce(judged.why, '') <> 'other-state'
UNION ALL
-- The key's calls were used up, and no item of the case is known to have met that.
SELECT
    'package/' || answer.package_id,
    answer.evidence,
    'fits',
    NULL,
    NULL,
    answer.started_us,
    window_told.limit_total,
    window_told.limit_used,
    window_told.counted,
    window_told.told_us + window_told.reset_seconds * 1000000,
    window_told.told_us,
    window_told.reset_seconds,
    CASE WHEN window_told.told_us IS NULL THEN window_told.reset_seconds END,
    NULL,
    NULL
FROM answer
JOIN window_told
WHERE answer.is_limit
    AND NOT EXISTS (SELECT 1 FROM judged WHERE judged.why IS NULL)
