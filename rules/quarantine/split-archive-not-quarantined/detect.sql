-- Split archives that Core put together and blocked: quarantine does not apply to them.
WITH split AS MATERIALIZED (
    SELECT DISTINCT symptom.subject AS subject, scan.finished_us AS finished_us, scan.evidence AS evidence,
        coalesce(scan.sha256 IN (SELECT quarantine_item.sha256 FROM quarantine_item), 0)
            OR coalesce(scan.data_id IN (SELECT quarantine_item.data_id
                FROM quarantine_item), 0) AS is_kept
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE scan.result_code IN (56, 57, 58, 59)
        AND scan.allowed IS NOT 1
),
list AS (
    SELECT max(quarantine_item.time_us) AS last_us, min(quarantine_item.time_us) AS first_us
    FROM quarantine_item
)
SELECT
    split.subject AS subject,
    split.evidence AS evidence,
    CASE WHEN split.is_kept THEN 'ruled-out' ELSE 'fits' END AS verdict,
    CASE WHEN split.is_kept THEN 'in-quarantine' END AS why_code,
    NULL AS cause,
    split.finished_us AS time_us,
    CASE WHEN split.finished_us BETWEEN list.first_us AND list.last_us THEN 'certain'
        ELSE 'likely' END AS confidence
FROM split
JOIN list
