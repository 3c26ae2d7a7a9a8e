-- Scans whose result is 24: the archive engine could not unpack the file.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.locator_id AS locator_id,
        scan.finished_us AS finished_us,
        scan.rule_name AS rule_name,
        -- The label alone says nothing more than the result.
        CASE WHEN scan.blocked_reason NOT IN ('', 'Extraction Failed') THEN scan.blocked_reason END
            AS reason
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 24
),
-- The details stand in the result body, where a quote inside a value is escaped.
detail AS MATERIALIZED (
    SELECT failed.scan_id AS scan_id,
        substr(locator.text, instr(locator.text, '"err_details":"') + 15) AS rest,
        substr(locator.text, instr(locator.text, '"err_category":"') + 16) AS category_rest,
        locator.text LIKE '%"err_category":"%' AS has_category,
        locator.text LIKE '%"err_details":"%' AS has_details
    FROM failed
    JOIN locator ON locator.id = failed.locator_id
    WHERE locator.text LIKE '%"err_category":"%' OR locator.text LIKE '%"err_details":"%'
),
said AS (
    SELECT
        CASE WHEN detail.has_category AND instr(detail.category_rest, '"') > 1
            THEN substr(detail.category_rest, 1, instr(detail.category_rest, '"') - 1) END AS category,
        CASE WHEN detail.has_details AND instr(detail.rest, '"') > 1
            THEN substr(detail.rest, 1, instr(detail.rest, '"') - 1) END AS details,
        failed.reason AS reason
    FROM failed
    LEFT JOIN detail ON detail.scan_id = failed.scan_id
),
counted AS (
    SELECT coalesce(category || ': ' || details, details, reason, category) AS words, count(*) AS files
    FROM said
    GROUP BY 1
    HAVING words IS NOT NULL
    ORDER BY files DESC, words
    LIMIT 3
)
SELECT
    failed.subject AS subject,
    failed.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    failed.finished_us AS time_us,
    (SELECT group_concat(words || CASE WHEN files > 1 THEN ' (' || files || ' times)' ELSE '' END, '; ')
        FROM counted) AS words,
    min(failed.rule_name) OVER () AS workflow,
    nullif(min(failed.rule_name) OVER () <> max(failed.rule_name) OVER (), 0) AS more_workflows
FROM failed
