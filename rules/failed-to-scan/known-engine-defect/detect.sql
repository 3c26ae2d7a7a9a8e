-- Engines that failed in a way for which the vendor has published a fix.
WITH defect (pattern, by_state, words, did, defect) AS (
    VALUES
        ('avira%', 0, NULL, 'failed to scan files',
            'Avira answered Failed to scan on a sample that it should have scanned'),
        ('k7%', 1, NULL, 'failed permanently', 'K7 failed permanently in some environments'),
        ('cylance%', 0, '%password%', 'failed to scan files with a password',
            'it answered Failed to scan on archives with a password, and now says Not scanned'),
        ('vir.it%', 0, '%password%', 'failed to scan files with a password',
            'it answered Failed to scan on archives with a password, and now says Not scanned'),
        ('virit%', 0, '%password%', 'failed to scan files with a password',
            'it answered Failed to scan on archives with a password, and now says Not scanned')
),
failure AS MATERIALIZED (
    SELECT scan_id, engine, message, evidence
    FROM engine_result
    WHERE result_code = 3
),
-- Answers of such engines on files without a verdict, where no other words contradict.
answer AS MATERIALIZED (
    SELECT failure.engine AS engine, nullif(failure.message, '') AS message,
        coalesce(failure.evidence, scan.evidence) AS evidence, scan.package_id AS package_id,
        scan.finished_us AS finished_us, defect.did AS did, defect.defect AS defect
    FROM defect
    JOIN failure ON failure.engine LIKE defect.pattern
    JOIN scan ON scan.id = failure.scan_id
    WHERE defect.by_state = 0
        AND scan.result_class = 'failure'
        AND (failure.message LIKE defect.words
            OR defect.words IS NULL AND coalesce(failure.message, '') = '')
),
state AS MATERIALIZED (
    SELECT engine.id AS id, engine.engine AS engine, engine.version AS version,
        engine.package_id AS package_id, engine.from_us AS from_us, engine.evidence AS evidence,
        engine.state AS state
    FROM engine
    JOIN defect ON engine.engine LIKE defect.pattern
),
hit AS (
    SELECT answer.engine AS engine, answer.message AS message, answer.evidence AS evidence,
        answer.package_id AS package_id, answer.finished_us AS time_us, answer.did AS did,
        answer.defect AS defect, 1 AS is_answer
    FROM answer
    UNION ALL
    SELECT state.engine, NULL, state.evidence, state.package_id, state.from_us, defect.did,
        defect.defect, NULL
    FROM state
    JOIN defect ON defect.by_state AND state.engine LIKE defect.pattern
    WHERE state.state = 'permanently failed'
),
placed AS MATERIALIZED (
    SELECT hit.*, (
        SELECT max(state.id) FROM state WHERE state.engine = hit.engine COLLATE NOCASE
        ) AS engine_id
    FROM hit
)
SELECT
    coalesce('engine/' || placed.engine_id, 'package/' || placed.package_id) AS subject,
    placed.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    first_value(placed.evidence) OVER of_engine AS cause,
    placed.time_us AS time_us,
    placed.engine AS engine,
    (SELECT state.version FROM state WHERE state.id = placed.engine_id) AS version,
    placed.did AS did,
    placed.defect AS defect,
    nullif(count(placed.is_answer) OVER (PARTITION BY placed.engine, placed.did), 0) AS files,
    min(placed.message) OVER (PARTITION BY placed.engine, placed.did) AS words
FROM placed
WINDOW of_engine AS (PARTITION BY placed.engine, placed.did
    ORDER BY placed.time_us, placed.evidence)
