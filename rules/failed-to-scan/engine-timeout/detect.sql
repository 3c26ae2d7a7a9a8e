-- Failed scans in which an engine ran out of time: by its words, or by the time it took.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.rule_name AS rule_name,
        scan.finished_us AS finished_us,
        scan.package_id AS package_id,
        -- In tenths of a second, where Core says no more than that it failed.
        CASE WHEN scan.result_code = 3
            AND lower(coalesce(scan.blocked_reason, '')) IN ('', lower(scan.result_label))
            THEN (scan.finished_us - scan.started_us + 50000) / 100000 END AS tenths
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10)
),
-- In minutes, by a public client; the keys of a workflow stand beside its name.
allowance AS MATERIALIZED (
    SELECT setting.id AS id, setting.key AS key, setting.value AS value,
        setting.evidence AS evidence, CAST(setting.value AS INTEGER) * 60000 AS limit_ms,
        owner.value AS workflow
    FROM setting
    JOIN locator AS place ON place.id = CAST(substr(setting.evidence, 9) AS INTEGER)
    -- Of the same file, since a package may hold several exports.
    LEFT JOIN (setting AS owner
        JOIN locator AS beside ON beside.id = CAST(substr(owner.evidence, 9) AS INTEGER)
    ) ON beside.entry_id = place.entry_id
        AND owner.section = setting.section
        AND owner.key = replace(
            substr(setting.key, 1, instr(setting.key, 'scan.filescan') - 1), 'option_values.', ''
        ) || 'name'
    WHERE (setting.key LIKE '%scan.filescan.per_engine_scan_timeout'
            OR setting.key LIKE '%scan.filescan.global_scan_timeout')
        AND CAST(setting.value AS INTEGER) > 0
),
answer AS MATERIALIZED (
    SELECT failed.*, engine_result.engine AS engine, engine_result.scan_ms AS scan_ms,
        nullif(engine_result.message, '') AS message, engine_result.evidence AS second,
        engine_result.evidence IN (SELECT sign_scan.evidence FROM sign_scan)
        -- An engine's trouble with its update or its cloud is no time-out of the scan.
        AND NOT EXISTS (
            SELECT 1 FROM (VALUES ('%update%'), ('%cloud%'), ('%download%'), ('%connect%'),
                ('%licen%'), ('%initiali%')) AS other
            WHERE engine_result.message LIKE other.column1
        ) AS in_words
    FROM failed
    JOIN engine_result ON engine_result.scan_id = failed.scan_id
    WHERE engine_result.result_code IN (3, 10)
),
-- The engine's own time against the limits, where it says nothing else.
met AS MATERIALIZED (
    SELECT answer.*, (
        SELECT min(allowance.id) FROM allowance
        WHERE answer.scan_ms BETWEEN allowance.limit_ms * (100 - :near_percent) / 100
                AND allowance.limit_ms * (100 + :near_percent) / 100 + 1000
            AND (allowance.workflow IS NULL OR allowance.workflow = answer.rule_name)
        ) AS limit_id
    FROM answer
),
-- What an engine's process says of a scan, and not of a look-up or an update of its own.
spoken AS MATERIALIZED (
    SELECT sign_record.*
    FROM sign_record
    CROSS JOIN record ON record.id = sign_record.record_id
    JOIN shape ON shape.id = record.shape_id
    WHERE shape.text LIKE '%scan%'
),
at_minute AS MATERIALIZED (
    SELECT met.engine AS engine, met.scan_ms / 60000 AS minutes
    FROM met
    WHERE met.scan_ms >= 60000 AND met.scan_ms % 60000 < 1000 AND met.message IS NULL
        AND NOT EXISTS (SELECT 1 FROM allowance)
    GROUP BY 1, 2
    HAVING count(*) >= :least
),
-- Failures of which no engine's words are known; and what of them took the same time.
silent AS MATERIALIZED (
    SELECT failed.*
    FROM failed
    WHERE failed.tenths >= :least_seconds * 10
        AND failed.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
        AND NOT EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = failed.scan_id)
        AND NOT EXISTS (
            SELECT 1 FROM spoken
            WHERE failed.finished_us
                BETWEEN spoken.time_us AND spoken.time_us + :at_once_ms * 1000)
),
alike AS MATERIALIZED (
    SELECT silent.package_id AS package_id, silent.tenths AS tenths
    FROM silent
    GROUP BY silent.package_id, silent.tenths
    HAVING count(DISTINCT silent.scan_id) >= :least
),
fits AS MATERIALIZED (
    SELECT met.*, 'certain' AS confidence, 'The engine says so itself in the result' AS how
    FROM met WHERE met.in_words
    UNION ALL
    SELECT met.*, 'likely', 'It failed just as its time ran out'
    FROM met WHERE met.message IS NULL AND met.limit_id IS NOT NULL
    UNION ALL
    SELECT met.*, 'likely', 'Several failures of this engine ended at the same full minute'
    FROM met
    JOIN at_minute ON at_minute.engine = met.engine AND at_minute.minutes = met.scan_ms / 60000
    WHERE met.message IS NULL AND met.scan_ms % 60000 < 1000
    UNION ALL
    SELECT failed.*, NULL, NULL, NULL, sign_scan.evidence, 1, NULL, 'certain',
        'The blocked reason, or a record with the id of the scan, says so'
    FROM failed
    JOIN sign_scan ON sign_scan.scan_id = failed.scan_id
    WHERE (sign_scan.sign = 'scan' AND sign_scan.how <> 'engine'
            OR sign_scan.evidence IN (SELECT spoken.evidence FROM spoken))
        AND failed.scan_id NOT IN (SELECT met.scan_id FROM met WHERE met.in_words)
    UNION ALL
    -- Without an id it is by the instant at which the engine gave up and the scan ended.
    SELECT failed.*, named.value, NULL, NULL, spoken.evidence, 1, NULL, 'likely',
        'The engine said so at the moment at which the scan ended'
    FROM spoken
    JOIN field AS named ON named.record_id = spoken.record_id
        AND lower(named.key) IN ('enginename', 'engine')
    JOIN failed ON failed.package_id = spoken.package_id
        AND failed.finished_us BETWEEN spoken.time_us AND spoken.time_us + :at_once_ms * 1000
    WHERE spoken.data_id_text IS NULL
        AND NOT EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = failed.scan_id)
    UNION ALL
    SELECT silent.*, NULL, silent.tenths * 100, NULL, silent.evidence, 0, NULL, 'possible',
        'They failed after one and the same time, as at a limit'
    FROM silent
    JOIN alike ON alike.package_id = silent.package_id AND alike.tenths = silent.tenths
),
worded AS (
    SELECT fits.*, first_value(fits.second) OVER of_cause AS cause,
        max(fits.scan_ms) OVER of_all / 1000 AS longest_seconds,
        min(fits.message) OVER of_all AS words,
        max(fits.limit_id) OVER of_all AS shown_id
    FROM fits
    WINDOW of_cause AS (PARTITION BY fits.engine, fits.how ORDER BY fits.finished_us, fits.scan_id),
        of_all AS (PARTITION BY fits.engine, fits.how)
)
SELECT
    worded.subject AS subject,
    CASE piece.column1 WHEN 1 THEN worded.evidence WHEN 2 THEN worded.second
        ELSE allowance.evidence END AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    worded.cause AS cause,
    worded.finished_us AS time_us,
    worded.confidence AS confidence,
    worded.engine AS engine,
    worded.how AS how,
    worded.words AS words,
    worded.longest_seconds AS longest_seconds,
    substr(allowance.key, instr(allowance.key, 'scan.filescan')) AS limit_key,
    allowance.value AS limit_value
FROM worded
LEFT JOIN allowance ON allowance.id = worded.shown_id
JOIN (VALUES (1), (2), (3)) AS piece
WHERE piece.column1 < 3
    OR allowance.evidence IS NOT NULL
