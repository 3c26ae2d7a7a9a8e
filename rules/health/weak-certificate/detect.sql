-- Web servers that could not load their certificate since OpenSSL finds it too weak.
WITH told AS MATERIALIZED (
    SELECT
        sign_record.package_id, sign_record.evidence, sign_record.time_us,
        CASE
            WHEN lower(record.message) LIKE '%ca md too weak%' THEN 'ca md too weak'
            WHEN lower(record.message) LIKE '%ee key too small%' THEN 'ee key too small'
            ELSE 'ca key too small'
        END AS words
    FROM sign_record
    CROSS JOIN record ON record.id = sign_record.record_id
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
    min(told.words) OVER of_package AS words,
    count(*) OVER of_package AS records,
    min(told.time_us) OVER of_package AS from_us,
    max(told.time_us) OVER of_package AS to_us
FROM told
JOIN package ON package.id = told.package_id
WINDOW of_package AS (PARTITION BY told.package_id)
