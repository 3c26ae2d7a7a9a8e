-- Scans whose result is 24: the archive engine could not unpack the file.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
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
said AS (
    SELECT
        failed.reason AS reason,
        (SELECT nullif(max(detail.value), '') FROM scan_detail AS detail
            WHERE detail.scan_id = failed.scan_id
                AND detail.key = 'extraction_info.err_category') AS category,
        (SELECT nullif(max(detail.value), '') FROM scan_detail AS detail
            WHERE detail.scan_id = failed.scan_id
                AND detail.key = 'extraction_info.err_details') AS details
    FROM failed
),
counted AS (
    SELECT coalesce(category || ': ' || details, details, reason, category) AS words,
        count(*) AS files
    FROM said
    GROUP BY 1
    HAVING words IS NOT NULL
    ORDER BY files DESC, words
    LIMIT 3
),
quoted AS MATERIALIZED (
    SELECT words || times AS words,
        substr(words, 1, 60) || substr('…', 1, length(words) > 60) || times AS shortened
    FROM (
        SELECT words, CASE WHEN files > 1 THEN ' (' || files || ' times)' ELSE '' END AS times
        FROM counted
    )
)
SELECT
    failed.subject AS subject,
    failed.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    failed.finished_us AS time_us,
    (SELECT shortened FROM quoted LIMIT 1) AS leading,
    (SELECT group_concat(words, '; ') FROM quoted) AS words,
    min(failed.rule_name) OVER () AS workflow,
    nullif(min(failed.rule_name) OVER () <> max(failed.rule_name) OVER (), 0) AS more_workflows
FROM failed
