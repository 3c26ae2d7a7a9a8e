-- Scans that a limit of the workflow's archive handling ended: depth, size, number, time or factor.
WITH kind (code, what, key) AS (
    VALUES
        (9, 'how deeply archives may be nested', '%archive_handling.max_recursion_level'),
        (13, 'the total size of what is extracted', '%archive_handling.max_size_files'),
        (14, 'the number of extracted files', '%archive_handling.max_number_files'),
        (16, 'the time that one archive may take', '%archive_handling.timeout'),
        -- The key is not published; its words are those of the result.
        (60, 'how many times an archive may grow', '%archive%expansion%factor%')
),
limited AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        scan.rule_name AS rule_name,
        kind.code AS code,
        kind.what AS what
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    JOIN kind ON kind.code = scan.result_code
    WHERE symptom.family = 'failed-to-scan'
),
-- The keys of a workflow stand beside its name, some of them within "option_values".
allowance AS MATERIALIZED (
    SELECT kind.code AS code, setting.id AS id, setting.value AS value, owner.value AS workflow
    FROM kind
    JOIN setting ON setting.key LIKE kind.key
    JOIN locator AS place ON place.id = CAST(substr(setting.evidence, 9) AS INTEGER)
    -- Of the same file, since a package may hold several exports.
    LEFT JOIN (setting AS owner
        JOIN locator AS beside ON beside.id = CAST(substr(owner.evidence, 9) AS INTEGER)
    ) ON beside.entry_id = place.entry_id
        AND owner.section = setting.section
        AND owner.key = replace(
            substr(setting.key, 1, instr(setting.key, 'archive') - 1), 'option_values.', ''
        ) || 'name'
),
-- Where several workflows differ, only the one whose name the scan carries says anything.
chosen AS MATERIALIZED (
    SELECT wanted.code AS code, wanted.rule_name AS rule_name, min(allowance.id) AS setting_id
    FROM (SELECT DISTINCT code, rule_name FROM limited) AS wanted
    JOIN allowance ON allowance.code = wanted.code
        AND (allowance.workflow IS NULL OR allowance.workflow = wanted.rule_name
            OR wanted.rule_name IS NULL)
    GROUP BY wanted.code, wanted.rule_name
    HAVING count(DISTINCT allowance.value) = 1
),
caused AS MATERIALIZED (
    SELECT limited.*, chosen.setting_id AS setting_id,
        coalesce('setting/' || chosen.setting_id, first_value(limited.evidence) OVER (
            PARTITION BY limited.code ORDER BY limited.finished_us, limited.scan_id)) AS cause
    FROM limited
    LEFT JOIN chosen ON chosen.code = limited.code AND chosen.rule_name IS limited.rule_name
)
SELECT
    caused.subject AS subject,
    piece.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    caused.cause AS cause,
    caused.finished_us AS time_us,
    caused.what AS what,
    caused.code AS code,
    result_code.label AS label,
    min(caused.rule_name) OVER (PARTITION BY caused.cause) AS workflow,
    nullif(min(caused.rule_name) OVER (PARTITION BY caused.cause)
        <> max(caused.rule_name) OVER (PARTITION BY caused.cause), 0) AS more_workflows,
    substr(setting.key, max(1, instr(setting.key, 'archive'))) AS limit_key,
    setting.value AS limit_value
FROM caused
JOIN result_code ON result_code.code = caused.code
LEFT JOIN setting ON setting.id = caused.setting_id
JOIN json_each(json_array(caused.evidence, setting.evidence)) AS piece ON piece.value IS NOT NULL
