-- Quarantine items whose state says that the engine for MetaDefender Cloud has no usable API key.
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
-- Codes with which Cloud answers a key that it got and does not take.
rejection AS (
    SELECT DISTINCT own.item_id AS item_id
    FROM own
    JOIN cloud_attempt ON cloud_attempt.id = own.attempt_id
    WHERE cloud_attempt.code IN (401000, 401006, 404008)
),
sent AS (
    SELECT DISTINCT own.item_id AS item_id
    FROM own
    JOIN cloud_attempt ON cloud_attempt.id = own.attempt_id
    WHERE cloud_attempt.outcome IN ('ok', 'uploading')
        AND cloud_attempt.started_us > own.state_us
),
-- The setting METADEFENDER CLOUD API KEY, by its words: its written form is not documented.
api_key AS (
    SELECT setting.id AS id, setting.value AS value, setting.evidence AS evidence,
        row_number() OVER (ORDER BY setting.id) AS place
    FROM setting
    WHERE replace(replace(replace(lower(setting.section || '.' || setting.key),
            ' ', ''), '_', ''), '-', '') LIKE '%cloud%apikey%'
        OR replace(replace(replace(lower(setting.section || '.' || setting.key),
            ' ', ''), '_', ''), '-', '') LIKE '%threatintel%apikey%'
),
judged AS (
    SELECT
        item.*,
        CASE
            WHEN item.id IN (SELECT rejection.item_id FROM rejection) THEN 'key-rejected'
            WHEN item.state <> 'Add the API key for cloud analysis' THEN NULL
            WHEN item.id IN (SELECT sent.item_id FROM sent) THEN 'sent-since'
        END AS why_code
    FROM item
)
SELECT
    judged.subject AS subject,
    CASE piece.column1 WHEN 'item' THEN judged.evidence ELSE api_key.evidence END AS evidence,
    CASE WHEN judged.why_code IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE judged.why_code
        WHEN 'key-rejected' THEN 'key-rejected'
        WHEN 'sent-since' THEN 'sent-since'
    END AS why_code,
    'setting/' || api_key.id AS cause,
    coalesce(judged.state_us, judged.time_us) AS time_us,
    CASE WHEN api_key.value = '' THEN 1 END AS key_is_empty,
    CASE WHEN api_key.value <> '' THEN 1 END AS key_is_set
FROM judged
LEFT JOIN api_key ON api_key.place = 1
JOIN (VALUES ('item'), ('setting')) AS piece
WHERE (judged.why_code IS NOT NULL
        OR judged.state = 'Add the API key for cloud analysis')
    AND (piece.column1 = 'item'
        OR api_key.evidence IS NOT NULL)
