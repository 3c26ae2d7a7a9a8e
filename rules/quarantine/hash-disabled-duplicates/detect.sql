-- Contents that stand in one quarantine list more than once, each time put there anew.
WITH item AS MATERIALIZED (
    SELECT quarantine_item.*,
        row_number() OVER (PARTITION BY quarantine_item.package_id, quarantine_item.sha256,
            quarantine_item.time_us, quarantine_item.data_id ORDER BY quarantine_item.id) AS copy
    FROM quarantine_item
    WHERE quarantine_item.sha256 IS NOT NULL
        -- A record tells of a state and of no time at which the item was put there.
        AND quarantine_item.time_us IS NOT NULL
),
-- A row that a list has twice, with one time and one id, is one item on two pages.
again AS MATERIALIZED (
    SELECT item.package_id AS package_id, item.sha256 AS sha256, count(*) AS items
    FROM item
    WHERE item.copy = 1
    GROUP BY item.package_id, item.sha256
    HAVING count(DISTINCT item.time_us) > 1
        OR count(DISTINCT item.data_id) > 1
),
-- The workflow's switch, by its words: its written form is not documented.
switch AS MATERIALIZED (
    SELECT min(setting.evidence) AS evidence
    FROM setting
    WHERE (lower(setting.key) LIKE '%hash%calculat%' OR lower(setting.key) LIKE '%calculat%hash%')
        AND lower(setting.value) IN ('false', '0', 'off', 'no', 'disabled')
)
SELECT
    'quarantine-item/' || item.id AS subject,
    CASE piece.column1 WHEN 'item' THEN item.evidence ELSE switch.evidence END AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || item.package_id AS cause,
    item.time_us AS time_us,
    'likely' AS confidence,
    (SELECT count(*) FROM again AS counted
        WHERE counted.package_id = item.package_id) AS contents,
    CASE WHEN switch.evidence IS NOT NULL THEN 1 END AS seen_off
FROM again
JOIN item ON item.package_id = again.package_id
    AND item.sha256 = again.sha256
    AND item.copy = 1
JOIN switch
JOIN (VALUES ('item'), ('switch')) AS piece
WHERE piece.column1 = 'item'
    OR switch.evidence IS NOT NULL
