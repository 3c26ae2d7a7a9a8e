-- Failed scans in which an engine failed by its own word, or during which an engine was down.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.data_id_text AS data_id_text,
        scan.finished_us AS finished_us,
        scan.evidence AS evidence,
        symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10)
),
-- 231 is an error in an engine; the others are states of /stat/engines that scan nothing.
down AS MATERIALIZED (
    SELECT engine.*, 'engine/' || engine.id AS cause
    FROM engine
    WHERE engine.state IN ('failed', 'temporary failed', 'permanently failed')
),
met AS MATERIALIZED (
    SELECT failed.scan_id AS scan_id, down.*
    FROM failed
    JOIN down ON down.from_us <= failed.to_us
        AND coalesce(down.to_us, failed.to_us) >= failed.from_us
),
-- The engine's own word on this very file.
said AS MATERIALIZED (
    SELECT
        failed.*,
        answer.engine AS engine,
        answer.message AS message,
        answer.evidence AS answer_evidence
    FROM failed
    JOIN engine_result AS answer ON answer.scan_id = failed.scan_id
    WHERE answer.result_code = 3
        -- Without a word of its own it may have been skipped, unless it was down.
        OR answer.result_code = 10 AND (answer.message <> ''
            OR EXISTS (SELECT 1 FROM met WHERE met.scan_id = failed.scan_id
                AND met.engine = answer.engine COLLATE NOCASE))
    UNION ALL
    -- Without a result the engine's own log may name the scan.
    SELECT failed.*, named.value, word.value, sign_record.evidence
    FROM sign_record
    JOIN failed ON failed.data_id_text = sign_record.data_id_text
    JOIN field AS named ON named.record_id = sign_record.record_id
        AND lower(named.key) IN ('enginename', 'engine')
    LEFT JOIN field AS word ON word.record_id = sign_record.record_id
        AND lower(word.key) IN ('reason', 'error', 'err', 'message')
    WHERE NOT EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = failed.scan_id)
),
-- Engines that failed on the same files in the same words are one trouble.
alike AS MATERIALIZED (
    SELECT ordered.engine, min(coalesce(ordered.message, '')) || ':'
        || group_concat(ordered.scan_id) AS likeness
    FROM (SELECT engine, message, scan_id FROM said ORDER BY engine, scan_id) AS ordered
    GROUP BY ordered.engine
),
told AS MATERIALIZED (
    SELECT
        said.*,
        coalesce((
            SELECT met.cause FROM met
            WHERE met.scan_id = said.scan_id AND met.engine = said.engine COLLATE NOCASE
            ORDER BY met.from_us DESC LIMIT 1
        ), first_value(said.answer_evidence) OVER (
            PARTITION BY alike.likeness ORDER BY said.finished_us, said.scan_id, said.engine
        )) AS cause
    FROM said
    JOIN alike ON alike.engine = said.engine
),
fits AS MATERIALIZED (
    SELECT subject, scan_id, finished_us, evidence, answer_evidence AS second, engine, message,
        -- An engine that cannot have its file, or speaks of an update, need not be what failed.
        cause, CASE WHEN EXISTS (
            SELECT 1 FROM (VALUES ('%open%file%'), ('%file%open%'), ('%access%denied%'),
                ('%file%not found%'), ('%no such file%'), ('%read%file%'), ('%updat%')) AS other
            WHERE told.message LIKE other.column1
        ) THEN 'possible' ELSE 'certain' END AS confidence, 0 AS by_time
    FROM told
    UNION ALL
    -- No engine's word on the file is known, but an engine had failed and not come back.
    SELECT failed.subject, failed.scan_id, failed.finished_us, failed.evidence, met.evidence,
        met.engine, met.message, met.cause,
        CASE WHEN failed.start_known THEN 'likely' ELSE 'possible' END, 1
    FROM met
    JOIN failed ON failed.scan_id = met.scan_id
        AND failed.package_id = met.package_id
    WHERE NOT EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = met.scan_id)
        AND met.scan_id NOT IN (SELECT told.scan_id FROM told)
),
named AS MATERIALIZED (
    SELECT cause, group_concat(engine, ', ') AS names, nullif(count(*) > 1, 0) AS several
    FROM (SELECT DISTINCT cause, engine FROM fits ORDER BY cause, engine)
    GROUP BY cause
),
worded AS (
    SELECT
        fits.*,
        named.names AS engine_name,
        named.several AS several,
        min(nullif(fits.message, '')) OVER (PARTITION BY fits.cause) AS words,
        min(nullif(fits.message, '')) OVER (PARTITION BY fits.cause)
            <> max(nullif(fits.message, '')) OVER (PARTITION BY fits.cause) AS words_differ,
        max(fits.confidence = 'certain') OVER (PARTITION BY fits.cause) AS told_by_engine
    FROM fits
    JOIN named ON named.cause = fits.cause
)
SELECT
    worded.subject AS subject,
    CASE piece.column1
        WHEN 'scan' THEN worded.evidence
        WHEN 'second' THEN worded.second
        ELSE down.evidence
    END AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    worded.cause AS cause,
    worded.confidence AS confidence,
    worded.finished_us AS time_us,
    worded.by_time AS by_time,
    down.from_us AS cause_from_us,
    down.to_us AS cause_to_us,
    worded.engine_name AS engine,
    worded.several AS several,
    worded.words AS words,
    iif(length(worded.words) > 50, substr(worded.words, 1, 49) || '…', worded.words) AS said,
    nullif(worded.words_differ, 0) AS words_differ,
    nullif(worded.told_by_engine, 0) AS told_by_engine,
    1 AS victims
FROM worded
LEFT JOIN down ON down.cause = worded.cause
JOIN (VALUES ('scan'), ('second'), ('down')) AS piece
WHERE piece.column1 <> 'down'
    OR down.evidence IS NOT NULL
UNION ALL
-- Where the engines' answers are known and none of them failed, nothing is left to suspect.
SELECT
    failed.subject,
    failed.evidence,
    'ruled-out',
    'engines-answered' AS why_code,
    NULL,
    NULL,
    failed.finished_us,
    0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM failed
WHERE EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = failed.scan_id)
    AND failed.scan_id NOT IN (SELECT told.scan_id FROM told)
UNION ALL
-- An engine is down and no failed scan is known to be its doing.
SELECT
    'engine/' || down.id,
    down.evidence,
    'fits',
    NULL,
    down.cause,
    'certain',
    down.from_us,
    0,
    down.from_us,
    down.to_us,
    down.engine,
    NULL,
    nullif(down.message, ''),
    iif(length(down.message) > 50, substr(down.message, 1, 49) || '…', down.message),
    NULL,
    NULL,
    NULL
FROM down
WHERE NOT EXISTS (SELECT 1 FROM fits WHERE fits.cause = down.cause)
