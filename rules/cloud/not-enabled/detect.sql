-- Quarantine items that are Unavailable, where the Threat Intelligence engine is off or does not run.
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
-- Its switch in what /stat/… tells and in exported settings, and its state; 1 is on.
told AS MATERIALIZED (
    SELECT lower(fact.value) = 'true' AS is_on, 1 AS is_switch, fact.value AS state,
        fact.evidence AS evidence
    FROM fact AS named
    JOIN fact ON fact.package_id = named.package_id
        AND fact.key = substr(named.key, 1, length(named.key) - 8) || 'active'
    WHERE replace(lower(replace(replace(named.value, ' ', ''), '_', '')),
        'threatintelligenceengine', '') LIKE 'threatintelligence%'
    UNION ALL
    SELECT lower(setting.value) IN ('true', '1', 'on', 'yes'), 1, setting.value, setting.evidence
    FROM setting
    WHERE lower(setting.value) IN ('true', 'false', '1', '0', 'on', 'off', 'yes', 'no')
        AND replace(lower(replace(replace(setting.section || setting.key, '.', ''), '_', '')),
            'active', 'enabled') LIKE '%threatintelligenceenabled'
    UNION ALL
    -- A list of engines in exported settings has the name beside the switch.
    SELECT lower(setting.value) IN ('true', '1', 'on', 'yes'), 1, setting.value, setting.evidence
    FROM setting AS named
    JOIN setting ON setting.package_id = named.package_id
        AND setting.section = named.section
        AND setting.key IN (rtrim(named.key, 'abcdefghijklmnopqrstuvwxyz_') || 'enabled',
            rtrim(named.key, 'abcdefghijklmnopqrstuvwxyz_') || 'active')
    WHERE named.key LIKE '%.%name'
        AND replace(lower(replace(replace(named.value, ' ', ''), '_', '')),
            'threatintelligenceengine', '') LIKE 'threatintelligence%'
    UNION ALL
    SELECT engine.state NOT IN ('failed', 'temporary failed', 'permanently failed',
            'content invalid', 'download failed', 'removed'), 0, engine.state, engine.evidence
    FROM engine
    WHERE replace(lower(replace(replace(engine.engine, ' ', ''), '_', '')),
            'threatintelligenceengine', '') LIKE 'threatintelligence%'
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
    SELECT item.*, one.evidence AS told_evidence, one.is_switch AS is_switch, one.state AS told,
        CASE
            WHEN one.is_on THEN 'active'
            WHEN EXISTS (SELECT 1 FROM cloud_attempt
                WHERE cloud_attempt.outcome = 'ok'
                    AND coalesce(cloud_attempt.item_id, cloud_attempt.sha256) IS NOT NULL
                    AND cloud_attempt.started_us BETWEEN item.from_us AND item.to_us)
                THEN 'others-got-through'
            WHEN EXISTS (SELECT 1 FROM cloud_attempt
                WHERE cloud_attempt.sha256 = item.sha256 AND cloud_attempt.code < 500000
                    AND coalesce(cloud_attempt.started_us <= item.to_us + 60000000, 1))
                THEN 'cloud-answered'
        END AS why
    FROM item
    JOIN one
)
SELECT
    judged.subject AS subject,
    piece.value AS evidence,
    CASE WHEN judged.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    judged.why AS why_code,
    judged.told_evidence AS cause,
    judged.time_us AS time_us,
    CASE WHEN judged.is_switch THEN 'likely' ELSE 'possible' END AS confidence,
    nullif(judged.is_switch, 0) AS switched_off,
    iif(judged.is_switch, NULL, judged.told) AS state
FROM judged
JOIN json_each(json_array(judged.evidence, judged.told_evidence)) AS piece
UNION ALL
SELECT item.subject, NULL, 'undetermined', 'not-told' AS why_code, NULL, item.time_us, NULL, NULL,
    NULL
FROM item
WHERE NOT EXISTS (SELECT 1 FROM told)
