-- Callbacks of Core that failed at TLS.
WITH told AS MATERIALIZED (
    SELECT
        sign_record.package_id, sign_record.evidence, sign_record.time_us,
        count(*) OVER of_package AS records,
        min(sign_record.time_us) OVER of_package AS from_us,
        max(sign_record.time_us) OVER of_package AS to_us,
        row_number() OVER (
            PARTITION BY sign_record.package_id ORDER BY sign_record.time_us, sign_record.record_id
        ) AS place
    FROM sign_record
    WINDOW of_package AS (PARTITION BY sign_record.package_id)
)
SELECT
    'package/' || told.package_id AS subject,
    told.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || told.package_id AS cause,
    told.time_us,
    told.records,
    told.from_us,
    told.to_us
FROM told
WHERE told.place <= 20
