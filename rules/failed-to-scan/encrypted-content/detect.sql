-- Scans that ended because the content is protected: by the result, or by the words of the archive engine.
WITH kind (code, what, statement) AS (
    VALUES
        (12, 'archives with a password', 'the result is 12, *Encrypted Archive*'),
        (15, 'documents with a password', 'the result is 15, *Password Protected Document*'),
        (66, 'documents under Rights Management', 'the result is 66, *RMS Protected Document*'),
        -- Failures whose words name the password come together.
        (0, 'a password is missing or wrong', 'the result is a failure, and its words name the password')
),
failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        coalesce(own.code, 0) AS code
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    LEFT JOIN kind AS own ON own.code = scan.result_code
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 12, 15, 24, 66)
),
-- Words of the product on a scan, and the details of its extraction.
told AS MATERIALIZED (
    SELECT sign_scan.scan_id, sign_scan.evidence FROM sign_scan
    UNION
    SELECT failed.scan_id, scan_detail.evidence
    FROM failed
    JOIN scan_detail ON scan_detail.scan_id = failed.scan_id
    WHERE scan_detail.key = 'extraction_info.decrypted_status' AND scan_detail.value = 'Failed'
        OR scan_detail.key = 'extraction_info.err_details'
            AND EXISTS (
                SELECT 1 FROM (VALUES ('password%'), ('wrong password%'), ('incorrect password%'),
                    ('invalid password%'), ('no password%')) AS words
                WHERE scan_detail.value LIKE words.column1)
)
SELECT
    failed.subject AS subject,
    piece.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    first_value(failed.evidence) OVER (
        PARTITION BY failed.code ORDER BY failed.finished_us, failed.scan_id
    ) AS cause,
    failed.finished_us AS time_us,
    kind.what AS what,
    kind.statement AS statement,
    nullif(failed.code = 66, 0) AS is_rms
FROM failed
JOIN kind ON kind.code = failed.code
LEFT JOIN told ON told.scan_id = failed.scan_id
JOIN json_each(json_array(failed.evidence, told.evidence)) AS piece ON piece.value IS NOT NULL
WHERE failed.code > 0 OR told.scan_id IS NOT NULL
