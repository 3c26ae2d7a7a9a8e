-- Scans that ended as Failed because Core's service stopped, or started anew, while they ran.
WITH stop AS (
    SELECT
        outage.id AS id,
        outage.package_id AS package_id,
        outage.from_us AS down_us,
        coalesce(outage.to_us, outage.from_us) AS up_us,
        outage.how_ended AS how_ended,
        outage.from_evidence AS down_evidence,
        outage.to_evidence AS up_evidence
    FROM outage
    -- A start whose run before it is not in the log is an outage too, of no length.
    WHERE outage.product = 'core'
),
failed AS (
    SELECT
        symptom.id AS symptom_id,
        symptom.subject AS subject,
        scan.package_id AS package_id,
        scan.finished_us AS finished_us,
        scan.evidence AS scan_evidence,
        request.evidence AS request_evidence,
        coalesce(scan.started_us, request.time_us) AS began_us,
        -- The name of a file is too weak a link for a start that matters to the second.
        scan.started_us IS NOT NULL OR event.how = 'data id' AS begin_is_sure,
        CASE
            WHEN coalesce(scan.blocked_reason, '') = '' THEN 'empty'
            WHEN scan.blocked_reason LIKE '%restart%' THEN 'explicit'
            WHEN scan.blocked_reason LIKE '%shut%down%' THEN 'explicit'
            WHEN scan.blocked_reason LIKE '%service%stop%' THEN 'explicit'
            -- That alone does not say by what.
            WHEN scan.blocked_reason LIKE '%interrupt%' THEN 'cut'
            ELSE 'other'
        END AS reason,
        CAST(package.version AS INTEGER) * 1000
            + CAST(substr(package.version, instr(package.version, '.') + 1) AS INTEGER)
            AS version_number
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    JOIN package ON package.id = scan.package_id
    LEFT JOIN expected_event AS event ON event.id = symptom.event_id
    LEFT JOIN icap_request AS request ON request.id = event.request_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 3
),
met AS (
    SELECT
        failed.*,
        stop.id AS stop_id,
        stop.down_us AS down_us,
        stop.up_us AS up_us,
        stop.how_ended AS how_ended,
        stop.down_evidence AS down_evidence,
        stop.up_evidence AS up_evidence,
        stop.package_id = failed.package_id AS same_package,
        coalesce(failed.began_us < stop.down_us AND failed.finished_us >= stop.up_us, 0)
            AS ran_across,
        row_number() OVER (PARTITION BY failed.symptom_id ORDER BY stop.down_us DESC, stop.id)
            AS nearness
    FROM failed
    JOIN stop ON failed.finished_us >= stop.down_us
        -- A history of its own belongs to any Core; a log only to its own service.
        AND (stop.package_id = failed.package_id
            OR NOT EXISTS (
                SELECT 1 FROM coverage
                WHERE coverage.package_id = failed.package_id
                    AND coverage.source = 'core-log'))
        AND (failed.finished_us <= stop.up_us + :settle_seconds * 1000000
            OR failed.began_us < stop.down_us AND failed.reason <> 'other')
),
judged AS MATERIALIZED (
    SELECT
        met.*,
        CASE
            WHEN began_us > up_us THEN 'began-after-start'
            WHEN reason = 'other' AND NOT ran_across THEN 'reason-given'
        END AS why_code,
        CASE
            WHEN ran_across
                AND begin_is_sure
                AND same_package
                AND how_ended IN ('error-shutdown', 'out-of-memory')
                AND (reason IN ('explicit', 'cut')
                    OR reason = 'empty' AND coalesce(version_number, 0) < 5019)
                THEN 'certain'
            WHEN reason IN ('explicit', 'cut') THEN 'likely'
            WHEN began_us IS NULL THEN 'possible'
            WHEN reason = 'empty' THEN 'likely'
            ELSE 'possible'
        END AS confidence
    FROM met
    WHERE nearness = 1
)
SELECT
    judged.subject AS subject,
    piece.value AS evidence,
    CASE WHEN judged.why_code IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    judged.why_code AS why_code,
    'service/' || judged.stop_id AS cause,
    judged.confidence AS confidence,
    judged.finished_us AS time_us,
    NOT judged.ran_across AS by_time,
    judged.down_us AS cause_from_us,
    judged.up_us + :settle_seconds * 1000000 AS cause_to_us,
    nullif(judged.down_us, judged.up_us) AS stopped_us,
    nullif(judged.up_us, judged.down_us) AS back_us,
    CASE WHEN judged.down_us = judged.up_us THEN judged.up_us END AS start_us,
    (judged.up_us - judged.down_us) / 1000000 AS down_seconds,
    nullif(judged.how_ended = 'error-shutdown', 0) AS by_error,
    nullif(judged.how_ended = 'out-of-memory', 0) AS by_memory,
    nullif(judged.how_ended = 'stop', 0) AS by_stop,
    NULL AS unseen
FROM judged
JOIN json_each(json_array(judged.scan_evidence, judged.request_evidence, judged.down_evidence,
    judged.up_evidence)) AS piece ON piece.value IS NOT NULL
UNION ALL
-- Core says so of the scan, and no record tells of the restart itself.
SELECT failed.subject, failed.scan_evidence, 'fits', NULL,
    first_value(failed.scan_evidence) OVER (ORDER BY failed.finished_us, failed.scan_evidence),
    'likely', failed.finished_us, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1
FROM failed
WHERE failed.reason = 'explicit'
    AND failed.symptom_id NOT IN (SELECT judged.symptom_id FROM judged)
