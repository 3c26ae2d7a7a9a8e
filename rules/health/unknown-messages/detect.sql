-- Logs of which this tool understands too little to be trusted.
WITH log AS MATERIALIZED (
    SELECT entry.id, entry.package_id, entry.path, entry.source, entry.lines, entry.records,
        entry.unparsed_lines
    FROM entry
    WHERE entry.source IN ('core-log', 'icap-log', 'engine-log')
        AND entry.records > 0
),
blind AS MATERIALIZED (
    -- Logs of Core without a single line that was read as the end of a scan.
    SELECT min(log.id) AS id, log.package_id, min(log.path) AS path, sum(log.records) AS records
    FROM log
    WHERE log.source = 'core-log'
        AND NOT EXISTS (
            SELECT 1 FROM shape
            WHERE shape.package_id = log.package_id AND (
                (shape.msgid = 82 AND shape.component LIKE 'core.%')
                OR shape.text LIKE 'Processing finished%' OR shape.text LIKE 'Scan finished%'
            )
        )
    GROUP BY log.package_id
),
odd AS (
    -- Lines that fit no form, or whose component no documented product part has.
    SELECT log.id, log.package_id, log.path, log.lines, log.unparsed_lines AS odd,
        'lines' AS what,
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
    SELECT min(log.id), log.package_id, min(log.path), sum(log.records), strange.odd,
        'components', strange.record_id
    FROM log
    JOIN (
        SELECT
            shape.package_id, sum(shape.count) AS odd,
            (
                SELECT min(by_shape.record_id) FROM by_shape
                WHERE by_shape.shape_id = min(shape.id)
            ) AS record_id
        FROM shape
        WHERE shape.component IS NOT NULL
            AND shape.component NOT GLOB 'core.*' AND shape.component NOT GLOB 'icap.*'
            AND shape.component NOT GLOB 'agent.*' AND shape.component NOT GLOB 'common.*'
            AND shape.component NOT GLOB 'engine*' AND shape.component NOT GLOB 'nginx*'
            AND shape.component NOT GLOB 'mgmt.*' AND shape.component NOT GLOB 'postgres*'
            -- Other programs write to the system's log, which intake marks; names of events of
            -- Windows have another form.
            AND shape.component NOT GLOB 'syslog.*'
            AND shape.component GLOB '[a-z]*.[a-z]*' AND shape.component NOT GLOB '* *'
        GROUP BY shape.package_id
    ) AS strange ON strange.package_id = log.package_id
    GROUP BY log.package_id
    HAVING strange.odd * 100 >= sum(log.records) * :share_percent
        AND strange.odd >= :least_lines
    UNION ALL
    -- Core took files in and its log covers that time, yet no line was read as the end of a scan.
    SELECT min(blind.id), blind.package_id, min(blind.path), min(blind.records), count(*), 'scans',
        min(http_request.id)
    FROM blind
    JOIN coverage ON coverage.package_id = blind.package_id AND coverage.source = 'core-log'
    JOIN shape ON shape.package_id = blind.package_id AND shape.component = 'nginx.access'
        AND shape.text LIKE 'POST % 200'
    JOIN by_shape ON by_shape.shape_id = shape.id
    JOIN http_request ON http_request.id = by_shape.record_id
        AND http_request.time_us BETWEEN coverage.from_us AND coverage.to_us
        AND (http_request.path = '/file' OR http_request.path LIKE '/file?%')
    JOIN entry ON entry.id = http_request.entry_id AND entry.source = 'core-nginx'
    GROUP BY blind.package_id
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
    iif(odd.what = 'lines', odd.path, NULL) AS log,
    odd.odd,
    odd.lines,
    CASE odd.what
        WHEN 'lines' THEN 'lines of ' || odd.path || ' fit no form that is known'
        WHEN 'components' THEN 'records come from parts of the product that are not known'
        ELSE 'submissions were taken in, and no line was read as the end of a scan'
    END AS finding
FROM odd
JOIN package ON package.id = odd.package_id
WHERE odd.record_id IS NOT NULL
