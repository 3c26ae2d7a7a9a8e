-- Waits of nginx for Core that ended by its own time limit, in the words of its Lua part.
WITH told AS MATERIALIZED (
    SELECT
        sign_record.package_id, sign_record.record_id, sign_record.evidence, sign_record.time_us,
        package.name AS package, package.version,
        CAST(package.version AS INTEGER) * 1000000
            + CAST(substr(package.version, instr(package.version, '.') + 1) AS INTEGER) * 1000
            + CAST(substr(package.version, instr(package.version, '.') + 2 + length(CAST(
                CAST(substr(package.version, instr(package.version, '.') + 1) AS INTEGER) AS TEXT)))
                AS INTEGER) AS release,
        -- One request leaves two such lines of one second.
        count(*) OVER (PARTITION BY sign_record.package_id) AS lines,
        row_number() OVER (
            PARTITION BY sign_record.package_id ORDER BY sign_record.time_us, sign_record.record_id
        ) AS place,
        -- Only the kinds of requests that the product itself has.
        CASE
            WHEN record.message LIKE '%request: "POST /file%' THEN 'POST /file'
            WHEN record.message LIKE '%request: "GET /file%' THEN 'GET /file'
            WHEN record.message LIKE '%request: "GET /admin/schema%' THEN 'GET /admin/schema'
            WHEN record.message LIKE '%request: "___ /admin/%' THEN 'settings (/admin)'
            WHEN record.message LIKE '%request: "GET /stat/%' THEN 'statistics (/stat)'
        END AS asked,
        iif(lower(record.message) LIKE '%read timed out%', 1, 0) AS begins
    FROM sign_record
    CROSS JOIN record ON record.id = sign_record.record_id
    JOIN package ON package.id = sign_record.package_id
)
SELECT
    'package/' || told.package_id AS subject,
    told.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || told.package_id AS cause,
    told.time_us,
    CASE WHEN told.release >= 5012000 AND told.release < 5013002 THEN 'likely' ELSE 'possible' END
        AS confidence,
    told.package,
    told.version,
    CASE WHEN told.release >= 5012000 AND told.release < 5013002 THEN 1 END AS known,
    told.lines,
    totals.requests,
    totals.from_us,
    totals.to_us,
    (
        SELECT often.asked FROM told AS often
        WHERE often.package_id = told.package_id AND often.asked IS NOT NULL
        GROUP BY often.asked
        ORDER BY count(*) DESC, often.asked
        LIMIT 1
    ) AS asked
FROM told
JOIN (
    SELECT package_id, max(sum(begins), count(*) - sum(begins)) AS requests,
        min(time_us) AS from_us, max(time_us) AS to_us
    FROM told
    GROUP BY package_id
) AS totals ON totals.package_id = told.package_id
WHERE told.place <= 20
