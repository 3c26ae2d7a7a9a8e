-- Silences of a product log. A gap lasts five minutes and twenty usual pauses of its log at least; the
-- end of a log is none.
SELECT
    'package/' || gap.package_id AS subject,
    'gap/' || gap.id AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || gap.package_id AS cause,
    gap.from_us AS time_us,
    package.name AS package,
    count(*) OVER of_package AS silences,
    max(gap.to_us - gap.from_us) OVER of_package / 60000000 AS longest_minutes,
    first_value(gap.from_us) OVER (
        PARTITION BY gap.package_id ORDER BY gap.to_us - gap.from_us DESC, gap.from_us
    ) AS longest_from_us
FROM gap
JOIN package ON package.id = gap.package_id
WHERE gap.source IN ('core-log', 'icap-log')
WINDOW of_package AS (PARTITION BY gap.package_id)
