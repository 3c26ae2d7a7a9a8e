-- Answers 3, 10 and 23 of single engines on files whose overall result is a verdict all the same.
WITH kind (code, did, label) AS (
    VALUES
        (3, 'failed on', '3, failed to scan'),
        (10, 'did not scan', '10, not scanned'),
        (23, 'did not know the type of', '23, file format not supported')
),
answer AS MATERIALIZED (
    SELECT
        scan.id AS scan_id,
        scan.finished_us AS finished_us,
        engine_result.engine AS engine,
        kind.code AS code,
        kind.did AS did,
        kind.label AS label,
        nullif(engine_result.message, '') AS message,
        engine_result.evidence AS evidence
    FROM engine_result
    CROSS JOIN kind ON kind.code = engine_result.result_code
    CROSS JOIN scan ON scan.id = engine_result.scan_id
    WHERE scan.result_class IN ('clean', 'threat', 'policy', 'neutral')
)
SELECT
    coalesce('file/' || (
        SELECT min(file_link.file_id) FROM file_link
        WHERE file_link.kind = 'scan' AND file_link.row_id = answer.scan_id
    ), 'scan/' || answer.scan_id) AS subject,
    answer.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    first_value(answer.evidence) OVER (
        PARTITION BY answer.engine, answer.code ORDER BY answer.finished_us, answer.scan_id
    ) AS cause,
    answer.finished_us AS time_us,
    answer.engine AS engine,
    answer.did AS did,
    answer.label AS code_label,
    min(answer.message) OVER (PARTITION BY answer.engine, answer.code) AS words,
    nullif(answer.code = 23, 0) AS unsupported
FROM answer
