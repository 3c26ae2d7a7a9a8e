-- 
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.id AS id,
        quarantine_item.sha256_text AS sha256_text, quarantine_item.state AS state,
        quarantine_item.state_us AS state_us, quarantine_item.evidence AS evidence,
        symptom.time_us AS time_us, symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us
    FROM symptom
    LEFT JOIN file_link ON file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id
        = CASE symptom.subject_kind WHEN 'file' THEN file_link.row_id ELSE symptom.subject_id END
    WHERE symptom.family = 'cloud'
        AND symptom.time_us IS coalesce(quarantine_item.state_us, quarantine_item.time_us)
),
-- What Cloud answered, and what it took; one code has its first answer as the cause.
answer AS MATERIALIZED (
    SELECT every.*, coalesce(every.code IN (429001, 429002), 0) AS is_said,
        first_value(every.evidence) OVER (PARTITION BY every.code ORDER BY every.id) AS cause
    FROM (
        SELECT cloud_attempt.id AS id, cloud_attempt.package_id AS package_id,
            nullif(lower(hex(cloud_attempt.sha256)), '') AS sha256_text,
            cloud_attempt.started_us AS started_us, cloud_attempt.outcome AS outcome,
            cloud_attempt.code AS code,
            coalesce(cloud_attempt.sha256, cloud_attempt.item_id, cloud_attempt.limit_total) AS went_with,
            cloud_attempt.evidence AS evidence
        FROM cloud_attempt
        WHERE cloud_attempt.code IS NOT NULL
            OR cloud_attempt.outcome = 'ok'
        UNION ALL
        -- The same in Core's own log. 429 alone is said of a used-up limit too: the code tells.
        SELECT -sign_record.record_id, sign_record.package_id, lower(hash.value),
            sign_record.time_us, 'refused', coalesce(CAST(code.value AS INTEGER), 429001), NULL,
            sign_record.evidence
        FROM sign_record
        LEFT JOIN field AS hash ON hash.record_id = sign_record.record_id
            AND lower(hash.key) IN ('sha256', 'sha256sum', 'hash')
        LEFT JOIN field AS code ON code.record_id = sign_record.record_id
            AND code.value GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'
        WHERE code.value LIKE '42900_' OR sign_record.sign = 'throttled' AND code.value IS NULL
        GROUP BY sign_record.record_id
    ) AS every
),
-- The answers about each item; what was answered after its state was seen did not make the state.
own AS MATERIALIZED (
    SELECT timed.*, row_number() OVER (PARTITION BY timed.item_id, timed.is_later
            ORDER BY timed.started_us DESC, timed.answer_id DESC) AS place
    FROM (
        SELECT DISTINCT item.id AS item_id, answer.id AS answer_id, answer.is_said AS is_said,
            answer.outcome AS outcome, answer.started_us AS started_us,
            coalesce(answer.started_us > item.state_us + 60000000, 0) AS is_later
        FROM item
        JOIN answer ON answer.sha256_text = item.sha256_text
    ) AS timed
),
-- Of each item the last of these answers; one that names no file may be about any that waited then.
said AS MATERIALIZED (
    SELECT told.item_id AS item_id, told.answer_id AS answer_id, told.confidence AS confidence,
        CASE
            WHEN told.item_id IN (SELECT own.item_id FROM own
                WHERE own.is_later AND own.outcome = 'ok') THEN 'sent-since'
            -- A list shows results of what a log last saw on its way.
            WHEN told.item_id IN (SELECT own.item_id FROM own
                JOIN item ON item.id = own.item_id
                WHERE own.started_us IS NULL AND own.outcome = 'ok'
                    AND item.state IN ('Uploading', 'Progress')) THEN 'has-results'
            WHEN told.place > 1 THEN 'said-otherwise'
        END AS why
    FROM (
        SELECT own.item_id AS item_id, own.answer_id AS answer_id, min(own.place) AS place,
            'likely' AS confidence
        FROM own
        WHERE own.is_said AND NOT own.is_later
        GROUP BY own.item_id
        UNION ALL
        SELECT item.id, answer.id, 1, 'possible'
        FROM item
        JOIN answer ON answer.is_said AND answer.sha256_text IS NULL
            AND answer.started_us BETWEEN item.from_us AND item.to_us + 60000000
        WHERE item.state = 'Unavailable'
            AND item.id NOT IN (SELECT own.item_id FROM own WHERE NOT own.is_later)
    ) AS told
),
line AS (
    SELECT item.subject AS subject, item.evidence AS evidence, said.why AS why,
        said.answer_id AS answer_id, item.time_us AS time_us, said.confidence AS confidence,
        1 AS victims
    FROM said
    JOIN item ON item.id = said.item_id
    UNION ALL
    -- Cloud said so, and no item of the case is known to have met it.
    SELECT 'package/' || answer.package_id, NULL, NULL, answer.id, answer.started_us, 'likely', NULL
    FROM answer
    WHERE answer.is_said
        AND answer.cause NOT IN (SELECT other.cause FROM said
            JOIN answer AS other ON other.id = said.answer_id WHERE said.why IS NULL)
        AND answer.id NOT IN (SELECT own.answer_id FROM own WHERE NOT own.is_later)
        -- What went through with a key later on says that the trouble is over.
        AND coalesce(answer.started_us >= (SELECT max(later.started_us) FROM answer AS later
            WHERE later.outcome = 'ok' AND later.went_with IS NOT NULL), 1)
),
-- The most calls within a minute before such an answer.
rate AS MATERIALIZED (
    SELECT counted.code AS code, max(counted.calls) AS calls
    FROM (SELECT cloud_attempt.code AS code, count(*) OVER (ORDER BY cloud_attempt.started_us
            RANGE BETWEEN 60000000 PRECEDING AND CURRENT ROW) AS calls
        FROM cloud_attempt
        WHERE cloud_attempt.started_us IS NOT NULL AND cloud_attempt.status IS NOT NULL) AS counted
    GROUP BY counted.code
    -- The smallest documented limit; fewer calls explain nothing.
    HAVING max(counted.calls) >= 10
),
throttling AS (
    SELECT CAST(fact.value AS INTEGER) AS calls, fact.evidence AS evidence
    FROM fact
    WHERE fact.key IN ('apikey.throttling_limit', 'apikey.limits.status.throttling_limit')
    ORDER BY calls DESC, fact.id
    LIMIT 1
),
-- RESULT POLLING, by its words: its written form is not documented.
polling AS (
    SELECT CAST(setting.value AS INTEGER) AS seconds, setting.evidence AS evidence
    FROM setting
    WHERE lower(replace(replace(replace(setting.section || setting.key, ' ', ''), '_', ''),
            '.', '')) LIKE '%resultpolling%'
        AND setting.value GLOB '[0-9]*'
    ORDER BY seconds, setting.id
    LIMIT 1
)
SELECT
    line.subject AS subject,
    piece.value AS evidence,
    CASE WHEN line.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    line.why AS why_code,
    answer.cause AS cause,
    line.time_us AS time_us,
    line.confidence AS confidence,
    answer.code AS code,
    nullif(answer.code = 429002, 0) AS at_once,
    rate.calls AS rate,
    nullif(throttling.calls, 0) AS most,
    polling.seconds AS polling_seconds,
    line.victims AS victims
FROM line
JOIN answer ON answer.id = line.answer_id
LEFT JOIN rate ON rate.code = answer.code
LEFT JOIN throttling
LEFT JOIN polling
JOIN json_each(json_array(line.evidence, answer.evidence, throttling.evidence, polling.evidence)) AS piece
    ON piece.value IS NOT NULL
