-- Quarantine items whose state says that the engine for MetaDefender Cloud has no usable API key.
WITH item AS MATERIALIZED (
    SELECT DISTINCT symptom.subject AS subject, quarantine_item.id AS id,
        quarantine_item.sha256 AS sha256, quarantine_item.state_us AS state_us,
        coalesce(quarantine_item.state_us, quarantine_item.time_us) AS time_us,
        quarantine_item.evidence AS evidence
    FROM symptom
    LEFT JOIN file_link ON file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id
        = CASE symptom.subject_kind WHEN 'file' THEN file_link.row_id ELSE symptom.subject_id END
    WHERE symptom.family = 'cloud'
        AND quarantine_item.state = 'Add the API key for cloud analysis'
),
judged AS MATERIALIZED (
    SELECT item.*,
        CASE
            -- Codes with which Cloud answers a key that it got and does not take.
            WHEN EXISTS (SELECT 1 FROM cloud_attempt WHERE cloud_attempt.sha256 = item.sha256
                AND cloud_attempt.code IN (401000, 401006, 404008)) THEN 'key-rejected'
            WHEN EXISTS (SELECT 1 FROM cloud_attempt WHERE cloud_attempt.sha256 = item.sha256
                AND cloud_attempt.outcome = 'ok'
                AND cloud_attempt.started_us > item.state_us) THEN 'sent-since'
        END AS why
    FROM item
),
-- The setting METADEFENDER CLOUD API KEY, by its words: its written form is not documented.
api_key AS (
    SELECT named.*
    FROM (SELECT setting.id AS id, setting.value AS value, setting.evidence AS evidence,
            replace(replace(replace(lower(setting.section || '.' || setting.key),
                ' ', ''), '_', ''), '-', '') AS words
        FROM setting) AS named
    WHERE (named.words LIKE '%cloud%apikey%'
        OR named.words LIKE '%threatintel%apikey%')
    ORDER BY named.id
    LIMIT 1
)
SELECT
    judged.subject AS subject,
    piece.value AS evidence,
    CASE WHEN judged.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    judged.why AS why_code,
    'setting/' || api_key.id AS cause,
    judged.time_us AS time_us,
    -- Where Cloud took files before, a key was there; that a refusal of another kind is never shown
    -- in these words is inferred.
    iif(judged.why IS NULL AND EXISTS (
            SELECT 1 FROM cloud_attempt
            WHERE cloud_attempt.outcome = 'ok' AND cloud_attempt.started_us < judged.time_us),
        'possible', NULL) AS confidence,
    nullif(api_key.value = '', 0) AS key_is_empty,
    nullif(api_key.value <> '', 0) AS key_is_set
FROM judged
LEFT JOIN api_key
JOIN json_each(json_array(judged.evidence, api_key.evidence)) AS piece
    ON piece.value IS NOT NULL
