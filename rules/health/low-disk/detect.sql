-- Disks of a product's machine that have little room left.
WITH free AS MATERIALIZED (
    SELECT
        fact.package_id, fact.evidence, fact.number AS free_bytes,
        substr(fact.key, 1, length(fact.key) - length('free_bytes')) AS stem,
        substr(fact.key, 6, length(fact.key) - 16) AS place, 'size_bytes' AS whole
    FROM fact
    WHERE fact.key GLOB 'disk.*.free_bytes'
    UNION ALL
    SELECT
        fact.package_id, fact.evidence, coalesce(fact.number, CAST(fact.value AS REAL)),
        substr(fact.key, 1, length(fact.key) - length('free_disk_space')), 'the disk of its data',
        'total_disk_space'
    FROM fact
    WHERE fact.key GLOB 'stat.nodes*free_disk_space'
),
disk AS (
    SELECT free.*, size.number AS size_bytes
    FROM free
    LEFT JOIN fact AS size ON size.package_id = free.package_id
        AND size.key = free.stem || free.whole
    -- Memory, start partitions and read-only images are no place for files.
    WHERE free.place NOT GLOB '/dev*' AND free.place NOT GLOB '/run*'
        AND free.place NOT GLOB '/sys*' AND free.place NOT GLOB '/proc*'
        AND free.place NOT GLOB '/boot*' AND free.place NOT GLOB '/snap*'
        AND free.place NOT GLOB '/media*' AND free.place NOT GLOB '/cdrom*'
)
SELECT
    'package/' || disk.package_id AS subject,
    disk.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    disk.evidence AS cause,
    NULL AS time_us,
    package.name AS package,
    disk.place,
    iif(disk.free_bytes < 10737418240,
        printf('%.1f GB', disk.free_bytes / 1073741824.0),
        printf('%.0f GB', disk.free_bytes / 1073741824.0)) AS free,
    -- printf would make a 0 of what is not known.
    iif(disk.size_bytes IS NULL, NULL, printf('%.0f GB', disk.size_bytes / 1073741824.0)) AS size,
    iif(disk.size_bytes IS NULL, NULL,
        printf('%.1f %%', 100.0 * disk.free_bytes / disk.size_bytes)) AS share
FROM disk
JOIN package ON package.id = disk.package_id
WHERE coalesce(disk.size_bytes, 1073741824) >= 1073741824
    AND (disk.free_bytes < :least_gb * 1073741824.0
        OR disk.free_bytes < disk.size_bytes * :least_percent / 100.0)
