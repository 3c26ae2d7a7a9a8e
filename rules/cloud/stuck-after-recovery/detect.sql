-- Quarantine items that stayed Unavailable although MetaDefender Cloud took other files afterwards.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.*,
        coalesce(quarantine_item.state_us, quarantine_item.time_us) AS since_us
    FROM symptom
    LEFT JOIN file_link ON file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id
        = CASE symptom.subject_kind WHEN 'file' THEN file_link.row_id ELSE symptom.subject_id END
    WHERE symptom.family = 'cloud'
        AND quarantine_item.state = 'Unavailable'
),
-- Files that Cloud took or was being sent; what a list tells of them was so when it was made.
taken AS MATERIALIZED (
    SELECT cloud_attempt.package_id AS package_id, cloud_attempt.sha256 AS sha256,
        cloud_attempt.started_us AS time_us, cloud_attempt.evidence AS evidence,
        cloud_attempt.status IS NULL AS is_listed, cloud_attempt.outcome = 'ok' AS is_done
    FROM cloud_attempt
    WHERE cloud_attempt.outcome IN ('ok', 'uploading')
        AND coalesce(cloud_attempt.item_id, cloud_attempt.sha256) IS NOT NULL
),
-- The last that was taken, in each list and elsewhere; it says that Cloud works again.
latest AS MATERIALIZED (
    SELECT taken.*, row_number() OVER (PARTITION BY taken.package_id, taken.is_listed
        ORDER BY taken.time_us DESC, taken.evidence) AS place
    FROM taken
    WHERE taken.is_done
),
back AS MATERIALIZED (
    SELECT item.id AS item_id, latest.time_us AS time_us, latest.evidence AS evidence,
        latest.is_listed + (latest.package_id = item.package_id) = 2 AS is_same_list,
        row_number() OVER (PARTITION BY item.id ORDER BY
            latest.is_listed + (latest.package_id = item.package_id) = 2 DESC,
            latest.time_us DESC, latest.evidence) AS place
    FROM item
    JOIN latest ON latest.place = 1
        AND latest.time_us > item.since_us + :apart_minutes * 60000000
),
limits AS (
    SELECT CAST(fact.value AS INTEGER) AS calls_left, fact.evidence AS evidence
    FROM fact
    WHERE fact.key = 'apikey.limits.status.prevention_api'
    ORDER BY calls_left, fact.id
    LIMIT 1
),
judged AS (
    SELECT item.*, back.evidence AS back_evidence, back.time_us AS back_us,
        iif(item.state_us IS NOT NULL, back.is_same_list, 0) AS is_sure,
        -- The last state of a file that is told of several times; the others are history.
        EXISTS (SELECT 1 FROM taken
            WHERE taken.sha256 = item.sha256 AND taken.time_us > item.since_us) AS is_resent
    FROM item
    JOIN back ON back.item_id = item.id
        AND back.place = 1
)
SELECT
    judged.subject AS subject,
    piece.value AS evidence,
    CASE WHEN judged.is_resent THEN 'ruled-out' ELSE 'fits' END AS verdict,
    CASE WHEN judged.is_resent THEN 'sent-since' END AS why_code,
    NULL AS cause,
    judged.time_us AS time_us,
    CASE WHEN judged.is_sure THEN 'certain' ELSE 'possible' END AS confidence,
    max(judged.back_us) OVER () AS back_us,
    limits.calls_left AS calls_left
FROM judged
LEFT JOIN limits
JOIN json_each(json_array(judged.evidence, judged.back_evidence, limits.evidence)) AS piece
    ON piece.value IS NOT NULL
