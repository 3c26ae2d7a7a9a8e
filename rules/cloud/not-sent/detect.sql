-- Quarantine items that were never sent to MetaDefender Cloud, with the documented reason that fits each.
WITH named AS MATERIALIZED (
    SELECT setting.id AS id, lower(setting.value) AS value, setting.evidence AS evidence,
        lower(replace(replace(replace(replace(setting.section || setting.key, ' ', ''), '_', ''),
            '-', ''), '.', '')) AS words
    FROM setting
),
-- The settings of the page Quarantine, by their words: their written form is not documented.
switch AS MATERIALIZED (
    SELECT named.value IN ('true', '1', 'on', 'yes', 'enabled') AS is_on,
        named.evidence AS evidence
    FROM named
    WHERE named.words LIKE '%auto%send%cloud%'
        AND named.value IN ('true', 'false', '1', '0', 'on', 'off', 'yes', 'no', 'enabled',
            'disabled')
    ORDER BY is_on DESC, named.id
    LIMIT 1
),
interval AS MATERIALIZED (
    SELECT CAST(named.value AS INTEGER) AS seconds, named.evidence AS evidence
    FROM named
    WHERE named.words LIKE '%checkquarantine%newitems%'
        AND CAST(named.value AS INTEGER) > 0
    ORDER BY named.id
    LIMIT 1
),
-- The column of a list of objects stands in each row, filled or not.
item AS MATERIALIZED (
    SELECT quarantine_item.*,
        coalesce(quarantine_item.state_text, quarantine_item.state_us) IS NOT NULL
            OR coalesce(quarantine_item.id IN (SELECT cloud_attempt.item_id
                FROM cloud_attempt), 0)
            OR coalesce(quarantine_item.sha256 IN (SELECT cloud_attempt.sha256
                FROM cloud_attempt), 0) AS is_sent,
        coalesce(instr(locator.text, '"threat_intelligence":'), 0) AS has_column
    FROM quarantine_item
    LEFT JOIN locator
        ON locator.id = CAST(substr(quarantine_item.list_evidence, 9) AS INTEGER)
),
list AS MATERIALIZED (
    SELECT item.package_id AS package_id,
        max(max(coalesce(item.time_us, 0), coalesce(item.state_us, 0))) AS last_us
    FROM item
    GROUP BY item.package_id
    HAVING max(item.is_sent + item.has_column)
),
sent AS MATERIALIZED (
    SELECT item.package_id AS package_id, min(item.time_us) AS first_us, item.evidence AS evidence
    FROM item
    WHERE item.is_sent
    GROUP BY item.package_id
),
judged AS MATERIALIZED (
    SELECT item.*, sent.first_us AS first_sent_us, sent.evidence AS sent_evidence,
        CASE
            WHEN switch.is_on = 0 THEN 'off'
            WHEN switch.is_on AND list.last_us - item.time_us < interval.seconds * 1000000
                THEN 'interval'
            WHEN item.time_us < sent.first_us THEN 'older'
            WHEN switch.is_on AND item.time_us IS NOT NULL THEN 'should-have-been-sent'
        END AS why,
        switch.is_on AS is_on, switch.evidence AS switch_evidence,
        interval.evidence AS interval_evidence, interval.seconds AS seconds
    FROM item
    JOIN list ON list.package_id = item.package_id
    LEFT JOIN sent ON sent.package_id = item.package_id
    LEFT JOIN switch
    LEFT JOIN interval
    WHERE NOT item.is_sent
),
reasoned AS (
    SELECT judged.*,
        CASE judged.why WHEN 'interval' THEN judged.interval_evidence
            WHEN 'older' THEN judged.sent_evidence ELSE judged.switch_evidence END AS reason_evidence
    FROM judged
    WHERE judged.why IS NOT NULL
)
SELECT
    coalesce((SELECT 'file/' || min(file_link.file_id) FROM file_link
        WHERE file_link.row_id = reasoned.id AND file_link.kind = 'quarantine-item'),
        'quarantine-item/' || reasoned.id) AS subject,
    piece.value AS evidence,
    CASE reasoned.why WHEN 'should-have-been-sent' THEN 'ruled-out' ELSE 'fits' END AS verdict,
    CASE reasoned.why WHEN 'should-have-been-sent' THEN 'should-have-been-sent' END AS why_code,
    reasoned.reason_evidence AS cause,
    reasoned.time_us AS time_us,
    CASE WHEN reasoned.why = 'off' THEN 'likely' WHEN reasoned.why = 'older' AND reasoned.is_on
        THEN 'likely' ELSE 'possible' END AS confidence,
    CASE reasoned.why WHEN 'off' THEN 'automatic sending is switched off'
        WHEN 'interval' THEN 'the next check for new items had not come round'
        ELSE 'they are older than the first one that was sent' END AS reason,
    nullif(reasoned.why = 'off', 0) AS is_off,
    iif(reasoned.why = 'interval', reasoned.seconds, NULL) AS interval_seconds,
    iif(reasoned.why = 'older', reasoned.first_sent_us, NULL) AS first_sent_us
FROM reasoned
JOIN json_each(json_array(reasoned.evidence, reasoned.reason_evidence)) AS piece
