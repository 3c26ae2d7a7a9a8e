-- Files without a first scan whose time no source of Core, or none of ICAP Server, reaches.
WITH wanted AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us,
        coalesce(icap_request.evidence, nutanix_file.evidence, (
            -- A file that a person asks about stands in a list at best.
            SELECT min(fact.evidence) FROM fact
            -- cover: equivalent, only what was asked begins with a path of the share
            WHERE fact.key = 'asked.file'
                AND instr(lower(fact.value), lower(file.path)) = 1
        )) AS evidence
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    JOIN file ON file.id = symptom.subject_id
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
    WHERE symptom.family = 'missing-first-scan'
        AND symptom.time_us IS NOT NULL
),
side AS MATERIALIZED (
    -- All that one product's logs and histories span; without any times it says nothing here.
    SELECT coverage.product, min(coverage.package_id) AS package_id,
        min(coverage.from_us) AS from_us, max(coverage.to_us) AS to_us
    FROM coverage
    WHERE coverage.source IN ('core-log', 'core-history', 'icap-log', 'icap-history')
    GROUP BY coverage.product
    HAVING count(*) = count(coverage.from_us)
),
outside AS (
    SELECT wanted.*, side.product, side.package_id, side.from_us AS covered_from_us, side.to_us AS covered_to_us
    FROM wanted
    JOIN side
    WHERE NOT EXISTS (
        SELECT 1 FROM coverage
        WHERE coverage.product = side.product
            AND coverage.source IN ('core-log', 'core-history', 'icap-log', 'icap-history')
            AND coverage.from_us <= wanted.time_us AND coverage.to_us >= wanted.time_us
    )
),
silent AS (
    -- The source goes on before and after, and says nothing at that time.
    SELECT wanted.*, 'core' AS product, gap.id AS gap_id, gap.from_us AS silent_from_us,
        gap.to_us AS silent_to_us
    FROM wanted
    JOIN gap ON gap.source = 'core-log'
        AND wanted.time_us BETWEEN gap.from_us AND gap.to_us
    WHERE NOT EXISTS (
        SELECT 1 FROM outage
        WHERE outage.product = 'core' AND outage.from_us <= gap.from_us
            AND outage.to_us >= gap.to_us
    )
),
edge AS MATERIALIZED (
    -- Where each side's oldest and newest log records stand, to be opened.
    SELECT side.product, shape.first_us = side.from_us AS is_first,
        'record/' || iif(shape.first_us = side.from_us, min(by_shape.record_id),
            max(by_shape.record_id)) AS evidence
    FROM side
    JOIN package ON package.product = side.product
    JOIN shape ON shape.package_id = package.id
        AND (shape.first_us = side.from_us OR shape.last_us = side.to_us)
    JOIN by_shape ON by_shape.shape_id = shape.id
    GROUP BY side.product, is_first
)
SELECT
    outside.subject, pieces.value AS evidence, 'fits' AS verdict, NULL AS why_code,
    'package/' || outside.package_id AS cause,
    outside.time_us, 'possible' AS confidence,
    iif(outside.product = 'core', 'Core', 'ICAP Server') AS product,
    outside.covered_from_us, outside.covered_to_us, NULL AS silent_from_us, NULL AS silent_to_us
FROM outside
LEFT JOIN edge ON edge.product = outside.product
    AND edge.is_first = (outside.time_us < outside.covered_from_us)
JOIN json_each(json_array(outside.evidence, edge.evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
SELECT
    silent.subject, 'gap/' || silent.gap_id, 'fits', NULL, 'gap/' || silent.gap_id,
    silent.time_us, 'possible', 'Core', NULL, NULL, silent.silent_from_us, silent.silent_to_us
FROM silent
