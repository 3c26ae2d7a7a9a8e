-- Files without a first scan that are older than a history which begins at an upgrade of Core.
WITH history AS MATERIALIZED (
    SELECT package_id, from_us FROM coverage
    WHERE source = 'core-history'
),
missed AS MATERIALIZED (
    -- Before every history's first row, and not told by a log of Core either.
    SELECT symptom.subject, symptom.time_us, (SELECT min(from_us) FROM history) AS begins_us
    FROM symptom
    WHERE symptom.family = 'missing-first-scan'
        AND symptom.time_us < (SELECT min(from_us) FROM history)
        AND NOT EXISTS (
            SELECT 1 FROM coverage
            WHERE coverage.source = 'core-log'
                AND coverage.from_us <= symptom.window_from_us
                AND coverage.to_us >= symptom.time_us
        )
),
left_behind AS MATERIALIZED (
    -- Somebody told the upgrade to leave the history where it was.
    SELECT setting.evidence, setting.key || '=' || setting.value AS setting
    FROM setting
    WHERE upper(setting.key) = 'MIGRATE_HISTORY'
        AND lower(trim(setting.value)) IN ('false', '0', 'no', 'off')
),
moved AS MATERIALIZED (
    -- Core's log tells of an upgrade of its database within a day before the history's first row.
    SELECT sign_episode.evidence, sign_episode.from_us
    FROM sign_episode
    JOIN history ON sign_episode.from_us
        BETWEEN history.from_us - :upgrade_hours * 3600000000 AND history.from_us + 3600000000
    ORDER BY sign_episode.from_us
    LIMIT 1
)
SELECT
    missed.subject, left_behind.evidence, 'fits' AS verdict, NULL AS why_code,
    left_behind.evidence AS cause, missed.time_us, 'likely' AS confidence,
    missed.begins_us, left_behind.setting, NULL AS upgraded_us
FROM missed
CROSS JOIN left_behind
UNION ALL
SELECT missed.subject, moved.evidence, 'fits', NULL, moved.evidence, missed.time_us, 'likely',
    missed.begins_us, NULL, moved.from_us
FROM missed
CROSS JOIN moved
WHERE missed.time_us < moved.from_us
    AND NOT EXISTS (SELECT 1 FROM left_behind)
UNION ALL
-- Core's log covers the day before the history's first row, and no upgrade stands in it.
SELECT missed.subject, NULL, 'ruled-out', 'no-upgrade', NULL, missed.time_us, NULL, NULL, NULL,
    NULL
FROM missed
JOIN coverage ON coverage.source = 'core-log'
    AND coverage.from_us <= missed.begins_us - :upgrade_hours * 3600000000
    AND coverage.to_us >= missed.begins_us
WHERE NOT EXISTS (SELECT 1 FROM left_behind)
    AND NOT EXISTS (SELECT 1 FROM moved)
UNION ALL
-- The history is older than the upgrade, or the file younger: it was kept.
SELECT symptom.subject, sign_episode.evidence, 'ruled-out', 'history-is-older', NULL,
    symptom.time_us, NULL, NULL, NULL, NULL
FROM symptom
JOIN sign_episode ON sign_episode.from_us > symptom.time_us
WHERE symptom.family = 'missing-first-scan'
    AND symptom.time_us >= (SELECT min(from_us) FROM history)
