-- Logs of which this tool understands too little to be trusted.
WITH log AS MATERIALIZED (
    SELECT entry.id, entry.package_id, entry.path, entry.lines, entry.records, entry.unparsed_lines
    FROM entry
    WHERE entry.source IN ('core-log', 'icap-log', 'engine-log')
),
strange AS (
    -- Records whose component no documented part of the product has. Other programs write to the
    -- system's log, which intake marks; names of events of Windows have another form.
    SELECT shape.package_id, sum(shape.count) AS odd, min(shape.id) AS shape_id
    FROM shape
    WHERE shape.component GLOB '[a-z]*.[a-z]*'
        AND substr(shape.component, 1, instr(shape.component, '.') - 1) NOT IN ('core', 'icap',
            'agent', 'common', 'engine', 'engine_process', 'nginx', 'mgmt', 'postgres', 'syslog')
    GROUP BY shape.package_id
),
odd AS (
    -- Lines that fit no form.
    SELECT log.package_id, log.path, log.lines, log.unparsed_lines AS odd,
        'lines of ' || log.path || ' fit no form that is known' AS finding,
        (
            SELECT by_shape.record_id
            FROM minute
            JOIN by_shape ON by_shape.shape_id = minute.shape_id
            JOIN record ON record.id = by_shape.record_id AND record.entry_id = log.id
            WHERE minute.entry_id = log.id
            ORDER BY minute.minute, minute.shape_id, by_shape.record_id
            LIMIT 1
        ) AS record_id
    FROM log
    WHERE log.unparsed_lines * 100 >= log.lines * :share_percent
        AND log.unparsed_lines >= :least_lines
    UNION ALL
    SELECT log.package_id, NULL, sum(log.records), strange.odd,
        'records come from parts of the product that are not known',
        (SELECT min(by_shape.record_id) FROM by_shape WHERE by_shape.shape_id = strange.shape_id)
    FROM strange
    JOIN log ON log.package_id = strange.package_id
    GROUP BY log.package_id
    HAVING strange.odd * 100 >= sum(log.records) * :share_percent
        AND strange.odd >= :least_lines
    UNION ALL
    -- Core took files in and its log covers that time, yet no line was read as the end of a scan.
    SELECT coverage.package_id, NULL, NULL, count(*),
        'submissions were taken in, and no line was read as the end of a scan',
        min(http_request.id)
    FROM coverage
    JOIN shape ON shape.package_id = coverage.package_id AND shape.text LIKE 'POST % 200'
    JOIN by_shape ON by_shape.shape_id = shape.id
    JOIN http_request ON http_request.id = by_shape.record_id
    WHERE coverage.source = 'core-log'
        AND http_request.time_us BETWEEN coverage.from_us AND coverage.to_us
        AND (http_request.path = '/file' OR http_request.path LIKE '/file?%')
        AND NOT EXISTS (
            SELECT 1 FROM shape AS ended
            WHERE ended.package_id = coverage.package_id AND (
                (ended.msgid = 82 AND ended.component LIKE 'core.%')
                OR ended.text LIKE 'Processing finished%' OR ended.text LIKE 'Scan finished%'
            )
        )
    GROUP BY coverage.package_id
    HAVING count(*) >= :least_lines
)
SELECT
    'package/' || odd.package_id AS subject,
    'record/' || odd.record_id AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'record/' || odd.record_id AS cause,
    NULL AS time_us,
    package.name AS package,
    odd.path AS log,
    odd.odd,
    odd.lines,
    odd.finding
FROM odd
JOIN package ON package.id = odd.package_id
-- cover: equivalent, where no record was read nothing is taken for a log of the product
WHERE odd.record_id IS NOT NULL
