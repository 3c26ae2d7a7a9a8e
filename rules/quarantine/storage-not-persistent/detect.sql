-- Quarantine items from before a container's start that are gone after it, where no volume is known.
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
path AS MATERIALIZED (
    SELECT setting.value AS path, setting.evidence AS evidence
    FROM setting
    WHERE setting.key = 'STORAGE_PATH'
        OR setting.key IN ('quarantinepath', 'data_directory')
            AND setting.value LIKE '/opt/ometascan/%'
    ORDER BY setting.key <> 'STORAGE_PATH', setting.id
    LIMIT 1
),
volume AS MATERIALIZED (
    SELECT min(fact.evidence) AS evidence
    FROM path
    JOIN fact ON fact.key LIKE 'disk./_%.size_bytes'
        AND path.path || '/' LIKE substr(fact.key, 6, length(fact.key) - 16) || '/%'
),
start AS MATERIALIZED (
    SELECT service_run.started_us AS started_us, service_run.start_evidence AS evidence
    FROM service_run
    WHERE service_run.product = 'core'
        AND service_run.started_us IS NOT NULL
        AND service_run.start_evidence IS NOT NULL
        AND EXISTS (SELECT 1 FROM path)
),
retention AS (
    SELECT min(CAST(setting.value AS INTEGER)) AS hours
    FROM setting
    WHERE lower(setting.key) LIKE '%cleanuprange%'
        AND lower(setting.section || setting.key) LIKE '%quarantine%'
),
-- A later list that begins after the start has nothing from before it.
gone AS MATERIALIZED (
    SELECT 'quarantine-item/' || item.id AS subject, item.evidence AS evidence,
        (SELECT min(other.evidence) FROM place JOIN item AS other ON other.id = place.item_id
            WHERE place.list_id = late.id) AS other_evidence,
        start.evidence AS start_evidence, start.started_us AS started_us,
        item.time_us AS time_us,
        CASE WHEN EXISTS (SELECT 1 FROM sight AS kept WHERE kept.list_id = late.id
                AND (kept.item_id IS NULL OR kept.time_us < start.started_us))
            THEN 'older-ones-stay' END AS why,
        max(coalesce(item.pinned, 0)) OVER (PARTITION BY early.id) AS is_sure
    FROM list AS early
    JOIN list AS late ON late.last_us > early.last_us
    JOIN start ON start.started_us = (SELECT max(other.started_us) FROM start AS other
        WHERE other.started_us > early.last_us AND other.started_us <= late.last_us)
    JOIN sight ON sight.list_id = early.id
    JOIN item ON item.id = sight.item_id
    WHERE sight.sha256 NOT IN (SELECT kept.sha256 FROM sight AS kept
        WHERE kept.list_id = late.id AND kept.sha256 IS NOT NULL)
),
wanted AS MATERIALIZED (
    SELECT substr(http_request.path, 13, 64) AS sha256_text, http_request.time_us AS time_us,
        http_request.evidence AS evidence
    FROM http_request
    WHERE http_request.status >= 400
        AND http_request.status = 404
        AND http_request.path LIKE '/quarantine/%/download%'
        AND EXISTS (SELECT 1 FROM start)
),
blocked AS MATERIALIZED (
    SELECT scan.id AS scan_id, scan.sha256_text AS sha256_text,
        max(scan.finished_us) AS finished_us, scan.evidence AS evidence
    FROM unclean_scan
    CROSS JOIN scan ON scan.id = unclean_scan.scan_id
    WHERE EXISTS (SELECT 1 FROM wanted)
        AND scan.allowed = 0
        AND scan.sha256_text IN (SELECT lower(wanted.sha256_text) FROM wanted)
    GROUP BY scan.sha256_text
),
lost AS (
    SELECT gone.* FROM gone
    UNION ALL
    SELECT coalesce((SELECT 'file/' || file_link.file_id FROM file_link
            WHERE file_link.kind = 'scan' AND file_link.row_id = blocked.scan_id
            ORDER BY file_link.strength DESC, file_link.file_id LIMIT 1),
            'scan/' || blocked.scan_id),
        blocked.evidence, wanted.evidence, start.evidence, start.started_us, blocked.finished_us,
        CASE WHEN wanted.time_us - blocked.finished_us > retention.hours * 3600000000
            THEN 'old-enough' END,
        retention.hours IS NOT NULL
    FROM wanted
    JOIN blocked ON blocked.sha256_text = lower(wanted.sha256_text)
    JOIN start ON start.started_us = (SELECT max(other.started_us) FROM start AS other
        WHERE other.started_us <= wanted.time_us)
    JOIN retention
    WHERE blocked.finished_us < start.started_us
)
SELECT
    lost.subject AS subject,
    CASE piece.column1 WHEN 1 THEN lost.evidence WHEN 2 THEN lost.other_evidence
        WHEN 3 THEN lost.start_evidence ELSE path.evidence END AS evidence,
    CASE WHEN lost.why IS NULL AND volume.evidence IS NULL THEN 'fits' ELSE 'ruled-out'
    END AS verdict,
    CASE WHEN volume.evidence IS NOT NULL THEN 'has-volume'
        WHEN lost.why = 'older-ones-stay' THEN 'older-ones-stay'
        WHEN lost.why = 'old-enough' THEN 'old-enough' END AS why_code,
    lost.start_evidence AS cause,
    lost.time_us AS time_us,
    CASE WHEN lost.is_sure THEN 'likely' ELSE 'possible' END AS confidence,
    lost.started_us AS started_us,
    path.path AS path
FROM lost
JOIN path
JOIN volume
JOIN (VALUES (1), (2), (3), (4)) AS piece
WHERE piece.column1 <> 2
    OR lost.other_evidence IS NOT NULL
