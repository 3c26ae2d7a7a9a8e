-- Failed scans of which Core, or every engine that tells of the file, says that it cannot be read.
WITH spoken AS MATERIALIZED (
    -- An engine's own log is an engine's word as well.
    SELECT sign_scan.*, sign_scan.how = 'engine'
            OR coalesce(sign_record.component LIKE '%engine%', 0) AS by_engine
    FROM sign_scan
    LEFT JOIN sign_record ON sign_record.evidence = sign_scan.evidence
),
told AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.finished_us AS finished_us,
        sign_scan.sign AS sign,
        sign_scan.evidence AS evidence,
        sign_scan.how AS how,
        sign_scan.by_engine AS by_engine,
        -- One word a symptom: Core's own before an engine's.
        row_number() OVER (
            PARTITION BY symptom.id ORDER BY sign_scan.by_engine, sign_scan.sign,
                sign_scan.evidence) AS place
    FROM spoken AS sign_scan
    JOIN symptom ON symptom.scan_id = sign_scan.scan_id
        AND symptom.family = 'failed-to-scan'
    JOIN scan ON scan.id = symptom.scan_id
    WHERE scan.result_code IN (3, 10, 55)
        -- What an engine cannot open may be kept from it alone.
        AND (sign_scan.sign <> 'unopened' OR NOT sign_scan.by_engine)
),
judged AS MATERIALIZED (
    SELECT
        told.*,
        told.by_engine AND EXISTS (
            SELECT 1 FROM engine_result AS answer
            WHERE answer.scan_id = told.scan_id
                AND answer.result_code NOT IN (3, 10, 19, 23)) AS was_read
    FROM told
    WHERE told.place = 1
)
SELECT
    judged.subject AS subject,
    judged.evidence AS evidence,
    CASE WHEN judged.was_read THEN 'ruled-out' ELSE 'fits' END AS verdict,
    CASE WHEN judged.was_read THEN 'others-read-it' END AS why_code,
    first_value(judged.evidence) OVER (
        PARTITION BY judged.sign, judged.by_engine, judged.was_read
        ORDER BY judged.finished_us, judged.scan_id) AS cause,
    judged.finished_us AS time_us,
    -- A log of one engine does not tell what the others met.
    CASE WHEN NOT judged.by_engine THEN 'certain' WHEN judged.how = 'engine' THEN 'likely'
        ELSE 'possible' END AS confidence,
    CASE judged.sign
        WHEN 'path' THEN 'Files were not found where they should be'
        WHEN 'access' THEN 'Files could not be opened for lack of rights'
        WHEN 'unopened' THEN 'Files could not be opened'
        WHEN 'empty' THEN 'Files were empty or came without a length'
        ELSE 'Files are damaged or could not be read'
    END AS what,
    nullif(NOT judged.by_engine, 0) AS by_core,
    nullif(judged.by_engine, 0) AS by_engine
FROM judged
