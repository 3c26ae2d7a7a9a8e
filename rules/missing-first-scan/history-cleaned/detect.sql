-- Files without a first scan that are older than what Core's history keeps.
WITH history AS MATERIALIZED (
    -- The end of a history stands for the time of its export.
    SELECT min(from_us) AS from_us, max(to_us) AS to_us
    FROM coverage
    WHERE source = 'core-history'
),
kept AS MATERIALIZED (
    -- How long scan results are kept; other things have ages of their own.
    SELECT
        setting.evidence, setting.package_id,
        trim(setting.section || ' ' || setting.key) || ' = ' || setting.value AS setting,
        CAST(setting.value AS INTEGER) AS hours
    FROM setting
    JOIN package ON package.id = setting.package_id
    WHERE package.product = 'core'
        AND lower(setting.section || '.' || setting.key) GLOB '*cleanuprange*'
        AND setting.value = printf('%u', setting.value)
        AND NOT EXISTS (
            SELECT 1
            FROM json_each('["quarantin", "audit", "sanitiz", "statistic", "forensic", "dlp"]') AS other
            WHERE instr(lower(setting.section || '.' || setting.key), other.value) > 0
        )
),
missed AS MATERIALIZED (
    SELECT symptom.subject, symptom.time_us, history.from_us AS begins_us,
        coalesce(package.made_us, history.to_us) - kept.hours * 3600000000 AS limit_us,
        kept.evidence, kept.setting, kept.hours,
        EXISTS (
            SELECT 1 FROM coverage
            WHERE coverage.source = 'core-log'
                AND coverage.from_us <= symptom.window_from_us
                AND coverage.to_us >= symptom.time_us
        ) AS is_logged
    FROM symptom
    JOIN history
    JOIN kept
    JOIN package ON package.id = kept.package_id
    WHERE symptom.family = 'missing-first-scan'
        AND symptom.time_us < history.from_us
)
SELECT
    missed.subject, missed.evidence,
    iif(missed.why IS NULL, 'fits', 'ruled-out') AS verdict,
    missed.why AS why_code,
    iif(missed.why IS NULL, missed.evidence, NULL) AS cause,
    missed.time_us,
    -- A history that begins where the retention ends says the same twice.
    iif(abs(missed.begins_us - missed.limit_us) <= missed.hours * 3600000000 * :slack_percent / 100,
        'likely', 'possible') AS confidence,
    missed.begins_us, missed.setting,
    iif(missed.hours >= 48, (missed.hours / 24) || ' days', missed.hours || ' hours') AS age
FROM (
    SELECT
        missed.*,
        CASE
            WHEN missed.is_logged THEN 'log-would-tell'
            WHEN missed.hours = 0 THEN 'kept-for-good'
            WHEN missed.time_us >= missed.limit_us THEN 'not-old-enough'
        END AS why
    FROM missed
) AS missed
