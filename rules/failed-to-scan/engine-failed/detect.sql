-- Failed scans in which an engine failed by its own word, or during which an engine was down.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
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
-- The engine's own word on this very file.
said AS MATERIALIZED (
    SELECT
        failed.*,
        answer.engine AS engine,
        answer.message AS message,
        answer.evidence AS answer_evidence
    FROM failed
    JOIN engine_result AS answer ON answer.scan_id = failed.scan_id
    WHERE answer.evidence IS NOT NULL
        AND (answer.result_code = 3
            OR answer.result_code = 10 AND coalesce(answer.message, '') <> ''
            -- Without a word of its own it may have been skipped, unless it was down.
            OR answer.result_code = 10 AND EXISTS (
                SELECT 1 FROM down
                WHERE down.engine = answer.engine COLLATE NOCASE
                    AND down.from_us <= failed.to_us
                    AND coalesce(down.to_us, failed.to_us) >= failed.from_us))
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
            SELECT down.cause FROM down
            WHERE down.engine = said.engine COLLATE NOCASE
                AND down.from_us <= said.to_us
                AND coalesce(down.to_us, said.to_us) >= said.from_us
            ORDER BY down.from_us DESC LIMIT 1
        ), first_value(said.answer_evidence) OVER (
            PARTITION BY alike.likeness ORDER BY said.finished_us, said.scan_id, said.engine
        )) AS cause
    FROM said
    JOIN alike ON alike.engine = said.engine
),
-- No engine's word on the file is known, but an engine had failed and not come back.
near AS MATERIALIZED (
    SELECT
        failed.*,
        down.engine AS engine,
        down.message AS message,
        down.evidence AS down_evidence,
        down.cause AS cause,
        down.from_us AS from_moment,
        EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = failed.scan_id)
            AS has_answers
    FROM failed
    JOIN down ON down.package_id = failed.package_id
        AND down.from_us <= failed.to_us
        AND coalesce(down.to_us, failed.to_us) >= failed.from_us
    WHERE failed.scan_id NOT IN (SELECT told.scan_id FROM told)
),
fits AS MATERIALIZED (
    SELECT subject, scan_id, finished_us, evidence, answer_evidence AS second, engine, message,
        cause, 'certain' AS confidence, 0 AS by_time
    FROM told
    UNION ALL
    SELECT near.subject, near.scan_id, near.finished_us, near.evidence, near.down_evidence,
        near.engine, near.message, near.cause,
        CASE WHEN near.start_known THEN 'likely' ELSE 'possible' END, 1
    FROM near
    WHERE NOT near.has_answers
        AND near.from_moment IS NOT NULL
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
        max(CASE WHEN fits.confidence = 'certain' THEN 1 END) OVER (PARTITION BY fits.cause)
            AS told_by_engine
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
    nullif(worded.words_differ, 0) AS words_differ,
    worded.told_by_engine AS told_by_engine,
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
    0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
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
    nullif(coalesce(down.message, ''), ''),
    NULL,
    NULL,
    NULL
FROM down
WHERE down.evidence IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM fits WHERE fits.cause = down.cause)
