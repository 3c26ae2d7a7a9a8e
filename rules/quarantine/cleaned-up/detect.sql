-- Quarantine items that are gone from a later list or from a download, as retention would have it.
WITH list AS MATERIALIZED (
    SELECT entry.id AS id, entry.last_us AS last_us
    FROM entry
    WHERE entry.source = 'quarantine-list'
        AND (SELECT count(*) FROM entry AS other WHERE other.source = 'quarantine-list') > 1
),
item AS MATERIALIZED (
    SELECT quarantine_item.*,
        CAST(substr(quarantine_item.evidence, 9) AS INTEGER) AS locator_id
    FROM quarantine_item
    WHERE quarantine_item.time_us IS NOT NULL
        AND quarantine_item.evidence LIKE 'locator/%'
),
-- The rows of each list. What two lists say in the same words is kept as one item, of one of them.
place AS MATERIALIZED (
    SELECT locator.entry_id AS list_id, locator.text AS text, item.id AS item_id
    FROM list
    CROSS JOIN locator ON locator.entry_id = list.id
    LEFT JOIN item ON item.locator_id = locator.id
    WHERE locator.row IS NOT NULL
        AND locator.key IS NULL
),
sight AS MATERIALIZED (
    SELECT place.list_id AS list_id, coalesce(place.item_id, twin.item_id) AS item_id,
        item.sha256 AS sha256, item.time_us AS time_us, item.pinned AS pinned
    FROM place
    LEFT JOIN place AS twin ON place.item_id IS NULL
        AND twin.text = place.text
        AND twin.item_id IS NOT NULL
    LEFT JOIN item ON item.id = coalesce(place.item_id, twin.item_id)
),
-- Two pages of one export share nothing; two exports of different days share what stayed.
pair AS MATERIALIZED (
    SELECT early.id AS early_id, late.id AS late_id, late.last_us AS last_us,
        (SELECT min(sight.time_us) FROM sight
            WHERE sight.list_id = late.id AND sight.pinned IS NOT 1) AS oldest_us,
        (SELECT min(place.item_id) FROM place WHERE place.list_id = late.id) AS late_item
    FROM list AS early
    JOIN list AS late ON late.last_us > early.last_us
    WHERE EXISTS (SELECT 1 FROM sight JOIN sight AS again ON again.sha256 = sight.sha256
            WHERE sight.list_id = early.id AND again.list_id = late.id)
        AND NOT EXISTS (SELECT 1 FROM sight
            WHERE sight.list_id = late.id AND sight.item_id IS NULL)
),
retention AS MATERIALIZED (
    SELECT min(CAST(setting.value AS INTEGER)) AS hours, min(setting.evidence) AS evidence
    FROM setting
    WHERE lower(setting.key) LIKE '%cleanuprange%'
        AND lower(setting.section || setting.key) LIKE '%quarantine%'
        AND CAST(setting.value AS INTEGER) > 0
),
gone AS MATERIALIZED (
    SELECT 'quarantine-item/' || item.id AS subject, item.evidence AS evidence,
        (SELECT min(other.evidence) FROM item AS other WHERE other.id = pair.late_item)
            AS other_evidence,
        item.time_us AS time_us,
        CASE WHEN item.pinned = 1 THEN 'pinned'
            WHEN pair.oldest_us < item.time_us THEN 'older-ones-stay' END AS why,
        pair.last_us - item.time_us AS age_us
    FROM pair
    JOIN sight ON sight.list_id = pair.early_id
    JOIN item ON item.id = sight.item_id
    WHERE sight.sha256 NOT IN (SELECT kept.sha256 FROM sight AS kept
        WHERE kept.list_id = pair.late_id AND kept.sha256 IS NOT NULL)
),
-- Downloads that Core answered with 404; an answer names the hash of the original file.
wanted AS MATERIALIZED (
    SELECT substr(http_request.path, 13, 64) AS sha256_text, http_request.time_us AS time_us,
        http_request.evidence AS evidence
    FROM http_request
    WHERE http_request.status >= 400
        AND http_request.status = 404
        AND http_request.path LIKE '/quarantine/%/download%'
),
-- The last time each of them was blocked before.
blocked AS MATERIALIZED (
    SELECT scan.id AS scan_id, scan.sha256_text AS sha256_text, scan.finished_us AS finished_us,
        scan.evidence AS evidence
    FROM unclean_scan
    CROSS JOIN scan ON scan.id = unclean_scan.scan_id
    WHERE EXISTS (SELECT 1 FROM wanted)
        AND scan.allowed = 0
        AND scan.sha256_text IN (SELECT lower(wanted.sha256_text) FROM wanted)
),
missed AS MATERIALIZED (
    SELECT blocked.*, wanted.time_us AS asked_us, wanted.evidence AS asked_evidence,
        row_number() OVER (PARTITION BY blocked.sha256_text
            ORDER BY blocked.finished_us DESC, blocked.scan_id, wanted.time_us) AS place
    FROM wanted
    JOIN blocked ON blocked.sha256_text = lower(wanted.sha256_text)
        AND blocked.finished_us < wanted.time_us
),
lost AS (
    SELECT gone.* FROM gone
    UNION ALL
    SELECT coalesce((SELECT 'file/' || file_link.file_id FROM file_link
            WHERE file_link.kind = 'scan' AND file_link.row_id = missed.scan_id
            ORDER BY file_link.strength DESC, file_link.file_id LIMIT 1),
            'scan/' || missed.scan_id), missed.evidence, missed.asked_evidence,
        missed.finished_us,
        CASE WHEN missed.asked_us - missed.finished_us < retention.hours * 3600000000
            THEN 'too-young' END,
        missed.asked_us - missed.finished_us
    FROM missed
    JOIN retention
    WHERE missed.place = 1
)
SELECT
    lost.subject AS subject,
    CASE piece.column1 WHEN 1 THEN lost.evidence WHEN 2 THEN lost.other_evidence
        ELSE retention.evidence END AS evidence,
    CASE WHEN lost.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE lost.why WHEN 'pinned' THEN 'pinned' WHEN 'older-ones-stay' THEN 'older-ones-stay'
        WHEN 'too-young' THEN 'too-young' END AS why_code,
    NULL AS cause,
    lost.time_us AS time_us,
    CASE WHEN lost.age_us >= retention.hours * 3600000000 THEN 'likely' ELSE 'possible' END
        AS confidence,
    retention.hours AS hours
FROM lost
JOIN retention
JOIN (VALUES (1), (2), (3)) AS piece
WHERE CASE piece.column1 WHEN 1 THEN 1 WHEN 2 THEN lost.other_evidence IS NOT NULL
    ELSE retention.evidence IS NOT NULL END
