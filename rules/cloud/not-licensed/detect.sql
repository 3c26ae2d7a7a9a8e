-- Quarantine items that are Unavailable, where the licence does not name the Threat Intelligence technology.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.id AS id, quarantine_item.sha256 AS sha256,
        quarantine_item.evidence AS evidence, symptom.time_us AS time_us,
        symptom.window_from_us AS from_us, symptom.window_to_us AS to_us
    FROM symptom
    LEFT JOIN file_link ON symptom.subject_kind = 'file'
        AND file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id
        = CASE symptom.subject_kind WHEN 'file' THEN file_link.row_id ELSE symptom.subject_id END
    WHERE symptom.family = 'cloud'
        AND quarantine_item.state = 'Unavailable'
        AND symptom.time_us IS coalesce(quarantine_item.state_us, quarantine_item.time_us)
),
-- The licences' lists. The Threat Intelligence Engine of 5.17.1 has nearly the same name.
list AS MATERIALIZED (
    SELECT license.id AS id, license.evidence AS evidence,
        replace(names.names, char(10) || 'threatintelligenceengine', '')
            LIKE '%' || char(10) || 'threatintelligence%' AS is_named,
        names.names LIKE '%threatintelligence%' AS is_like
    FROM license
    JOIN package ON package.id = license.package_id
    JOIN (SELECT license.id AS id, char(10) || lower(replace(replace(replace(
            license.engines, ' ', ''), '_', ''), '-', '')) AS names
        FROM license) AS names ON names.id = license.id
    WHERE license.engines IS NOT NULL
        AND package.product <> 'icap'
),
licensed AS MATERIALIZED (
    SELECT max(list.is_named) AS is_named, max(list.is_like) AS is_like, min(list.id) AS first_id
    FROM list
),
-- What went through at the time proves that it was licensed then.
sent AS MATERIALIZED (
    SELECT cloud_attempt.started_us AS time_us
    FROM cloud_attempt
    WHERE cloud_attempt.outcome = 'ok'
        AND coalesce(cloud_attempt.item_id, cloud_attempt.sha256) IS NOT NULL
),
-- An engine of that name that runs contradicts the list.
running AS MATERIALIZED (
    SELECT engine.id AS id
    FROM engine
    WHERE engine.state IN ('production', 'running')
        AND lower(replace(replace(engine.engine, ' ', ''), '_', '')) LIKE 'threatintelligence%'
        AND engine.engine NOT LIKE '%engine%'
        AND engine.to_us IS NULL
),
judged AS MATERIALIZED (
    SELECT item.*,
        CASE
            WHEN licensed.is_named THEN 'licensed'
            WHEN EXISTS (SELECT 1 FROM sent
                WHERE sent.time_us BETWEEN item.from_us AND item.to_us) THEN 'others-got-through'
            WHEN EXISTS (SELECT 1 FROM cloud_attempt
                WHERE cloud_attempt.sha256 = item.sha256 AND cloud_attempt.code < 500000
                    AND (cloud_attempt.started_us IS NULL
                        OR cloud_attempt.started_us <= item.to_us + 60000000))
                THEN 'cloud-answered'
        END AS why,
        EXISTS (SELECT 1 FROM sent
            WHERE abs(sent.time_us - item.to_us) < :near_hours * 3600000000)
            OR (SELECT count(*) FROM running) > 0 AS is_contested,
        licensed.first_id AS first_id
    FROM item
    JOIN licensed ON licensed.first_id IS NOT NULL AND (licensed.is_named OR NOT licensed.is_like)
)
SELECT
    judged.subject AS subject,
    CASE piece.column1 WHEN 'item' THEN judged.evidence ELSE list.evidence END AS evidence,
    CASE WHEN judged.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE judged.why WHEN 'licensed' THEN 'licensed'
        WHEN 'others-got-through' THEN 'others-got-through'
        WHEN 'cloud-answered' THEN 'cloud-answered' END AS why_code,
    list.evidence AS cause,
    judged.time_us AS time_us,
    CASE WHEN judged.is_contested THEN 'possible' ELSE 'likely' END AS confidence
FROM judged
JOIN list ON list.id = judged.first_id
JOIN (VALUES ('item'), ('licence')) AS piece
