-- Quarantine items that were never sent to MetaDefender Cloud, with the documented reason that fits each.
WITH name AS MATERIALIZED (
    SELECT setting.id AS id, setting.value AS value, setting.evidence AS evidence,
        lower(replace(replace(replace(replace(setting.section || setting.key, ' ', ''), '_', ''),
            '-', ''), '.', '')) AS words
    FROM setting
),
-- The settings of the page Quarantine, by their words: their written form is not documented.
switch AS MATERIALIZED (
    SELECT lower(name.value) IN ('true', '1', 'on', 'yes', 'enabled') AS is_on,
        name.evidence AS evidence
    FROM name
    WHERE (name.words LIKE '%automatic%send%cloud%' OR name.words LIKE '%autosend%cloud%')
        AND lower(name.value) IN ('true', 'false', '1', '0', 'on', 'off', 'yes', 'no',
            'enabled', 'disabled')
    ORDER BY is_on DESC, name.id
    LIMIT 1
),
interval AS MATERIALIZED (
    SELECT CAST(name.value AS INTEGER) AS seconds, name.evidence AS evidence
    FROM name
    WHERE name.words LIKE '%checkquarantine%newitems%'
        AND CAST(name.value AS INTEGER) > 0
    ORDER BY name.id
    LIMIT 1
),
-- Items of lists: a record has no time at which the item was put into quarantine.
item AS MATERIALIZED (
    SELECT quarantine_item.*,
        coalesce(quarantine_item.state IS NOT NULL OR quarantine_item.state_us IS NOT NULL
            OR quarantine_item.id IN (SELECT cloud_attempt.item_id FROM cloud_attempt
                WHERE cloud_attempt.item_id IS NOT NULL)
            OR quarantine_item.sha256 IN (SELECT cloud_attempt.sha256 FROM cloud_attempt
                WHERE cloud_attempt.sha256 IS NOT NULL)
            -- What looks like a progress is no state of its own in the case file.
            OR locator.text LIKE '%\%%' ESCAPE '\' OR locator.text LIKE '%progress%'
            OR locator.text LIKE '%processing%', 0) AS is_sent,
        locator.text LIKE '%"threat_intelligence":%' AS has_column
    FROM quarantine_item
    LEFT JOIN locator ON quarantine_item.evidence LIKE 'locator/%'
        AND locator.id = CAST(substr(quarantine_item.evidence, 9) AS INTEGER)
    WHERE quarantine_item.time_us IS NOT NULL
),
list AS MATERIALIZED (
    SELECT item.package_id AS package_id,
        max(max(coalesce(item.time_us, 0), coalesce(item.state_us, 0))) AS last_us,
        min(CASE WHEN item.is_sent THEN item.time_us END) AS first_sent_us,
        min(CASE WHEN item.is_sent THEN item.evidence END) AS sent_evidence
    FROM item
    GROUP BY item.package_id
    HAVING max(item.is_sent) OR max(item.has_column)
),
judged AS MATERIALIZED (
    SELECT item.*, list.first_sent_us AS first_sent_us, list.sent_evidence AS sent_evidence,
        CASE
            WHEN switch.is_on = 0 THEN 'off'
            WHEN switch.is_on AND list.last_us - item.time_us < interval.seconds * 1000000
                THEN 'interval'
            WHEN item.time_us < list.first_sent_us THEN 'older'
            WHEN switch.is_on THEN 'should-have-been-sent'
        END AS why,
        switch.is_on AS is_on, switch.evidence AS switch_evidence,
        interval.evidence AS interval_evidence, interval.seconds AS seconds
    FROM item
    JOIN list ON list.package_id = item.package_id
    LEFT JOIN switch
    LEFT JOIN interval
    WHERE NOT item.is_sent
)
SELECT
    coalesce((SELECT 'file/' || file_link.file_id FROM file_link
        WHERE file_link.kind = 'quarantine-item' AND file_link.row_id = judged.id
        ORDER BY file_link.file_id LIMIT 1), 'quarantine-item/' || judged.id) AS subject,
    CASE piece.column1 WHEN 'item' THEN judged.evidence
        ELSE CASE judged.why WHEN 'interval' THEN judged.interval_evidence
            WHEN 'older' THEN judged.sent_evidence ELSE judged.switch_evidence END
    END AS evidence,
    CASE judged.why WHEN 'should-have-been-sent' THEN 'ruled-out' ELSE 'fits' END AS verdict,
    CASE judged.why WHEN 'should-have-been-sent' THEN 'should-have-been-sent' END AS why_code,
    CASE judged.why WHEN 'interval' THEN judged.interval_evidence
        WHEN 'older' THEN judged.sent_evidence ELSE judged.switch_evidence END AS cause,
    judged.time_us AS time_us,
    CASE WHEN judged.why = 'off' THEN 'likely' WHEN judged.why = 'older' AND judged.is_on
        THEN 'likely' ELSE 'possible' END AS confidence,
    CASE judged.why WHEN 'off' THEN 'automatic sending is switched off'
        WHEN 'interval' THEN 'the next check for new items had not come round'
        ELSE 'they are older than the first one that was sent' END AS reason,
    CASE judged.why WHEN 'off' THEN 1 END AS is_off,
    CASE judged.why WHEN 'interval' THEN judged.seconds END AS interval_seconds,
    CASE judged.why WHEN 'older' THEN judged.first_sent_us END AS first_sent_us
FROM judged
JOIN (VALUES ('item'), ('reason')) AS piece
WHERE judged.why IS NOT NULL
