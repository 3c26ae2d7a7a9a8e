-- Quarantine items that are gone from a later list or from a download, as retention would have it.
WITH list AS MATERIALIZED (
    SELECT entry.id AS id, entry.last_us AS last_us
    FROM entry
    WHERE entry.source = 'quarantine-list' -- cover: equivalent, other documents share no item
),
-- What two lists say of an item in the same words is kept once; its words stand in both.
item AS MATERIALIZED (
    SELECT quarantine_item.*, locator.text AS text
    FROM quarantine_item
    JOIN locator ON locator.id = CAST(substr(quarantine_item.list_evidence, 9) AS INTEGER)
),
sight AS MATERIALIZED (
    SELECT list.id AS list_id, locator.id AS locator_id, item.id AS item_id,
        item.list_evidence AS evidence, item.sha256 AS sha256, item.time_us AS time_us,
        item.pinned AS pinned
    FROM list
    CROSS JOIN locator ON locator.entry_id = list.id
    LEFT JOIN item ON item.text = locator.text
),
-- Two pages of one export share nothing; two exports of different days share what stayed.
shared AS MATERIALIZED (
    SELECT early.list_id AS early_id, late.list_id AS late_id
    FROM sight AS early
    JOIN sight AS late ON late.sha256 = early.sha256
    GROUP BY early.list_id, late.list_id
),
pair AS MATERIALIZED (
    SELECT early.id AS early_id, late.id AS late_id, late.last_us AS last_us,
        min(iif(sight.pinned, NULL, sight.time_us)) AS oldest_us,
        'locator/' || min(sight.locator_id) AS evidence
    FROM shared
    JOIN list AS early ON early.id = shared.early_id
    JOIN list AS late ON late.id = shared.late_id
    JOIN sight ON sight.list_id = late.id
    WHERE late.last_us > early.last_us
    GROUP BY early.id, late.id
    -- A row that is kept in other words may be any of them.
    HAVING count(*) = count(sight.item_id)
),
retention AS MATERIALIZED (
    SELECT CAST(setting.value AS INTEGER) AS hours, setting.evidence AS evidence
    FROM setting
    WHERE lower(setting.section || setting.key) LIKE '%quarantine%cleanuprange%'
        AND CAST(setting.value AS INTEGER) > 0
    ORDER BY hours, setting.id
    LIMIT 1
),
-- Downloads that Core answered with 404; an answer names the hash of the original file.
wanted AS MATERIALIZED (
    SELECT lower(substr(http_request.path, 13, 64)) AS sha256_text, http_request.time_us AS time_us,
        http_request.evidence AS evidence
    FROM http_request
    -- cover: equivalent, 404 is more than that; the index over failed requests is used by these words
    WHERE http_request.status >= 400
        AND http_request.status = 404
        AND http_request.path LIKE '/quarantine/%/download%'
),
-- The last time each of them was blocked before.
missed AS MATERIALIZED (
    SELECT scan.id AS scan_id, scan.finished_us AS finished_us, scan.evidence AS evidence,
        wanted.time_us AS asked_us, wanted.evidence AS asked_evidence,
        row_number() OVER (PARTITION BY scan.sha256_text
            ORDER BY scan.finished_us DESC, scan.id, wanted.time_us) AS place
    FROM unclean_scan
    CROSS JOIN scan ON scan.id = unclean_scan.scan_id
    JOIN wanted ON wanted.sha256_text = scan.sha256_text
        AND wanted.time_us > scan.finished_us
    WHERE scan.allowed = 0
),
-- What Core's log says of a file by its id; the last time that it was blocked before.
blocked AS MATERIALIZED (
    SELECT scan.id AS scan_id, scan.data_id_text AS data_id_text, scan.finished_us AS finished_us,
        scan.evidence AS evidence
    FROM unclean_scan
    CROSS JOIN scan ON scan.id = unclean_scan.scan_id
    WHERE scan.allowed = 0
        -- cover: equivalent, without such a record no scan is wanted, and they need not be read
        AND EXISTS (SELECT 1 FROM sign_record)
),
told AS MATERIALIZED (
    SELECT sign_record.evidence AS evidence, sign_record.package_id AS package_id,
        sign_record.time_us AS time_us, blocked.scan_id AS scan_id,
        blocked.evidence AS scan_evidence,
        row_number() OVER (PARTITION BY sign_record.record_id
            ORDER BY blocked.finished_us DESC) AS place
    FROM sign_record
    LEFT JOIN blocked ON blocked.data_id_text = sign_record.data_id_text
        AND blocked.finished_us <= sign_record.time_us
    WHERE sign_record.data_id_text <> ''
),
lost AS (
    SELECT coalesce((SELECT 'file/' || file_link.file_id FROM file_link
            WHERE file_link.row_id = told.scan_id AND file_link.kind = 'scan'
            ORDER BY file_link.strength DESC, file_link.file_id LIMIT 1),
            'scan/' || told.scan_id, 'package/' || told.package_id) AS subject,
        told.evidence AS evidence, told.scan_evidence AS other_evidence, told.time_us AS time_us,
        NULL AS why, NULL AS age_us, 1 AS is_told
    FROM told
    WHERE told.place = 1
    UNION ALL
    SELECT 'quarantine-item/' || sight.item_id, sight.evidence, pair.evidence, sight.time_us,
        CASE WHEN sight.pinned THEN 'pinned'
            WHEN pair.oldest_us < sight.time_us THEN 'older-ones-stay' END,
        pair.last_us - sight.time_us, 0
    FROM pair
    JOIN sight ON sight.list_id = pair.early_id
    LEFT JOIN sight AS kept ON kept.sha256 = sight.sha256
        AND kept.list_id = pair.late_id
    WHERE kept.list_id IS NULL
        AND sight.sha256 IS NOT NULL
    UNION ALL
    SELECT coalesce((SELECT 'file/' || file_link.file_id FROM file_link
            WHERE file_link.row_id = missed.scan_id AND file_link.kind = 'scan'
            ORDER BY file_link.strength DESC, file_link.file_id LIMIT 1),
            'scan/' || missed.scan_id), missed.evidence, missed.asked_evidence,
        missed.finished_us,
        CASE WHEN missed.asked_us - missed.finished_us < retention.hours * 3600000000
            THEN 'too-young' END,
        missed.asked_us - missed.finished_us, 0
    FROM missed
    LEFT JOIN retention
    WHERE missed.place = 1
)
SELECT
    lost.subject AS subject,
    piece.value AS evidence,
    CASE WHEN lost.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    lost.why AS why_code,
    CASE WHEN lost.is_told THEN first_value(lost.evidence) OVER (
        PARTITION BY lost.is_told ORDER BY lost.time_us, lost.evidence) END AS cause,
    lost.time_us AS time_us,
    CASE WHEN lost.is_told OR lost.age_us >= retention.hours * 3600000000 THEN 'likely'
        ELSE 'possible' END AS confidence,
    nullif(lost.is_told, 0) AS told,
    retention.hours AS hours
FROM lost
LEFT JOIN retention
JOIN json_each(json_array(lost.evidence, lost.other_evidence, retention.evidence)) AS piece
    ON piece.value IS NOT NULL
