-- Blocked files whose content was in the quarantine already, so that they were not added again.
WITH item AS MATERIALIZED (
    -- The first of each content; two exports of one item are one item.
    SELECT quarantine_item.sha256 AS sha256, quarantine_item.data_id AS data_id,
        quarantine_item.list_evidence AS evidence, min(quarantine_item.time_us) AS since_us,
        count(DISTINCT quarantine_item.time_us) AS items
    FROM quarantine_item
    GROUP BY quarantine_item.sha256
),
list AS (
    SELECT max(quarantine_item.time_us) AS last_us FROM quarantine_item
),
blocked AS MATERIALIZED (
    SELECT scan.id AS scan_id, scan.sha256 AS sha256, scan.finished_us AS finished_us,
        scan.evidence AS evidence, item.evidence AS item_evidence, item.since_us AS since_us,
        item.items AS items, scan.result_class IN ('threat', 'policy') AS is_verdict,
        row_number() OVER (PARTITION BY scan.sha256 ORDER BY
            scan.data_id IS NOT item.data_id, abs(scan.finished_us - item.since_us), scan.id) AS place
    FROM item
    CROSS JOIN scan ON scan.sha256 = item.sha256
    WHERE scan.allowed = 0
        AND scan.parent_data_id IS NULL
        -- A scan that was taken back came to no end, and to no quarantine.
        AND scan.result_code NOT IN (19, 56, 57, 58, 59)
),
-- The scan that put it there is the one that is nearest to it; the later ones added nothing.
again AS MATERIALIZED (
    SELECT blocked.*
    FROM blocked
    JOIN blocked AS first ON first.sha256 = blocked.sha256 AND first.place = 1
    WHERE blocked.finished_us > max(first.finished_us, blocked.since_us)
),
-- Core's log says so of a scan by its id.
named AS MATERIALIZED (
    SELECT scan.id AS scan_id, scan.sha256 AS sha256, scan.finished_us AS finished_us,
        scan.evidence AS evidence, min(sign_record.evidence) AS words
    FROM unclean_scan
    CROSS JOIN scan ON scan.id = unclean_scan.scan_id
    JOIN sign_record ON sign_record.data_id_text = scan.data_id_text
    GROUP BY scan.id
),
line AS MATERIALIZED (
    SELECT again.scan_id AS scan_id, again.sha256 AS sha256, again.finished_us AS finished_us,
        again.evidence AS evidence, again.item_evidence AS other_evidence,
        again.items > 1 AS is_added,
        -- That a failure is kept like a verdict is no word of the vendor's.
        CASE WHEN again.finished_us <= list.last_us AND again.is_verdict THEN 'certain'
            ELSE 'possible' END AS confidence
    FROM again
    JOIN list
    -- Each Core has a quarantine; where several have it, the words of the one decide.
    WHERE again.items = 1 OR again.scan_id NOT IN (SELECT named.scan_id FROM named)
    UNION ALL
    SELECT named.scan_id, named.sha256, named.finished_us, named.evidence, named.words, 0, 'likely'
    FROM named
    WHERE named.scan_id NOT IN (SELECT again.scan_id FROM again WHERE again.items = 1)
)
SELECT
    coalesce((SELECT 'file/' || file_link.file_id FROM file_link
    WHERE file_link.row_id = line.scan_id AND file_link.kind = 'scan'
    ORDER BY file_link.strength DESC, file_link.file_id LIMIT 1),
    'scan/' || line.scan_id) AS subject,
    piece.value AS evidence,
    CASE WHEN line.is_added THEN 'ruled-out' ELSE 'fits' END AS verdict,
    CASE WHEN line.is_added THEN 'added-again' END AS why_code,
    NULL AS cause,
    line.finished_us AS time_us,
    line.confidence AS confidence,
    (SELECT count(DISTINCT iif(counted.is_added, NULL, counted.sha256)) FROM line AS counted)
        AS contents
FROM line
JOIN json_each(json_array(line.evidence, line.other_evidence)) AS piece
