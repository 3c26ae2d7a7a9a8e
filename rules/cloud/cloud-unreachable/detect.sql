-- Quarantine items that became Unavailable after three sends in a row did not reach MetaDefender Cloud.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.*
    FROM symptom
    JOIN quarantine_item ON quarantine_item.id = symptom.subject_id
    WHERE symptom.family = 'cloud'
        AND symptom.subject_kind = 'quarantine-item'
        AND quarantine_item.state = 'Unavailable'
    UNION ALL
    SELECT symptom.subject, quarantine_item.*
    FROM symptom
    JOIN file_link ON file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id = file_link.row_id
        AND symptom.time_us IS coalesce(quarantine_item.state_us, quarantine_item.time_us)
    WHERE symptom.family = 'cloud'
        AND symptom.subject_kind = 'file'
        AND quarantine_item.state = 'Unavailable'
),
-- Attempts of an item, by its row or by its hash; apart, so that each finds its index.
own AS MATERIALIZED (
    SELECT item.id AS item_id, item.state_us AS state_us, cloud_attempt.id AS attempt_id
    FROM item
    JOIN cloud_attempt ON cloud_attempt.item_id = item.id
    UNION
    SELECT item.id, item.state_us, cloud_attempt.id
    FROM item
    JOIN cloud_attempt ON cloud_attempt.sha256 = item.sha256
),
-- Words of a network that failed, in an error key of a record about quarantine or cloud.
complaint AS (
    SELECT
        record.id AS record_id,
        record.time_us AS time_us,
        field.value AS message,
        (
            SELECT lower(named.value) FROM field AS named
            WHERE named.record_id = field.record_id
                AND lower(named.key) IN ('sha256', 'sha256sum', 'hash')
            ORDER BY named.position LIMIT 1
        ) AS sha256_text
    FROM shape
    JOIN by_shape ON by_shape.shape_id = shape.id
    JOIN record ON record.id = by_shape.record_id
    JOIN field ON field.record_id = record.id
    WHERE shape.level >= 3
        AND (shape.component LIKE '%quarantine%'
            OR shape.component LIKE '%cloud%'
            OR shape.component LIKE '%threatintel%')
        AND lower(field.key) IN ('err', 'error', 'errormessage', 'reason', 'issue')
        AND (field.value LIKE '%host not found%'
            OR field.value LIKE '%host name not found%'
            OR field.value LIKE '%could not resolve%'
            OR field.value LIKE '%name or service not known%'
            OR field.value LIKE '%connection refused%'
            OR field.value LIKE '%timed out%'
            OR field.value LIKE '%unreachable%'
            OR field.value LIKE '%no route to host%'
            OR field.value LIKE '%proxy%'
            OR field.value LIKE '%TLS%'
            OR field.value LIKE '%SSL%'
            OR field.value LIKE '%service unavailable%'
            OR field.value LIKE '%server is not accessible%')
),
-- Calls and complaints that name no file may have been for any of them.
loose AS MATERIALIZED (
    SELECT every.*, row_number() OVER (
        PARTITION BY every.outcome IN ('unreachable', 'failed')
        ORDER BY every.time_us DESC, every.evidence) AS place
    FROM (
        SELECT cloud_attempt.started_us AS time_us, cloud_attempt.outcome AS outcome,
            coalesce(cloud_attempt.message, '') AS message, cloud_attempt.status AS status,
            cloud_attempt.evidence AS evidence
        FROM cloud_attempt
        WHERE cloud_attempt.item_id IS NULL
            AND cloud_attempt.sha256 IS NULL
            AND cloud_attempt.outcome NOT IN ('uploading', 'unavailable')
        UNION ALL
        SELECT complaint.time_us, 'unreachable', complaint.message, NULL,
            'record/' || complaint.record_id
        FROM complaint
        WHERE complaint.sha256_text IS NULL
    ) AS every
),
-- Every attempt that may be one of the item, with how surely it is.
attempt AS MATERIALIZED (
    SELECT
        item.id AS item_id,
        cloud_attempt.started_us AS time_us,
        cloud_attempt.outcome AS outcome,
        coalesce(cloud_attempt.message, '') AS message,
        cloud_attempt.status AS status,
        cloud_attempt.evidence AS evidence,
        1 AS is_tied
    FROM own
    JOIN item ON item.id = own.item_id
    JOIN cloud_attempt ON cloud_attempt.id = own.attempt_id
    WHERE cloud_attempt.outcome NOT IN ('uploading', 'unavailable')
    UNION
    SELECT item.id, complaint.time_us, 'unreachable', complaint.message, NULL,
        'record/' || complaint.record_id, 1
    FROM item
    JOIN complaint ON complaint.sha256_text = item.sha256_text
    UNION
    SELECT item.id, loose.time_us, loose.outcome, loose.message, loose.status, loose.evidence, 0
    FROM item
    JOIN loose ON loose.time_us BETWEEN coalesce(item.time_us, loose.time_us) - 60000000
        AND coalesce(item.state_us, loose.time_us) + 60000000
        -- Of failures at other times a few are enough to say that it is possible.
        OR loose.outcome IN ('unreachable', 'failed') AND loose.place <= :attempts * 4
),
-- Only what happened up to the state counts towards it; what has no time comes last and weakest.
counted AS MATERIALIZED (
    SELECT
        attempt.*,
        max(attempt.time_us) OVER (PARTITION BY attempt.item_id) AS latest_us,
        attempt.outcome IN ('unreachable', 'failed') AS is_failure,
        attempt.time_us BETWEEN coalesce(item.time_us, attempt.time_us) - 60000000
            AND coalesce(item.state_us, attempt.time_us) + 60000000 AS is_in_time
    FROM attempt
    JOIN item ON item.id = attempt.item_id
),
answered AS MATERIALIZED (
    SELECT counted.item_id AS item_id, max(counted.time_us) AS last_us
    FROM counted
    WHERE NOT counted.is_failure
        AND counted.is_in_time
    GROUP BY counted.item_id
),
run AS (
    SELECT
        counted.*,
        count(*) OVER (PARTITION BY counted.item_id) AS failures,
        min(coalesce(counted.is_tied, 0)) OVER (PARTITION BY counted.item_id) AS all_tied,
        min(coalesce(counted.is_in_time, 0)) OVER (PARTITION BY counted.item_id) AS all_in_time,
        first_value(counted.message) OVER latest AS last_message,
        first_value(counted.status) OVER latest AS last_status
    FROM counted
    LEFT JOIN answered ON answered.item_id = counted.item_id
    WHERE counted.is_failure
        AND (answered.last_us IS NULL
            OR counted.time_us > answered.last_us)
        AND (counted.is_in_time
            OR counted.time_us IS NULL
            OR NOT counted.is_tied)
    WINDOW latest AS (
        PARTITION BY counted.item_id ORDER BY counted.time_us DESC, counted.evidence DESC)
),
-- What the last failure says of why.
worded AS (
    SELECT
        run.*,
        CASE
            WHEN last_message LIKE '%curl: (6)%' THEN 'dns'
            WHEN last_message LIKE '%resolve%' THEN 'dns'
            WHEN last_message LIKE '%host not found%' THEN 'dns'
            WHEN last_message LIKE '%host name not found%' THEN 'dns'
            WHEN last_message LIKE '%name or service not known%' THEN 'dns'
            WHEN last_message LIKE '%curl: (5)%' THEN 'proxy'
            WHEN last_message LIKE '%proxy%' THEN 'proxy'
            WHEN last_message LIKE '%curl: (35)%' THEN 'tls'
            WHEN last_message LIKE '%curl: (60)%' THEN 'tls'
            WHEN last_message LIKE '%SSL%' THEN 'tls'
            WHEN last_message LIKE '%TLS%' THEN 'tls'
            WHEN last_message LIKE '%certificate%' THEN 'tls'
            WHEN last_message LIKE '%timed out%' THEN 'timeout'
            WHEN last_message LIKE '%curl: (28)%' THEN 'timeout'
            WHEN last_status = 408 THEN 'timeout'
            WHEN last_status >= 500 THEN 'server'
            WHEN last_message LIKE '%refused%' THEN 'refused'
            ELSE 'other'
        END AS why
    FROM run
    WHERE run.failures >= :attempts
),
-- The other two causes of Unavailable, by licence and by the engine's switch, else its state.
licensed AS (
    SELECT
        CASE
            WHEN max(replace(list.names, char(10) || 'threatintelligenceengine', '')
                LIKE '%' || char(10) || 'threatintelligence%') THEN 1
            -- The inline engine of 5.17.1 has nearly the same name: it decides nothing.
            WHEN max(list.names LIKE '%threatintelligence%') THEN NULL
            WHEN count(*) > 0 THEN 0
        END AS is_licensed
    FROM (
        SELECT char(10) || lower(replace(replace(replace(
            license.engines, ' ', ''), '_', ''), '-', '')) AS names
        FROM license
        JOIN package ON package.id = license.package_id
        WHERE license.engines IS NOT NULL
            AND package.product <> 'icap'
    ) AS list
),
enabled AS (
    SELECT coalesce(
        (
            SELECT max(lower(fact.value) = 'true')
            FROM fact AS named
            JOIN fact ON fact.package_id = named.package_id
                AND fact.key = substr(named.key, 1, length(named.key) - 8) || 'active'
            WHERE named.key LIKE 'stat.%.eng_name'
                AND lower(replace(replace(named.value, ' ', ''), '_', ''))
                    LIKE 'threatintelligence%'
                AND named.value NOT LIKE '%engine%'
        ), (
            SELECT max(engine.state IN ('production', 'running'))
            FROM engine
            WHERE lower(replace(replace(engine.engine, ' ', ''), '_', ''))
                    LIKE 'threatintelligence%'
                AND engine.engine NOT LIKE '%engine%'
                AND engine.to_us IS NULL
        )) AS is_enabled
),
answer AS (
    SELECT DISTINCT counted.item_id AS item_id
    FROM counted
    WHERE counted.is_tied
        AND counted.outcome IN ('refused', 'limit', 'no-key')
        AND counted.time_us IS counted.latest_us
),
judged AS (
    SELECT
        item.*,
        CASE
            WHEN licensed.is_licensed = 0 THEN 'not-licensed'
            WHEN enabled.is_enabled = 0 THEN 'not-enabled'
            WHEN item.id IN (SELECT answer.item_id FROM answer) THEN 'cloud-answered'
        END AS why_not,
        licensed.is_licensed AS is_licensed,
        enabled.is_enabled AS is_enabled
    FROM item
    JOIN licensed
    JOIN enabled
)
SELECT
    judged.subject AS subject,
    CASE piece.column1 WHEN 'item' THEN judged.evidence ELSE worded.evidence END AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    first_value(worded.evidence) OVER of_why AS cause,
    CASE
        WHEN worded.all_tied
            AND worded.all_in_time
            AND judged.is_licensed = 1
            AND judged.is_enabled = 1
            THEN 'certain'
        WHEN worded.all_in_time THEN 'likely'
        ELSE 'possible'
    END AS confidence,
    coalesce(judged.state_us, judged.time_us) AS time_us,
    CASE worded.why
        WHEN 'dns' THEN 'its name could not be resolved'
        WHEN 'proxy' THEN 'the proxy did not let the call through'
        WHEN 'tls' THEN 'the secure connection (TLS) could not be made'
        WHEN 'timeout' THEN 'no answer came in time'
        WHEN 'server' THEN 'it answered with a server error, 5xx'
        WHEN 'refused' THEN 'the connection was refused'
        ELSE 'the attempts failed'
    END AS why,
    nullif(judged.is_licensed IS NULL OR judged.is_enabled IS NULL, 0) AS others_unknown
FROM worded
JOIN judged ON judged.id = worded.item_id
JOIN (VALUES ('item'), ('attempt')) AS piece
WHERE judged.why_not IS NULL
WINDOW of_why AS (PARTITION BY worded.why ORDER BY worded.time_us, worded.evidence)
UNION ALL
SELECT
    judged.subject,
    judged.evidence,
    'ruled-out',
    CASE judged.why_not
        WHEN 'not-licensed' THEN 'not-licensed'
        WHEN 'not-enabled' THEN 'not-enabled'
        WHEN 'cloud-answered' THEN 'cloud-answered'
    END AS why_code,
    NULL,
    NULL,
    coalesce(judged.state_us, judged.time_us),
    NULL,
    NULL
FROM judged
WHERE judged.why_not IS NOT NULL
