-- Starts of Core that failed at the extension ekm with the code -610.
WITH told AS MATERIALIZED (
    SELECT
        sign_record.package_id, sign_record.evidence, sign_record.time_us, package.name AS package,
        package.version,
        package.platform = 'linux' OR EXISTS (
            SELECT 1 FROM fact
            WHERE fact.package_id = package.id AND fact.key IN ('os.kernel', 'os.name')
                AND fact.value LIKE '%linux%'
        ) AS linux,
        CAST(package.version AS INTEGER) * 1000
            + CAST(substr(package.version, instr(package.version, '.') + 1) AS INTEGER) AS release
    FROM sign_record
    CROSS JOIN record ON record.id = sign_record.record_id
    JOIN package ON package.id = sign_record.package_id
    WHERE record.message LIKE '%extension: ''ekm''%'
        AND record.message LIKE '%rc: ''-610''%'
)
SELECT
    'package/' || told.package_id AS subject,
    told.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || told.package_id AS cause,
    told.time_us,
    iif(told.release >= 5011 OR told.linux, 'possible', 'likely') AS confidence,
    told.package,
    told.version,
    nullif(told.linux, 0) AS linux,
    count(*) OVER of_package AS records,
    min(told.time_us) OVER of_package AS from_us
FROM told
WINDOW of_package AS (PARTITION BY told.package_id)
