-- Quarantine items that Cloud refused because it had blocked the address they came from.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.id AS id, quarantine_item.sha256_text AS sha256_text,
        quarantine_item.state AS state, quarantine_item.state_us AS state_us,
        quarantine_item.evidence AS evidence, symptom.time_us AS time_us,
        symptom.window_from_us AS from_us, symptom.window_to_us AS to_us
    FROM symptom
    LEFT JOIN file_link ON symptom.subject_kind = 'file'
        AND file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id
        = CASE symptom.subject_kind WHEN 'file' THEN file_link.row_id ELSE symptom.subject_id END
    WHERE symptom.family = 'cloud'
        AND symptom.time_us IS coalesce(quarantine_item.state_us, quarantine_item.time_us)
),
-- What Cloud answered, or Core heard, and what it took; one code has its first answer as the cause.
answer AS MATERIALIZED (
    SELECT every.*, coalesce(every.code IN (403002), 0) AS is_said,
        first_value(every.evidence) OVER (PARTITION BY every.code ORDER BY every.id) AS cause
    FROM (
        SELECT cloud_attempt.id AS id, cloud_attempt.package_id AS package_id,
            cloud_attempt.item_id AS item_id,
            nullif(lower(hex(cloud_attempt.sha256)), '') AS sha256_text,
            cloud_attempt.started_us AS started_us, cloud_attempt.outcome AS outcome,
            cloud_attempt.code AS code, cloud_attempt.limit_total AS limit_total,
            cloud_attempt.evidence AS evidence
        FROM cloud_attempt
        WHERE cloud_attempt.code IS NOT NULL
            OR cloud_attempt.outcome = 'ok'
        UNION ALL
        -- The same words in Core's own log; the record may name the file by its hash.
        SELECT -sign_record.record_id, sign_record.package_id, NULL, (
                SELECT lower(field.value) FROM field
                WHERE field.record_id = sign_record.record_id
                    AND lower(field.key) IN ('sha256', 'sha256sum', 'hash')
                ORDER BY field.position LIMIT 1),
            sign_record.time_us, 'refused', 403002, NULL, sign_record.evidence
        FROM sign_record
    ) AS every
),
-- The answers about each item; what was answered after its state was seen did not make the state.
own AS MATERIALIZED (
    SELECT item.id AS item_id, answer.id AS answer_id, answer.is_said AS is_said,
        answer.outcome AS outcome, answer.started_us AS started_us,
        answer.started_us > item.state_us + 60000000 AS is_later,
        row_number() OVER (
            PARTITION BY item.id, coalesce(answer.started_us > item.state_us + 60000000, 0)
            ORDER BY answer.started_us DESC, answer.id DESC) AS place
    FROM item
    JOIN answer ON answer.sha256_text = item.sha256_text
),
said AS MATERIALIZED (
    SELECT own.item_id AS item_id, own.answer_id AS answer_id,
        CASE WHEN own.is_later IS NULL THEN 'likely' ELSE 'certain' END AS confidence,
        CASE
            WHEN own.item_id IN (SELECT later.item_id FROM own AS later
                WHERE later.is_later AND later.outcome = 'ok') THEN 'sent-since'
            WHEN own.place > 1 THEN 'said-otherwise'
        END AS why
    FROM own
    WHERE own.is_said AND own.is_later IS NOT 1
        AND (own.place = 1 OR own.item_id NOT IN (SELECT last.item_id FROM own AS last
            WHERE last.is_said AND last.is_later IS NOT 1 AND last.place = 1))
    UNION ALL
    -- An answer that names no file may have been about any that waited then.
    SELECT item.id, answer.id, 'possible', NULL
    FROM item
    JOIN answer ON answer.is_said AND answer.sha256_text IS NULL
        AND answer.started_us BETWEEN item.from_us - 3600000000 AND item.to_us + 60000000
    WHERE item.state = 'Unavailable'
        AND item.id NOT IN (SELECT own.item_id FROM own WHERE own.is_later IS NOT 1)
),
line AS (
    SELECT item.subject AS subject,
        CASE piece.column1 WHEN 'item' THEN item.evidence ELSE answer.evidence END AS evidence,
        said.why AS why, said.answer_id AS answer_id, item.time_us AS time_us,
        said.confidence AS confidence, 1 AS victims
    FROM said
    JOIN item ON item.id = said.item_id
    JOIN answer ON answer.id = said.answer_id
    JOIN (VALUES ('item'), ('answer')) AS piece
    UNION ALL
    -- Cloud said so, and no item of the case is known to have met it.
    SELECT 'package/' || answer.package_id, answer.evidence, NULL, answer.id, answer.started_us,
        'likely', NULL
    FROM answer
    WHERE answer.is_said
        AND answer.cause NOT IN (SELECT other.cause FROM said
            JOIN answer AS other ON other.id = said.answer_id WHERE said.why IS NULL)
        AND answer.id NOT IN (SELECT said.answer_id FROM said)
        -- What went through with a key later on says that the trouble is over.
        AND coalesce(answer.started_us >= (SELECT max(later.started_us) FROM answer AS later
            WHERE later.outcome = 'ok'
                AND coalesce(later.sha256_text, later.item_id, later.limit_total) IS NOT NULL), 1)
)
SELECT
    line.subject AS subject,
    line.evidence AS evidence,
    CASE WHEN line.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE line.why WHEN 'sent-since' THEN 'sent-since' WHEN 'said-otherwise' THEN 'said-otherwise'
    END AS why_code,
    answer.cause AS cause,
    line.time_us AS time_us,
    line.confidence AS confidence,
    (SELECT min(said_by.started_us) FROM answer AS said_by WHERE said_by.is_said) AS first_said_us,
    (SELECT max(said_by.started_us) + 3600000000 FROM answer AS said_by
        WHERE said_by.is_said) AS until_us,
    (SELECT max(1) FROM answer AS said_by
        WHERE said_by.code IN (401000, 401006, 404008)) AS key_rejected,
    line.victims AS victims
FROM line
JOIN answer ON answer.id = line.answer_id
