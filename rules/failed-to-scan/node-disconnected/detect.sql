-- Failed scans whose task could not be handed on, or that ran while Core missed its scanning part.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known,
        -- A history of its own belongs to any Core; a log only to its own service.
        EXISTS (
            SELECT 1 FROM coverage
            WHERE coverage.package_id = scan.package_id AND coverage.source = 'core-log') AS own_log,
        -- A reason or an engine's answer of its own decides against what happened meanwhile.
        lower(coalesce(scan.blocked_reason, '')) NOT IN ('', lower(coalesce(scan.result_label, '')))
            AND lower(scan.blocked_reason) NOT IN (SELECT lower(label) FROM result_code)
        OR EXISTS (
            SELECT 1 FROM engine_result AS answer
            WHERE answer.scan_id = scan.id
                AND (answer.result_code = 3
                    OR answer.result_code = 10 AND answer.message <> '')) AS has_reason
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 11, 24)
),
-- A record of trouble and the end of a scan name the same run of a workflow.
task AS MATERIALIZED (
    SELECT sign_record.package_id AS package_id, sign_record.time_us AS time_us,
        sign_record.evidence AS evidence, field.value AS run
    FROM sign_record
    CROSS JOIN field ON field.record_id = sign_record.record_id
    WHERE field.value LIKE 'lms::workflow::%(0x%'
),
run AS MATERIALIZED (
    SELECT failed.scan_id AS scan_id, failed.package_id AS package_id, failed.from_us AS from_us,
        failed.to_us AS to_us,
        substr(record.message, instr(record.message, 'workflow_id=' || char(39)) + 13, 120) AS tail
    FROM failed
    CROSS JOIN record ON record.id = failed.scan_id
    -- cover: equivalent, without a task no run is wanted, and all these records need not be read
    WHERE EXISTS (SELECT 1 FROM task)
),
-- The last task of that run before the end of the scan: one walk over both.
named AS MATERIALIZED (
    SELECT both.scan_id AS scan_id, both.from_us AS from_us,
        max(both.task) OVER (
            PARTITION BY both.package_id, both.run ORDER BY both.at_us, both.scan_id IS NOT NULL
            ROWS UNBOUNDED PRECEDING) AS task
    FROM (
        SELECT task.package_id AS package_id, task.run AS run, task.time_us AS at_us,
            NULL AS scan_id, NULL AS from_us,
            printf('%016d ', task.time_us) || task.evidence AS task
        FROM task
        UNION ALL
        SELECT run.package_id, substr(run.tail, 1, instr(run.tail, char(39)) - 1), run.to_us,
            run.scan_id, run.from_us, NULL
        FROM run
    ) AS both
),
told AS MATERIALIZED (
    SELECT failed.scan_id AS scan_id, failed.subject AS subject,
        failed.finished_us AS finished_us, failed.evidence AS evidence,
        substr(named.task, 18) AS second
    FROM named
    JOIN failed ON failed.scan_id = named.scan_id
    WHERE CAST(substr(named.task, 1, 16) AS INTEGER) >= named.from_us
    UNION
    SELECT failed.scan_id, failed.subject, failed.finished_us, failed.evidence, sign_scan.evidence
    FROM sign_scan
    JOIN failed ON failed.scan_id = sign_scan.scan_id
),
episode AS MATERIALIZED (SELECT * FROM sign_episode WHERE sign_episode.sign = 'lost'),
-- The last trouble that began before the end of a scan: one walk over both. A scan without a log
-- of its own is held against all logs, which are 0 here.
reach AS MATERIALIZED (
    SELECT moment.scan_id AS scan_id, max(moment.trouble) OVER (
            PARTITION BY moment.log ORDER BY moment.at_us, moment.scan_id IS NOT NULL
            ROWS UNBOUNDED PRECEDING) AS trouble
    FROM (
        SELECT NULL AS scan_id, sides.column1 * package_id AS log, from_us AS at_us,
            printf('%016d ', from_us) || cause AS trouble
        FROM episode
        JOIN (VALUES (0), (1)) AS sides
        UNION ALL
        SELECT failed.scan_id, failed.own_log * failed.package_id, failed.to_us, NULL
        FROM failed
    ) AS moment
),
met AS MATERIALIZED (
    SELECT failed.*, episode.cause AS cause, episode.evidence AS second,
        episode.from_us AS lost_us, episode.to_us AS back_us, episode.records AS records
    FROM reach
    JOIN failed ON failed.scan_id = reach.scan_id
    JOIN episode ON episode.cause = substr(reach.trouble, 18)
        AND episode.to_us >= failed.from_us
    WHERE failed.scan_id NOT IN (SELECT told.scan_id FROM told)
)
SELECT
    told.subject AS subject,
    CASE piece.column1 WHEN 'scan' THEN told.evidence ELSE told.second END AS evidence,
    'fits' AS verdict, NULL AS why_code, NULL AS cause, told.finished_us AS time_us,
    'likely' AS confidence, 0 AS by_time, NULL AS cause_from_us, NULL AS cause_to_us,
    NULL AS from_us, NULL AS to_us, NULL AS records, 1 AS by_task, 1 AS victims
FROM told
JOIN (VALUES ('scan'), ('second')) AS piece
UNION ALL
SELECT met.subject, CASE piece.column1 WHEN 'scan' THEN met.evidence ELSE met.second END, 'fits',
    NULL, met.cause, met.finished_us, CASE WHEN met.start_known THEN 'likely' ELSE 'possible' END,
    1, met.lost_us, met.back_us, met.lost_us, met.back_us, met.records, NULL, 1
FROM met
JOIN (VALUES ('scan'), ('second')) AS piece
WHERE NOT met.has_reason
UNION ALL
SELECT met.subject, NULL, 'ruled-out', 'reason-given' AS why_code, NULL, met.finished_us, NULL, 0,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM met
WHERE met.has_reason
UNION ALL
-- Trouble without victims: a lost connection, not a task that was sent again.
SELECT 'package/' || episode.package_id, episode.evidence, 'fits', NULL, episode.cause,
    episode.from_us, 'likely', 0, NULL, NULL, episode.from_us, episode.to_us, episode.records, NULL,
    NULL
FROM episode
WHERE episode.cause NOT IN (SELECT met.cause FROM met WHERE NOT met.has_reason)
    AND NOT EXISTS (
        SELECT 1 FROM told
        WHERE told.finished_us BETWEEN episode.from_us AND episode.to_us + 60000000)
