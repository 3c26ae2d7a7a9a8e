-- Scans that ended because the content is protected: by the result, or by the words of the archive engine.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.locator_id AS locator_id,
        scan.finished_us AS finished_us,
        scan.result_code AS code
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 12, 15, 24, 66)
),
-- Which words a code stands for; those without a code of their own come together.
kind (code, what, statement) AS (
    VALUES
        (12, 'archives with a password', 'the result is 12, *Encrypted Archive*'),
        (15, 'documents with a password', 'the result is 15, *Password Protected Document*'),
        (66, 'documents under Rights Management', 'the result is 66, *RMS Protected Document*'),
        (0, 'a password is missing or wrong', 'the result is a failure, and its words name the password')
),
protected AS MATERIALIZED (
    SELECT failed.*, failed.code AS kind_code, failed.evidence AS told
    FROM failed
    WHERE failed.code IN (12, 15, 66)
    UNION ALL
    SELECT failed.*, 0, coalesce(sign_scan.evidence, failed.evidence)
    FROM failed
    JOIN sign_scan ON sign_scan.scan_id = failed.scan_id
    WHERE failed.code IN (3, 10, 24)
    UNION ALL
    -- The details of an extraction stand in the result body; a quote inside a value is escaped there.
    SELECT failed.*, 0, failed.evidence
    FROM failed
    JOIN locator ON locator.id = failed.locator_id
    WHERE failed.code = 24
        AND (instr(locator.text, '"decrypted_status":"Failed"') > 0
            OR instr(locator.text, '"err_details":"') > 0
            AND EXISTS (
                SELECT 1 FROM (VALUES ('password%'), ('wrong password%'), ('incorrect password%'),
                    ('invalid password%'), ('no password%')) AS words
                WHERE substr(locator.text, instr(locator.text, '"err_details":"') + 15, 24)
                    LIKE words.column1))
)
SELECT
    protected.subject AS subject,
    protected.told AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    first_value(protected.evidence) OVER (
        PARTITION BY protected.kind_code ORDER BY protected.finished_us, protected.scan_id
    ) AS cause,
    protected.finished_us AS time_us,
    kind.what AS what,
    kind.statement AS statement,
    nullif(protected.kind_code = 66, 0) AS is_rms
FROM protected
JOIN kind ON kind.code = protected.kind_code
