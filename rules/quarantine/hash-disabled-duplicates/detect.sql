-- Contents that stand in one quarantine list more than once, each time put there anew.
WITH item AS MATERIALIZED (
    -- A row that a list has twice, with one time and one id, is one item on two pages.
    SELECT min(quarantine_item.id) AS id, quarantine_item.package_id AS package_id,
        quarantine_item.sha256 AS sha256, quarantine_item.time_us AS time_us,
        quarantine_item.list_evidence AS evidence
    FROM quarantine_item
    -- A record tells of a state and of no time at which the item was put there.
    WHERE quarantine_item.time_us IS NOT NULL
    GROUP BY quarantine_item.package_id, quarantine_item.sha256, quarantine_item.time_us,
        quarantine_item.data_id
),
again AS MATERIALIZED (
    SELECT item.package_id AS package_id, item.sha256 AS sha256,
        count(item.sha256) OVER (PARTITION BY item.package_id) AS contents
    FROM item
    GROUP BY item.package_id, item.sha256
    HAVING count(*) > 1
),
-- The workflow's switch, by its words: its written form is not documented.
switch AS MATERIALIZED (
    SELECT min(setting.evidence) AS evidence
    FROM setting
    WHERE (lower(setting.key) LIKE '%hash%calculat%'
        OR lower(setting.key) LIKE '%calculat%hash%')
        AND lower(setting.value) IN ('false', '0', 'off', 'no', 'disabled')
)
SELECT
    'quarantine-item/' || item.id AS subject,
    piece.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || item.package_id AS cause,
    item.time_us AS time_us,
    'likely' AS confidence,
    again.contents AS contents,
    nullif(switch.evidence IS NOT NULL, 0) AS seen_off
FROM again
JOIN item ON item.package_id = again.package_id
    AND item.sha256 = again.sha256
JOIN switch
JOIN json_each(json_array(item.evidence, switch.evidence)) AS piece ON piece.value IS NOT NULL
