-- Files that were gone or locked for one engine while Core held them, so that something took them.
WITH told AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.finished_us AS finished_us,
        sign_scan.sign = 'removed' AS removed,
        sign_scan.evidence AS evidence,
        coalesce(own.engine, named.value) AS engine,
        -- Uploads lie in Core's own folder; a path that Core was given may be gone by itself.
        EXISTS (
            SELECT 1 FROM engine_result AS other
            WHERE other.scan_id = scan.id AND other.result_code IN (0, 1, 2, 22)
        ) OR scan.user_agent = 'mdicapserver' OR symptom.event_id IS NOT NULL AS was_there,
        -- What several engines cannot open is no single engine's trouble.
        min(coalesce(own.engine, named.value)) OVER of_scan
            < max(coalesce(own.engine, named.value)) OVER of_scan AS by_several,
        row_number() OVER (
            PARTITION BY symptom.id ORDER BY sign_scan.sign = 'removed' DESC, sign_scan.evidence)
            AS place
    FROM sign_scan
    CROSS JOIN symptom ON symptom.scan_id = sign_scan.scan_id
        AND symptom.family = 'failed-to-scan'
    CROSS JOIN scan ON scan.id = symptom.scan_id
    LEFT JOIN engine_result AS own ON own.scan_id = sign_scan.scan_id
        AND own.evidence = sign_scan.evidence
    -- Without a result the engine's own log may name the scan.
    LEFT JOIN field AS named ON named.record_id = CASE sign_scan.how
            WHEN 'record' THEN CAST(substr(sign_scan.evidence, 8) AS INTEGER) END
        AND lower(named.key) IN ('enginename', 'engine')
    WHERE scan.result_code IN (3, 10, 24)
        -- Only an engine is asked to open an upload; an archiver says so of what is no archive.
        AND (sign_scan.sign <> 'unopened' OR own.message NOT LIKE '%archive%'
            OR named.value <> '' AND (SELECT record.message FROM record
                WHERE record.id = named.record_id) NOT LIKE '%as archive%')
    WINDOW of_scan AS (PARTITION BY symptom.id)
),
pattern AS MATERIALIZED (
    SELECT count(DISTINCT told.scan_id) AS files, count(DISTINCT told.engine) AS engines,
        max(told.engine IS NULL) AS by_core
    FROM told
    WHERE NOT told.removed AND told.was_there
),
judged AS (
    SELECT told.*, pattern.engines AS engines,
        CASE
            WHEN told.removed OR told.by_several THEN NULL
            WHEN pattern.files < :least THEN 'few'
            WHEN pattern.engines = 0 THEN 'core'
            WHEN pattern.engines + pattern.by_core < 2 THEN 'one'
        END AS against
    FROM told
    JOIN pattern
    WHERE told.place = 1
        -- How it came is not known: then as the uploads that met the same.
        AND (told.removed OR told.was_there OR told.by_several AND pattern.files > 0)
),
-- Uploads of which no engine's words are known.
unsaid AS MATERIALIZED (
    SELECT symptom.subject AS subject, scan.id AS scan_id, scan.finished_us AS finished_us,
        symptom.event_id IS NOT NULL OR scan.user_agent = 'mdicapserver' AS was_there
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 24)
        AND NOT EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = scan.id)
        AND scan.id NOT IN (SELECT told.scan_id FROM told)
),
-- What engines say in logs that name no scan.
nameless AS MATERIALIZED (
    SELECT named.value AS engine, sign_record.evidence AS evidence,
        sign_record.time_us AS time_us, sign_record.time_us / 1000000 + step.column1 AS second
    FROM sign_record
    JOIN field AS named ON named.record_id = sign_record.record_id
        AND lower(named.key) IN ('enginename', 'engine')
    CROSS JOIN record ON record.id = sign_record.record_id
    JOIN (VALUES (-1), (0), (1)) AS step
    WHERE sign_record.data_id_text IS NULL
        AND record.message NOT LIKE '%as archive%'
),
-- Several engines at the very moment at which such a scan ended.
moment AS MATERIALIZED (
    SELECT unsaid.subject AS subject, unsaid.scan_id AS scan_id,
        unsaid.finished_us AS finished_us, min(nameless.evidence) AS evidence,
        count(DISTINCT nameless.engine) AS engines
    FROM unsaid
    JOIN nameless ON nameless.second = unsaid.finished_us / 1000000
        AND abs(nameless.time_us - unsaid.finished_us) <= :moment_ms * 1000
    WHERE unsaid.was_there
    GROUP BY unsaid.subject, unsaid.scan_id
    HAVING count(DISTINCT nameless.engine) > 1
)
SELECT
    judged.subject AS subject,
    judged.evidence AS evidence,
    CASE WHEN judged.against IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE judged.against WHEN 'few' THEN 'too-few' WHEN 'core' THEN 'core-only'
        WHEN 'one' THEN 'one-engine-only' END AS why_code,
    first_value(judged.evidence) OVER (
        PARTITION BY judged.removed, judged.against
        ORDER BY judged.finished_us, judged.scan_id) AS cause,
    judged.finished_us AS time_us,
    CASE WHEN judged.removed THEN 'likely' ELSE 'possible' END AS confidence,
    nullif(judged.removed, 0) AS removed,
    nullif(max(judged.engines, 1), 1) AS engines
FROM judged
UNION ALL
SELECT moment.subject, moment.evidence, 'fits', NULL,
    first_value(moment.evidence) OVER (ORDER BY moment.finished_us, moment.scan_id),
    moment.finished_us, 'possible', NULL, max(moment.engines) OVER ()
FROM moment
UNION ALL
-- What the engines said is not known.
SELECT unsaid.subject, NULL, 'undetermined', 'no-words' AS why_code, NULL, unsaid.finished_us, NULL,
    NULL, NULL
FROM unsaid
WHERE unsaid.scan_id NOT IN (SELECT moment.scan_id FROM moment)
