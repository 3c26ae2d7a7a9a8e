-- Services that were started several times within an hour, with every start of that time.
WITH start AS (
    SELECT
        service_run.*,
        lag(service_run.id) OVER of_service AS before_id,
        count(*) OVER (
            PARTITION BY service_run.package_id, service_run.product
            ORDER BY service_run.started_us
            RANGE BETWEEN CURRENT ROW AND :window_minutes * 60000000 FOLLOWING
        ) >= :starts AS is_heavy
    FROM service_run
    WINDOW of_service AS (
        PARTITION BY service_run.package_id, service_run.product
        ORDER BY service_run.started_us, service_run.id
    )
),
looping AS (
    -- Those that lie in an hour with enough starts.
    SELECT near.*
    FROM (
        SELECT start.*, max(start.is_heavy) OVER (
                PARTITION BY start.package_id, start.product
                ORDER BY start.started_us
                RANGE BETWEEN :window_minutes * 60000000 PRECEDING AND CURRENT ROW
            ) AS is_near
        FROM start
    ) AS near
    WHERE near.is_near
),
begun AS (
    SELECT
        looping.*,
        looping.started_us - lag(looping.started_us, 1, 0) OVER (
            PARTITION BY looping.package_id, looping.product
            ORDER BY looping.started_us, looping.id
        ) > :window_minutes * 60000000 AS is_first
    FROM looping
),
numbered AS (
    SELECT
        begun.*,
        sum(begun.is_first) OVER (
            PARTITION BY begun.package_id, begun.product
            ORDER BY begun.started_us, begun.id
        ) AS number
    FROM begun
),
told AS (
    SELECT
        numbered.*,
        ended.end_evidence AS before_evidence,
        first_value(numbered.id) OVER of_loop AS first_id,
        count(*) OVER of_whole AS starts,
        min(numbered.started_us) OVER of_whole AS first_start_us,
        max(numbered.started_us) OVER of_whole AS last_start_us,
        sum(coalesce(ended.how_ended IN ('error-shutdown', 'out-of-memory'), 0)) OVER of_whole
            AS breakdowns
    FROM numbered
    LEFT JOIN service_run AS ended ON ended.id = numbered.before_id
    WINDOW
        of_loop AS (
            PARTITION BY numbered.package_id, numbered.product, numbered.number
            ORDER BY numbered.started_us, numbered.id
        ),
        of_whole AS (PARTITION BY numbered.package_id, numbered.product, numbered.number)
)
SELECT
    'service/' || told.id AS subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'service/' || told.first_id AS cause,
    told.started_us AS time_us,
    CASE told.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END AS product,
    package.name AS package,
    told.starts,
    told.first_start_us,
    told.last_start_us,
    nullif(told.breakdowns, 0) AS breakdowns
FROM told
JOIN package ON package.id = told.package_id
JOIN json_each(json_array(told.start_evidence, told.before_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
