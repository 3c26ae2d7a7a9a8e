-- Engines that Linux does not let run, and the failed scans in which they say so or while they were down.
WITH failed AS MATERIALIZED (
    SELECT symptom.subject AS subject, scan.id AS scan_id, scan.package_id AS package_id,
        scan.evidence AS evidence, scan.finished_us AS finished_us,
        symptom.window_from_us AS from_us
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10)
),
down AS MATERIALIZED (SELECT * FROM engine WHERE engine.state = 'failed'),
-- The words of an engine's failure, in its own record or in what it says of a file.
said AS MATERIALIZED (
    SELECT down.engine AS engine, down.message AS words, down.evidence AS evidence,
        'engine/' || down.id AS cause, down.id AS engine_id, down.package_id AS package_id,
        down.from_us AS from_us, down.to_us AS to_us, max(sign_record.sign) AS sign,
        NULL AS scan_id
    FROM sign_record
    JOIN down ON down.evidence = sign_record.evidence
    GROUP BY down.id
    UNION ALL
    SELECT answer.engine, answer.message, answer.evidence, NULL, NULL, NULL, NULL, NULL,
        max(sign_scan.sign), answer.scan_id
    FROM sign_scan
    JOIN engine_result AS answer ON answer.scan_id = sign_scan.scan_id
        AND answer.evidence = sign_scan.evidence
    GROUP BY answer.scan_id, answer.evidence
),
judged AS MATERIALIZED (
    SELECT said.*,
        (said.sign = 'mapping'
            OR said.engine LIKE '%eset%'
            OR said.engine LIKE '%kaspersky%')
        AND NOT EXISTS (
            SELECT 1 FROM package
            LEFT JOIN fact ON fact.package_id = package.id AND fact.key = 'os.name'
            WHERE package.product = 'core'
                AND package.id = coalesce(said.package_id, package.id)
                AND (package.platform = 'windows' OR fact.value LIKE '%windows%')) AS fits
    FROM said
),
-- The last failure of each engine that began before the end of a scan: one walk over both.
reach AS MATERIALIZED (
    SELECT moment.scan_id AS scan_id, max(moment.failure) OVER (
            PARTITION BY moment.package_id, moment.engine
            ORDER BY moment.at_us, moment.scan_id IS NOT NULL
            ROWS UNBOUNDED PRECEDING) AS failure
    FROM (
        SELECT NULL AS scan_id, package_id, engine, from_us AS at_us,
            printf('%016d ', from_us) || cause AS failure
        FROM judged
        WHERE judged.fits
        UNION ALL
        SELECT failed.scan_id, failed.package_id, kinds.engine, failed.finished_us, NULL
        FROM failed
        JOIN (SELECT DISTINCT package_id, engine FROM judged) AS kinds
            ON kinds.package_id = failed.package_id
    ) AS moment
),
hit AS MATERIALIZED (
    SELECT failed.subject AS subject, failed.finished_us AS finished_us, judged.evidence AS evidence,
        failed.evidence AS scan_evidence, judged.engine AS engine, judged.fits AS fits,
        first_value(judged.evidence) OVER of_engine AS cause,
        first_value(judged.words) OVER of_engine AS words,
        0 AS by_time, NULL AS from_us, NULL AS to_us
    FROM judged
    JOIN failed ON failed.scan_id = judged.scan_id
    WINDOW of_engine AS (PARTITION BY judged.engine, judged.fits
        ORDER BY failed.finished_us, failed.scan_id, judged.evidence)
    UNION ALL
    SELECT failed.subject, failed.finished_us, judged.evidence, failed.evidence, judged.engine, 1,
        judged.cause, judged.words, 1, judged.from_us, judged.to_us
    FROM reach
    JOIN failed ON failed.scan_id = reach.scan_id
    JOIN judged ON judged.cause = substr(reach.failure, 18)
        AND coalesce(judged.to_us, failed.finished_us) >= failed.from_us
    WHERE NOT EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = failed.scan_id)
)
SELECT
    hit.subject AS subject,
    CASE piece.column1 WHEN 'scan' THEN hit.scan_evidence ELSE hit.evidence END AS evidence,
    'fits' AS verdict, NULL AS why_code, hit.cause AS cause, hit.finished_us AS time_us,
    CASE WHEN hit.by_time THEN 'possible' ELSE 'likely' END AS confidence,
    hit.by_time AS by_time, hit.from_us AS cause_from_us, hit.to_us AS cause_to_us,
    hit.engine AS engine, hit.words AS words, 1 AS victims
FROM hit
JOIN (VALUES ('scan'), ('word')) AS piece
WHERE hit.fits
UNION ALL
SELECT hit.subject, NULL, 'ruled-out', 'other-engine-or-system' AS why_code, NULL, hit.finished_us,
    NULL, 0, NULL, NULL, NULL, NULL, NULL
FROM hit
WHERE NOT hit.fits
UNION ALL
-- The engine cannot run, and no failed scan is known to be its doing.
SELECT 'engine/' || judged.engine_id, judged.evidence, 'fits', NULL, judged.cause, judged.from_us,
    'likely', 0, judged.from_us, judged.to_us, judged.engine, judged.words, NULL
FROM judged
WHERE judged.fits
    AND judged.cause NOT IN (SELECT hit.cause FROM hit)
