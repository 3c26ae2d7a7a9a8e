-- Quarantine items that are Unavailable, where the Threat Intelligence engine is off or does not run.
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
licensed AS MATERIALIZED (
    SELECT max(replace(char(10) || lower(replace(replace(replace(license.engines, ' ', ''),
            '_', ''), '-', '')), char(10) || 'threatintelligenceengine', '')
            LIKE '%' || char(10) || 'threatintelligence%') AS is_named,
        max(lower(replace(replace(license.engines, ' ', ''), '_', ''))
            LIKE '%threatintelligence%') AS is_like
    FROM license
    JOIN package ON package.id = license.package_id
    WHERE license.engines IS NOT NULL
        AND package.product <> 'icap'
),
-- Its switch in what /stat/… tells and in exported settings, and its state; 1 is on.
told AS MATERIALIZED (
    SELECT lower(fact.value) = 'true' AS is_on, 1 AS is_switch, fact.value AS state,
        fact.evidence AS evidence
    FROM fact AS named
    JOIN fact ON fact.package_id = named.package_id
        AND fact.key = substr(named.key, 1, length(named.key) - 8) || 'active'
    WHERE named.key LIKE 'stat.%.eng_name'
        AND lower(replace(replace(named.value, ' ', ''), '_', '')) LIKE 'threatintelligence%'
        AND named.value NOT LIKE '%engine%'
    UNION ALL
    SELECT lower(setting.value) IN ('true', '1', 'on', 'yes'), 1, setting.value, setting.evidence
    FROM setting
    WHERE lower(setting.value) IN ('true', 'false', '1', '0', 'on', 'off', 'yes', 'no')
        AND (lower(replace(replace(setting.section || setting.key, '.', ''), '_', ''))
                LIKE '%threatintelligenceenabled'
            OR lower(replace(replace(setting.section || setting.key, '.', ''), '_', ''))
                LIKE '%threatintelligenceactive')
    UNION ALL
    SELECT engine.state NOT IN ('failed', 'temporary failed', 'permanently failed',
            'content invalid', 'download failed', 'removed'), 0, engine.state, engine.evidence
    FROM engine
    WHERE lower(replace(replace(engine.engine, ' ', ''), '_', '')) LIKE 'threatintelligence%'
        AND engine.engine NOT LIKE '%engine%'
        AND engine.to_us IS NULL
),
-- Of several Cores it is enough that it is on in one; then what is off outweighs what is on.
one AS MATERIALIZED (
    SELECT best.*
    FROM (SELECT told.*, row_number() OVER (
            PARTITION BY told.is_switch ORDER BY told.is_on DESC, told.evidence) AS place
        FROM told) AS best
    WHERE best.place = 1
    ORDER BY best.is_on, best.is_switch DESC
    LIMIT 1
),
judged AS MATERIALIZED (
    SELECT item.*, one.evidence AS told_evidence, one.is_switch AS is_switch, one.state AS state,
        CASE
            WHEN one.is_on THEN 'active'
            WHEN licensed.is_named = 0 AND licensed.is_like = 0 THEN 'not-licensed'
            WHEN EXISTS (SELECT 1 FROM cloud_attempt
                WHERE cloud_attempt.outcome = 'ok'
                    AND coalesce(cloud_attempt.item_id, cloud_attempt.sha256) IS NOT NULL
                    AND cloud_attempt.started_us BETWEEN item.from_us AND item.to_us)
                THEN 'others-got-through'
            WHEN EXISTS (SELECT 1 FROM cloud_attempt
                WHERE cloud_attempt.sha256 = item.sha256 AND cloud_attempt.code < 500000
                    AND (cloud_attempt.started_us IS NULL
                        OR cloud_attempt.started_us <= item.to_us + 60000000))
                THEN 'cloud-answered'
        END AS why
    FROM item
    JOIN one
    JOIN licensed
)
SELECT
    judged.subject AS subject,
    CASE piece.column1 WHEN 'item' THEN judged.evidence ELSE judged.told_evidence END AS evidence,
    CASE WHEN judged.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE judged.why WHEN 'active' THEN 'active' WHEN 'not-licensed' THEN 'not-licensed'
        WHEN 'others-got-through' THEN 'others-got-through'
        WHEN 'cloud-answered' THEN 'cloud-answered' END AS why_code,
    judged.told_evidence AS cause,
    judged.time_us AS time_us,
    CASE WHEN judged.is_switch THEN 'likely' ELSE 'possible' END AS confidence,
    nullif(judged.is_switch, 0) AS switched_off,
    CASE WHEN NOT judged.is_switch THEN judged.state END AS state
FROM judged
JOIN (VALUES ('item'), ('engine')) AS piece
