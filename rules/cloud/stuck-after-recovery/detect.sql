-- Quarantine items that stayed Unavailable although MetaDefender Cloud took other files afterwards.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.*,
        coalesce(quarantine_item.state_us, quarantine_item.time_us) AS since_us
    FROM symptom
    LEFT JOIN file_link ON symptom.subject_kind = 'file'
        AND file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id
        = CASE symptom.subject_kind WHEN 'file' THEN file_link.row_id ELSE symptom.subject_id END
    WHERE symptom.family = 'cloud'
        AND quarantine_item.state = 'Unavailable'
        AND symptom.time_us IS coalesce(quarantine_item.state_us, quarantine_item.time_us)
),
-- Files that Cloud took or was being sent; what a list tells of them was so when it was made.
taken AS MATERIALIZED (
    SELECT cloud_attempt.package_id AS package_id, cloud_attempt.sha256 AS sha256,
        cloud_attempt.started_us AS time_us, cloud_attempt.evidence AS evidence,
        cloud_attempt.status IS NULL AS is_listed,
        cloud_attempt.outcome = 'ok' AS is_done
    FROM cloud_attempt
    WHERE cloud_attempt.started_us IS NOT NULL
        AND (cloud_attempt.outcome = 'ok'
                AND coalesce(cloud_attempt.item_id, cloud_attempt.sha256) IS NOT NULL
            OR cloud_attempt.outcome = 'uploading')
),
-- The last state of a file that records tell of several times; the others are history.
resent AS MATERIALIZED (
    SELECT DISTINCT item.id AS item_id
    FROM item
    JOIN taken ON taken.sha256 = item.sha256 AND taken.time_us > item.since_us
),
-- The last that was taken, in each list and elsewhere; it says that Cloud works again.
latest AS MATERIALIZED (
    SELECT taken.package_id AS package_id, taken.is_listed AS is_listed,
        max(taken.time_us) AS time_us, min(taken.evidence) AS evidence
    FROM taken
    JOIN (SELECT done.package_id AS package_id, done.is_listed AS is_listed,
            max(done.time_us) AS time_us
        FROM taken AS done
        WHERE done.is_done
        GROUP BY done.package_id, done.is_listed) AS last ON last.package_id = taken.package_id
        AND last.is_listed = taken.is_listed AND last.time_us = taken.time_us
    WHERE taken.is_done
    GROUP BY taken.package_id, taken.is_listed
),
back AS MATERIALIZED (
    SELECT item.id AS item_id, latest.time_us AS time_us, latest.evidence AS evidence,
        latest.is_listed AND latest.package_id = item.package_id AS is_same_list,
        row_number() OVER (PARTITION BY item.id ORDER BY
            latest.is_listed AND latest.package_id = item.package_id DESC,
            latest.time_us DESC, latest.evidence) AS place
    FROM item
    JOIN latest ON latest.time_us > item.since_us + :apart_minutes * 60000000
),
known AS (
    SELECT max(back.time_us) AS back_us FROM back WHERE back.place = 1
)
SELECT
    item.subject AS subject,
    CASE piece.column1 WHEN 'item' THEN item.evidence ELSE back.evidence END AS evidence,
    CASE WHEN resent.item_id IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE WHEN resent.item_id IS NOT NULL THEN 'sent-since' END AS why_code,
    NULL AS cause,
    item.time_us AS time_us,
    CASE WHEN item.state_us IS NULL THEN 'possible' WHEN back.is_same_list THEN 'certain'
        ELSE 'possible' END AS confidence,
    known.back_us AS back_us,
    (SELECT min(CAST(fact.value AS INTEGER)) FROM fact
        WHERE fact.key = 'apikey.limits.status.prevention_api') AS calls_left
FROM item
JOIN back ON back.item_id = item.id AND back.place = 1
JOIN known
LEFT JOIN resent ON resent.item_id = item.id
JOIN (VALUES ('item'), ('taken')) AS piece
