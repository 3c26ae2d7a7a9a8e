-- Scans whose result is 54: the licensed number of sandbox executions was used up.
WITH spent AS (
    SELECT
        symptom.subject AS subject,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        scan.rule_name AS rule_name
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 54
)
SELECT
    spent.subject AS subject,
    spent.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    spent.finished_us AS time_us,
    min(spent.rule_name) OVER () AS workflow,
    nullif(min(spent.rule_name) OVER () <> max(spent.rule_name) OVER (), 0) AS more_workflows
FROM spent
