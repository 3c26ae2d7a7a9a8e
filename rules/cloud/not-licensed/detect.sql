-- Quarantine items that are Unavailable, where the licence does not name the Threat Intelligence technology.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.id AS id,
        quarantine_item.sha256 AS sha256, quarantine_item.evidence AS evidence,
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
-- The licences' lists. The Threat Intelligence Engine of 5.17.1 has nearly the same name.
named AS (
    SELECT license.id AS id, license.evidence AS evidence, char(10) || lower(replace(replace(
        replace(license.engines, ' ', ''), '_', ''), '-', '')) AS names
    FROM license
),
licensed AS MATERIALIZED (
    SELECT told.evidence AS evidence, max(told.is_named) OVER () AS is_named,
        max(told.is_like) OVER () AS is_like
    FROM (
        SELECT named.id AS place, named.evidence AS evidence, replace(named.names, char(10)
                || 'threatintelligenceengine', '') LIKE '%' || char(10) || 'threatintelligence%'
                AS is_named,
            named.names LIKE '%threatintelligence%' AS is_like
        FROM named
        WHERE named.names IS NOT NULL
        UNION ALL
        -- A list of engines in exported settings has the name beside the licence.
        SELECT 1000000 + setting.id, setting.evidence, lower(setting.value) = 'true', 0
        FROM setting AS engine_name
        JOIN setting ON setting.package_id = engine_name.package_id
            AND setting.section = engine_name.section
            AND setting.key = rtrim(engine_name.key, 'abcdefghijklmnopqrstuvwxyz_') || 'licensed'
        WHERE engine_name.key LIKE '%.%name'
            AND lower(setting.value) IN ('true', 'false')
            AND replace(lower(replace(replace(engine_name.value, ' ', ''), '_', '')),
                'threatintelligenceengine', '') LIKE 'threatintelligence%'
    ) AS told
    ORDER BY told.place
    LIMIT 1
),
-- What went through at the time proves that it was licensed then.
sent AS MATERIALIZED (
    SELECT cloud_attempt.started_us AS time_us
    FROM cloud_attempt
    WHERE cloud_attempt.outcome = 'ok'
        AND coalesce(cloud_attempt.item_id, cloud_attempt.sha256) IS NOT NULL
),
-- An engine of that name that ran contradicts the list.
running AS MATERIALIZED (
    SELECT engine.id AS id
    FROM engine
    WHERE engine.state IN ('production', 'running')
        AND replace(lower(replace(replace(engine.engine, ' ', ''), '_', '')),
            'threatintelligenceengine', '') LIKE 'threatintelligence%'
),
judged AS MATERIALIZED (
    SELECT item.*, licensed.evidence AS list_evidence,
        CASE
            WHEN licensed.is_named THEN 'licensed'
            WHEN EXISTS (SELECT 1 FROM sent
                WHERE sent.time_us BETWEEN item.from_us AND item.to_us) THEN 'others-got-through'
            WHEN EXISTS (SELECT 1 FROM cloud_attempt
                WHERE cloud_attempt.sha256 = item.sha256 AND cloud_attempt.code < 500000
                    AND coalesce(cloud_attempt.started_us <= item.to_us + 60000000, 1))
                THEN 'cloud-answered'
        END AS why,
        EXISTS (SELECT 1 FROM sent
            WHERE abs(sent.time_us - item.to_us) < :near_hours * 3600000000)
            OR EXISTS (SELECT 1 FROM running) AS is_contested
    FROM item
    JOIN licensed ON (licensed.is_named
        OR NOT licensed.is_like)
)
SELECT
    judged.subject AS subject,
    piece.value AS evidence,
    CASE WHEN judged.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    judged.why AS why_code,
    judged.list_evidence AS cause,
    judged.time_us AS time_us,
    CASE WHEN judged.is_contested THEN 'possible' ELSE 'likely' END AS confidence
FROM judged
JOIN json_each(json_array(judged.evidence, judged.list_evidence)) AS piece
UNION ALL
SELECT item.subject, NULL, 'undetermined', 'not-told' AS why_code, NULL, item.time_us, NULL
FROM item
WHERE item.id NOT IN (SELECT judged.id FROM judged)
