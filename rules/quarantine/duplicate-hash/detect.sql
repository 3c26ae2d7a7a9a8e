-- Blocked files whose content was in the quarantine already, so that they were not added again.
WITH item AS MATERIALIZED (
    SELECT quarantine_item.*,
        count(*) OVER (PARTITION BY quarantine_item.sha256) AS items,
        min(quarantine_item.time_us) OVER (PARTITION BY quarantine_item.sha256) AS since_us
    FROM quarantine_item
    WHERE quarantine_item.sha256 IS NOT NULL
        AND quarantine_item.time_us IS NOT NULL
    -- Two exports of one item are one item.
    GROUP BY quarantine_item.sha256, quarantine_item.time_us
),
list AS (
    SELECT max(item.time_us) AS last_us FROM item
),
blocked AS MATERIALIZED (
    SELECT scan.id AS scan_id, scan.sha256 AS sha256, scan.finished_us AS finished_us,
        scan.evidence AS evidence, item.evidence AS item_evidence, item.since_us AS since_us,
        item.items AS items,
        row_number() OVER (PARTITION BY scan.sha256 ORDER BY
            scan.data_id IS NOT item.data_id, abs(scan.finished_us - item.time_us), scan.id) AS place
    FROM item
    CROSS JOIN scan ON scan.sha256 = item.sha256
    WHERE item.time_us = item.since_us
        AND scan.allowed = 0
        AND scan.parent_data_id IS NULL
        AND scan.result_code NOT IN (56, 57, 58, 59)
),
-- The scan that put it there is the one that is nearest to it; the later ones added nothing.
again AS MATERIALIZED (
    SELECT blocked.*
    FROM blocked
    JOIN blocked AS first ON first.sha256 = blocked.sha256 AND first.place = 1
    WHERE blocked.place > 1
        AND blocked.finished_us > max(first.finished_us, blocked.since_us)
)
SELECT
    coalesce((SELECT 'file/' || file_link.file_id FROM file_link
        WHERE file_link.kind = 'scan' AND file_link.row_id = again.scan_id
        ORDER BY file_link.strength DESC, file_link.file_id LIMIT 1),
        'scan/' || again.scan_id) AS subject,
    CASE piece.column1 WHEN 'scan' THEN again.evidence ELSE again.item_evidence END AS evidence,
    CASE WHEN again.items = 1 THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE WHEN again.items > 1 THEN 'added-again' END AS why_code,
    NULL AS cause,
    again.finished_us AS time_us,
    CASE WHEN again.finished_us <= list.last_us THEN 'certain' ELSE 'possible' END AS confidence,
    (SELECT count(DISTINCT counted.sha256) FROM again AS counted WHERE counted.items = 1) AS contents
FROM again
JOIN list
JOIN (VALUES ('scan'), ('item')) AS piece
