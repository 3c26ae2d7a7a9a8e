-- Quarantine items that MetaDefender Cloud did not take because the key's Prevention calls were used up.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.id AS id,
        quarantine_item.sha256 AS sha256, quarantine_item.state AS state,
        quarantine_item.state_us AS state_us, quarantine_item.evidence AS evidence,
        symptom.time_us AS time_us
    FROM symptom
    LEFT JOIN file_link ON file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id
        = CASE symptom.subject_kind WHEN 'file' THEN file_link.row_id ELSE symptom.subject_id END
    WHERE symptom.family = 'cloud'
        AND symptom.time_us IS coalesce(quarantine_item.state_us, quarantine_item.time_us)
),
-- 429000 is the limit of the key; 429001 and 429002 are throttling, and pass within a minute.
answer AS MATERIALIZED (
    SELECT cloud_attempt.*,
        coalesce(coalesce(cloud_attempt.code, 429000) = 429000
            AND cloud_attempt.status = 429
            AND coalesce(cloud_attempt.limit_for, 'prevention_api') = 'prevention_api', 0) AS is_limit,
        coalesce(cloud_attempt.code IN (429001, 429002), 0) AS is_throttle
    FROM cloud_attempt
    WHERE (cloud_attempt.status IS NOT NULL
        OR cloud_attempt.outcome = 'ok')
),
-- The answers about each item; what was answered after its state was seen did not make the state.
own AS MATERIALIZED (
    SELECT timed.*, row_number() OVER (PARTITION BY timed.item_id, timed.is_later
            ORDER BY timed.started_us DESC, timed.answer_id DESC) AS place
    FROM (
        SELECT DISTINCT item.id AS item_id, answer.id AS answer_id, answer.outcome AS outcome,
            answer.is_limit AS is_limit, answer.is_throttle AS is_throttle,
            answer.started_us AS started_us, answer.evidence AS evidence,
            coalesce(answer.started_us > item.state_us + 60000000, 0) AS is_later
        FROM item
        JOIN answer ON answer.sha256 = item.sha256
    ) AS timed
),
judged AS MATERIALIZED (
    SELECT item.*, CASE WHEN last.is_limit THEN last.evidence END AS said,
        CASE
            WHEN item.id IN (SELECT own.item_id FROM own
                WHERE own.is_later AND own.outcome = 'ok') THEN 'sent-since'
            WHEN item.state = 'Unavailable' AND last.is_throttle THEN 'throttled'
        END AS why
    FROM item
    LEFT JOIN own AS last ON last.item_id = item.id
        AND last.place = 1
        AND NOT last.is_later
    WHERE (item.state = 'API calls per day limit reached'
        OR last.is_limit
        OR last.is_throttle)
),
-- The last answer that tells of the window, if there is one with headers.
latest AS (
    SELECT answer.*
    FROM answer
    WHERE answer.is_limit
        AND coalesce(answer.reset_seconds, answer.limit_total) IS NOT NULL
    ORDER BY answer.started_us DESC, answer.id DESC
    LIMIT 1
),
-- What the key's description says; an organisation's limits stand above those of its keys.
described AS (
    SELECT CAST(fact.value AS INTEGER) AS calls, fact.evidence AS evidence, word.value AS word
    FROM fact
    LEFT JOIN fact AS word ON word.key = replace(replace(fact.key,
        'organization.limit_prevention', 'organization.licenseLimitsTimeInterval'),
        'apikey.limit_prevention', 'apikey.time_interval')
    WHERE fact.key IN ('apikey.organization.limit_prevention', 'apikey.limit_prevention')
    ORDER BY fact.key DESC, fact.id
    LIMIT 1
),
line AS (
    SELECT judged.subject AS subject, judged.evidence AS evidence, judged.said AS said,
        judged.why AS why, judged.time_us AS time_us, 1 AS victims,
        -- That this state comes from the limit is no word of the vendor's.
        CASE WHEN judged.state = 'Unavailable' THEN 'likely' ELSE 'certain' END AS confidence
    FROM judged
    UNION ALL
    -- The key's calls were used up, and no item of the case is known to have met that.
    SELECT 'package/' || answer.package_id, answer.evidence, NULL, NULL, answer.started_us, NULL,
        'certain'
    FROM answer
    WHERE answer.is_limit
        AND NOT EXISTS (SELECT 1 FROM judged WHERE judged.why IS NULL)
)
SELECT
    line.subject AS subject,
    piece.value AS evidence,
    CASE WHEN line.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    line.why AS why_code,
    NULL AS cause,
    line.time_us AS time_us,
    line.confidence AS confidence,
    coalesce(latest.limit_total, described.calls) AS limit_total,
    latest.limit_used AS limit_used,
    -- printf would make a 0 of what is not known.
    coalesce(iif(latest.interval_seconds IS NULL, NULL,
        printf('in windows of %g d', latest.interval_seconds / 86400.0)), described.word) AS counted,
    latest.started_us + latest.reset_seconds * 1000000 AS reopens_us,
    latest.started_us AS told_us,
    latest.reset_seconds AS reset_seconds,
    line.victims AS victims
FROM line
LEFT JOIN latest
LEFT JOIN described
JOIN json_each(json_array(line.evidence, line.said, latest.evidence, described.evidence)) AS piece
    ON piece.value IS NOT NULL
