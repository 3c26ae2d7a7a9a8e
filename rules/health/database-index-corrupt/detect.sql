-- Indexes of a database that PostgreSQL, or the product in its words, calls damaged.
WITH told AS MATERIALIZED (
    SELECT
        sign_record.package_id, sign_record.evidence, sign_record.time_us,
        -- The name stands in double quotes behind the word index.
        CASE WHEN instr(record.message, 'index "') > 0
            THEN substr(record.message, instr(record.message, 'index "') + 7) END AS rest,
        row_number() OVER (
            PARTITION BY sign_record.package_id ORDER BY sign_record.time_us, sign_record.record_id
        ) AS place
    FROM sign_record
    CROSS JOIN record ON record.id = sign_record.record_id
),
named AS MATERIALIZED (
    SELECT told.package_id, group_concat(told.name, ', ') AS names
    FROM (
        SELECT DISTINCT package_id, substr(rest, 1, instr(rest, '"') - 1) AS name
        FROM told
        ORDER BY 1, 2
    ) AS told
    GROUP BY told.package_id
)
SELECT
    'package/' || told.package_id AS subject,
    told.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || told.package_id AS cause,
    told.time_us,
    package.name AS package,
    CASE package.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END AS product,
    named.names AS "index",
    totals.records,
    totals.from_us,
    totals.to_us
FROM told
JOIN package ON package.id = told.package_id
JOIN (
    SELECT package_id, count(*) AS records, min(time_us) AS from_us, max(time_us) AS to_us
    FROM told
    GROUP BY package_id
) AS totals ON totals.package_id = told.package_id
LEFT JOIN named ON named.package_id = told.package_id
WHERE told.place <= 20
