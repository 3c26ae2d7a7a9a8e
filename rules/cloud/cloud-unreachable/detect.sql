-- Quarantine items that became Unavailable after three sends in a row did not reach MetaDefender Cloud.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.id AS id,
        quarantine_item.sha256_text AS sha256_text, quarantine_item.evidence AS evidence,
        symptom.time_us AS time_us, symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us
    FROM symptom
    LEFT JOIN file_link ON file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id
        = CASE symptom.subject_kind WHEN 'file' THEN file_link.row_id ELSE symptom.subject_id END
    WHERE symptom.family = 'cloud'
        AND quarantine_item.state = 'Unavailable'
        AND symptom.time_us IS coalesce(quarantine_item.state_us, quarantine_item.time_us)
),
-- What Cloud answered, what did not arrive, and what Core's log complains of.
attempt AS MATERIALIZED (
    SELECT cloud_attempt.started_us AS time_us,
        -- A row of a list is about a file even where it has no hash.
        nullif(lower(hex(coalesce(cloud_attempt.sha256, cloud_attempt.item_id))), '') AS sha256_text,
        cloud_attempt.outcome IN ('unreachable', 'failed') AS is_failure,
        coalesce(cloud_attempt.message, '')
            || coalesce(' HTTP ' || cloud_attempt.status, '') AS text,
        cloud_attempt.evidence AS evidence
    FROM cloud_attempt
    WHERE cloud_attempt.outcome NOT IN ('uploading', 'unavailable')
    UNION ALL
    SELECT sign_record.time_us, lower(field.value), 1,
        group_concat('sign ' || sign_record.sign), sign_record.evidence
    FROM sign_record
    LEFT JOIN field ON field.record_id = sign_record.record_id
        AND lower(field.key) IN ('sha256', 'sha256sum', 'hash')
    GROUP BY sign_record.record_id
),
-- Those that are an item's by its hash, and those of its time that name no file.
own AS MATERIALIZED (
    SELECT near.*, near.to_us - near.time_us IS NOT NULL AS is_timed
    FROM (
        SELECT item.id AS item_id, item.from_us AS from_us, item.to_us AS to_us, attempt.*,
            1 AS is_tied
        FROM item
        JOIN attempt ON attempt.sha256_text = item.sha256_text
        UNION ALL
        SELECT item.id, item.from_us, item.to_us, attempt.*, 0
        FROM item
        JOIN attempt ON attempt.sha256_text IS NULL
    ) AS near
    WHERE coalesce(near.time_us BETWEEN near.from_us - 60000000 AND near.to_us + 60000000, 1)
),
reached AS MATERIALIZED (
    SELECT own.item_id AS item_id, max(own.time_us) AS last_us, max(own.is_tied) AS is_tied
    FROM own
    WHERE NOT own.is_failure
    GROUP BY own.item_id
),
run AS MATERIALIZED (
    SELECT own.*, count(*) OVER of_item AS failures,
        min(own.is_tied) OVER of_item AS all_tied, min(own.is_timed) OVER of_item AS all_timed,
        first_value(own.text) OVER last_first AS last_text,
        first_value(own.evidence) OVER last_first AS last_evidence
    FROM own
    LEFT JOIN reached ON reached.item_id = own.item_id
    -- What is later than the last answer is a failure.
    WHERE coalesce(own.time_us > reached.last_us, reached.item_id IS NULL)
    WINDOW of_item AS (PARTITION BY own.item_id),
        last_first AS (PARTITION BY own.item_id ORDER BY own.time_us DESC, own.evidence DESC)
),
-- Tries of another time, for no file, of which the last ones failed.
test AS MATERIALIZED (
    SELECT attempt.*, count(*) OVER () AS failures,
        first_value(attempt.text) OVER last_first AS last_text,
        first_value(attempt.evidence) OVER last_first AS last_evidence
    FROM (SELECT attempt.* FROM attempt
        WHERE attempt.sha256_text IS NULL
        ORDER BY attempt.time_us DESC, attempt.evidence DESC
        LIMIT :attempts) AS attempt
    WHERE attempt.is_failure
    WINDOW last_first AS (ORDER BY attempt.time_us DESC, attempt.evidence DESC)
),
-- The licence names the technology, and the engine is active; the inline engine of 5.17.1 is another.
others AS (
    SELECT
        (SELECT max(replace(char(10) || lower(replace(replace(replace(license.engines,
                ' ', ''), '_', ''), '-', '')), char(10) || 'threatintelligenceengine', '')
                LIKE '%' || char(10) || 'threatintelligence%')
            FROM license)
        + (SELECT max(lower(fact.value) = 'true')
            FROM fact AS named
            JOIN fact ON fact.package_id = named.package_id
                AND fact.key = substr(named.key, 1, length(named.key) - 8) || 'active'
            WHERE replace(lower(replace(replace(named.value, ' ', ''), '_', '')),
                    'threatintelligenceengine', '') LIKE 'threatintelligence%') AS excluded
),
judged AS (
    SELECT run.item_id AS item_id, run.evidence AS evidence, run.last_text AS last_text,
        run.last_evidence AS last_evidence,
        CASE WHEN run.all_tied + run.all_timed + others.excluded = 4 THEN 'certain'
            WHEN run.all_timed THEN 'likely' ELSE 'possible' END AS confidence, NULL AS at_once
    FROM run
    JOIN others
    WHERE run.failures >= :attempts
    UNION ALL
    -- Only the automatic mode tries again. The failure with which the state came is its reason.
    SELECT run.item_id, run.evidence, run.last_text, run.last_evidence, 'likely', 1
    FROM run
    WHERE run.failures < :attempts
        AND run.is_tied
        AND run.to_us - run.time_us BETWEEN 0 AND :at_once_seconds * 1000000
    UNION ALL
    SELECT item.id, test.evidence, test.last_text, test.last_evidence, 'possible', NULL
    FROM item
    JOIN test ON test.failures = :attempts
    WHERE item.id NOT IN (SELECT run.item_id FROM run WHERE run.failures >= :attempts
            OR run.is_tied AND run.to_us - run.time_us BETWEEN 0 AND :at_once_seconds * 1000000)
        AND item.id NOT IN (SELECT reached.item_id FROM reached)
),
-- What the last failure says of why; the first words that fit.
word(place, pattern, why) AS (
    VALUES (1, '%proxy%', 'the proxy did not let the call through'),
        (2, '%curl: (5)%', 'the proxy did not let the call through'),
        (3, '%curl: (6)%', 'its name could not be resolved'),
        (4, '%resolve%', 'its name could not be resolved'),
        (5, '%sign name%', 'its name could not be resolved'),
        (6, '%curl: (35)%', 'no secure connection (TLS) came about'),
        (7, '%curl: (60)%', 'no secure connection (TLS) came about'),
        (8, '%certificate%', 'no secure connection (TLS) came about'),
        (9, '%sign tls%', 'no secure connection (TLS) came about'),
        (10, '%timed out%', 'no answer came in time'),
        (11, '%HTTP 408%', 'no answer came in time'),
        (12, '%sign timeout%', 'no answer came in time'),
        (13, '%HTTP 5__%', 'it answered with a server error, 5xx'),
        (14, '%sign server%', 'it answered with a server error, 5xx'),
        (15, '%refused%', 'the connection was refused'),
        (16, '%', 'the attempts failed')
),
worded AS MATERIALIZED (
    SELECT judged.*, (SELECT word.why FROM word WHERE judged.last_text LIKE word.pattern
            ORDER BY word.place LIMIT 1) AS why
    FROM judged
),
-- The attempt that says why; the earlier ones may be those of items that met something else.
caused AS MATERIALIZED (
    SELECT worded.*,
        min(worded.last_evidence) OVER (PARTITION BY worded.why, worded.at_once) AS cause
    FROM worded
)
SELECT
    item.subject AS subject,
    piece.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    caused.cause AS cause,
    caused.confidence AS confidence,
    item.time_us AS time_us,
    caused.why AS why,
    nullif(min(coalesce(caused.at_once, 0)) OVER (PARTITION BY caused.cause), 0) AS at_once,
    nullif(others.excluded IS NOT 2, 0) AS others_unknown
FROM caused
JOIN item ON item.id = caused.item_id
JOIN others
JOIN json_each(json_array(item.evidence, caused.evidence)) AS piece
UNION ALL
SELECT item.subject, item.evidence, 'ruled-out', 'cloud-answered' AS why_code, NULL, NULL,
    item.time_us, NULL, NULL, NULL
FROM item
JOIN reached ON reached.item_id = item.id
WHERE reached.is_tied
    AND item.id NOT IN (SELECT judged.item_id FROM judged)
