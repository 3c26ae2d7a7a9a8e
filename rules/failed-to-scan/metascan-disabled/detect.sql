-- Scans that ended as Not Scanned because Metascan is off in their workflow, or where all files do.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.evidence AS evidence,
        scan.locator_id AS locator_id,
        scan.rule_name AS rule_name,
        scan.finished_us AS finished_us,
        symptom.window_from_us AS from_us,
        EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = scan.id) AS has_answers
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 10
),
-- Keys that switch Metascan, by their words; those of a workflow stand beside its name.
switch AS MATERIALIZED (
    SELECT setting.id AS id, setting.key AS key, setting.value AS value,
        setting.evidence AS evidence, owner.value AS workflow,
        lower(setting.value) IN ('false', '0', 'off', 'no', 'disabled') AS is_off
    FROM setting
    LEFT JOIN setting AS owner ON owner.package_id = setting.package_id
        AND owner.section = setting.section
        AND owner.key = replace(replace(substr(setting.key, 1, max(
            instr(setting.key, 'scan.filescan'), instr(lower(setting.key), 'metascan')) - 1),
            'option_values.', ''), 'enable_', '') || 'name'
    WHERE setting.key LIKE '%metascan%enable%'
        OR setting.key LIKE '%enable%metascan%'
        OR setting.key LIKE '%.metascan'
        OR setting.key LIKE '%scan.filescan'
        OR setting.key LIKE '%scan.filescan.enable%'
        OR setting.key LIKE '%scan.filescan.active'
        OR setting.key LIKE '%metascan%active'
),
-- By the workflow's name where it is known; without a name only if all say the same.
chosen AS MATERIALIZED (
    SELECT wanted.rule_name AS rule_name, min(switch.id) AS switch_id
    FROM (SELECT DISTINCT rule_name FROM failed) AS wanted
    JOIN switch ON switch.workflow IS NULL OR switch.workflow = wanted.rule_name
        OR wanted.rule_name IS NULL
    GROUP BY wanted.rule_name
    HAVING min(switch.is_off) = 1
),
-- Without the setting: every file that Core's log has for an hour or more.
finish AS MATERIALIZED (
    SELECT shape.package_id AS package_id, minute.minute AS minute, sum(minute.count) AS scans
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82
        AND shape.component = 'core.workflow'
        AND NOT EXISTS (SELECT 1 FROM switch)
    GROUP BY shape.package_id, minute.minute
),
stretch AS MATERIALIZED (
    SELECT failed.package_id AS package_id, min(failed.finished_us) AS first_us,
        max(failed.finished_us) AS last_us, count(*) AS files
    FROM failed
    WHERE failed.locator_id IS NULL AND NOT failed.has_answers
        -- A lasting failure of an engine is closer than a setting that nobody has seen.
        AND failed.package_id NOT IN (
            SELECT engine.package_id FROM engine
            WHERE engine.state IN ('failed', 'temporary failed', 'permanently failed'))
    GROUP BY failed.package_id
    HAVING count(*) >= :least
        AND max(failed.finished_us) - min(failed.finished_us) >= :least_minutes * 60000000
        AND count(*) = (
            SELECT sum(finish.scans) FROM finish
            WHERE finish.package_id = failed.package_id
                AND finish.minute BETWEEN min(failed.finished_us) / 60000000
                    AND max(failed.finished_us) / 60000000)
),
fits AS MATERIALIZED (
    SELECT failed.*, chosen.switch_id AS switch_id, 'likely' AS confidence,
        'The configuration has Metascan switched off for these files' AS how
    FROM failed
    JOIN chosen ON chosen.rule_name IS failed.rule_name
    WHERE NOT failed.has_answers
    UNION ALL
    SELECT failed.*, NULL, 'possible',
        'In Core''s log every single file of more than an hour ended as *Not Scanned*'
    FROM failed
    JOIN stretch ON stretch.package_id = failed.package_id
    WHERE failed.locator_id IS NULL AND NOT failed.has_answers
    UNION ALL
    -- A result body that counts no engine, while no engine is known to be down.
    SELECT failed.*, NULL, 'possible', 'The results name no engine that was asked'
    FROM failed
    JOIN scan_detail AS detail ON detail.scan_id = failed.scan_id
    WHERE failed.locator_id IS NOT NULL
        AND detail.key = 'scan_results.total_avs'
        AND detail.value = '0'
        AND NOT EXISTS (SELECT 1 FROM switch)
        AND NOT EXISTS (
            SELECT 1 FROM engine
            WHERE engine.state <> 'running'
                AND engine.from_us <= failed.finished_us
                AND coalesce(engine.to_us, failed.finished_us) >= failed.from_us)
)
SELECT
    fits.subject AS subject,
    CASE piece.column1 WHEN 1 THEN fits.evidence ELSE switch.evidence END AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    coalesce('setting/' || fits.switch_id, first_value(fits.evidence) OVER (
        PARTITION BY fits.switch_id, fits.how ORDER BY fits.finished_us, fits.scan_id)) AS cause,
    fits.finished_us AS time_us,
    fits.confidence AS confidence,
    CASE WHEN min(fits.rule_name) OVER (PARTITION BY fits.switch_id, fits.how)
        = max(fits.rule_name) OVER (PARTITION BY fits.switch_id, fits.how)
        THEN fits.rule_name END AS workflow,
    fits.how AS how,
    replace(ltrim(switch.key, '0123456789.'), 'option_values.', '') AS option_key,
    switch.value AS option_value
FROM fits
LEFT JOIN switch ON switch.id = fits.switch_id
JOIN (VALUES (1), (2)) AS piece
WHERE piece.column1 = 1
    OR switch.evidence IS NOT NULL
UNION ALL
SELECT failed.subject, failed.evidence, 'ruled-out', 'engines-answered' AS why_code, NULL,
    failed.finished_us, NULL, NULL, NULL, NULL, NULL
FROM failed
WHERE failed.has_answers
