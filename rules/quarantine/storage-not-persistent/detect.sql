-- Quarantine items from before a container's start that are gone after it, where no volume is known.
WITH list AS MATERIALIZED (
    SELECT entry.id AS id, entry.last_us AS last_us
    FROM entry
    WHERE entry.source = 'quarantine-list'
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
path AS MATERIALIZED (
    SELECT setting.value AS path, setting.evidence AS evidence
    FROM setting
    WHERE (setting.key = 'STORAGE_PATH'
        OR setting.key IN ('quarantinepath', 'data_directory')
            AND setting.value LIKE '/opt/ometascan/%')
    ORDER BY setting.key <> 'STORAGE_PATH', setting.id
    LIMIT 1
),
volume AS MATERIALIZED (
    SELECT min(fact.evidence) AS evidence
    FROM path
    JOIN fact ON fact.key LIKE 'disk./%.size_bytes'
        AND path.path || '/' LIKE substr(fact.key, 6, length(fact.key) - 16) || '/%'
),
-- What a list begins with; a row that is kept in other words may be of any time.
held AS MATERIALIZED (
    SELECT sight.list_id AS list_id, min(coalesce(sight.time_us, 0)) AS oldest_us,
        'locator/' || min(sight.locator_id) AS evidence
    FROM sight
    GROUP BY sight.list_id
),
start AS MATERIALIZED (
    SELECT service_run.started_us AS started_us, service_run.start_evidence AS evidence
    FROM service_run
    WHERE service_run.product = 'core'
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
-- Files that Core's own log misses soon after a start, by their ids.
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
        service_run.started_us AS started_us, service_run.start_evidence AS start_evidence,
        blocked.scan_id AS scan_id, blocked.finished_us AS finished_us,
        blocked.evidence AS scan_evidence,
        row_number() OVER (PARTITION BY sign_record.record_id
            ORDER BY service_run.started_us DESC, blocked.finished_us DESC) AS place
    FROM sign_record
    JOIN service_run ON service_run.product = 'core'
        AND service_run.package_id = sign_record.package_id
        AND sign_record.time_us BETWEEN service_run.started_us
            AND service_run.started_us + :soon_minutes * 60000000
    LEFT JOIN blocked ON blocked.data_id_text = sign_record.data_id_text
    WHERE sign_record.data_id_text <> ''
        AND coalesce(blocked.finished_us < service_run.started_us, 1)
),
lost AS (
    -- A later list that begins after the start has nothing from before it.
    SELECT 'quarantine-item/' || sight.item_id AS subject, sight.evidence AS evidence,
        held.evidence AS other_evidence,
        start.evidence AS start_evidence, start.started_us AS started_us,
        sight.time_us AS time_us,
        iif(held.oldest_us < start.started_us, 'older-ones-stay', NULL) AS why,
        max(coalesce(sight.pinned, 0)) OVER (PARTITION BY early.id) AS is_sure, 0 AS is_told
    FROM list AS early
    JOIN list AS late ON late.last_us > early.last_us
    JOIN start ON start.started_us = (SELECT max(other.started_us) FROM start AS other
        WHERE other.started_us BETWEEN early.last_us AND late.last_us)
    JOIN held ON held.list_id = late.id
    JOIN sight ON sight.list_id = early.id
    LEFT JOIN sight AS kept ON kept.sha256 = sight.sha256
        AND kept.list_id = late.id
    WHERE kept.list_id IS NULL
        AND sight.sha256 IS NOT NULL
    UNION ALL
    SELECT coalesce((SELECT 'file/' || file_link.file_id FROM file_link
            WHERE file_link.row_id = missed.scan_id AND file_link.kind = 'scan'
            ORDER BY file_link.strength DESC, file_link.file_id LIMIT 1),
            'scan/' || missed.scan_id), missed.evidence, missed.asked_evidence,
        start.evidence, start.started_us, missed.finished_us,
        CASE WHEN missed.asked_us - missed.finished_us > retention.hours * 3600000000
            THEN 'old-enough' END,
        retention.hours IS NOT NULL, 0
    FROM missed
    JOIN start ON start.started_us = (SELECT max(other.started_us) FROM start AS other
        WHERE other.started_us <= missed.asked_us)
    LEFT JOIN retention
    WHERE missed.place = 1
        AND missed.finished_us < start.started_us
    UNION ALL
    SELECT coalesce((SELECT 'file/' || file_link.file_id FROM file_link
            WHERE file_link.row_id = told.scan_id AND file_link.kind = 'scan'
            ORDER BY file_link.strength DESC, file_link.file_id LIMIT 1),
            'scan/' || told.scan_id, 'package/' || told.package_id), told.evidence,
        told.scan_evidence, told.start_evidence, told.started_us, told.finished_us, NULL, 0, 1
    FROM told
    WHERE told.place = 1
),
judged AS (
    SELECT lost.*, path.path AS path, path.evidence AS path_evidence,
        CASE WHEN volume.evidence IS NOT NULL THEN 'has-volume' ELSE lost.why END AS why_code
    FROM lost
    -- What Core says itself needs no container to be true.
    LEFT JOIN path
    JOIN volume
    WHERE path.path IS NOT NULL OR lost.is_told
)
SELECT
    judged.subject AS subject,
    piece.value AS evidence,
    CASE WHEN judged.why_code IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    judged.why_code AS why_code,
    judged.start_evidence AS cause,
    judged.time_us AS time_us,
    CASE WHEN judged.is_sure THEN 'likely' ELSE 'possible' END AS confidence,
    judged.started_us AS started_us,
    judged.path AS path,
    nullif(max(judged.is_told) OVER (PARTITION BY judged.start_evidence), 0) AS told
FROM judged
JOIN json_each(json_array(judged.evidence, judged.other_evidence, judged.start_evidence,
    judged.path_evidence)) AS piece ON piece.value IS NOT NULL
