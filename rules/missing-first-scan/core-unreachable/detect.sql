-- Files without a first scan whose request found no way to Core, while Core's own log shows it alive.
WITH attempt AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.event_id, symptom.time_us, icap_request.package_id,
        -- In the end Core answered, for only Core refuses in these words, or names a result or, by a
        -- completed scan, a workflow or a reason to block.
        coalesce(icap_request.profile, '') || coalesce(icap_request.blocked_reason, '') <> ''
            OR EXISTS (
            SELECT 1
            FROM (
                VALUES ('server is too busy. try again later'), ('license is expired'),
                    ('no available rule is present for scanning'), ('invalid apikey given'),
                    ('file is empty'), ('failed to request scan. try again later'),
                    ('file upload rejected due to insufficient disk space'),
                    ('failed to request scan. file size exceeded the maximum size permitted by your configuration')
                UNION ALL
                SELECT lower(result_code.label) FROM result_code
                -- Failed is said of anything.
                WHERE result_code.class NOT IN ('neutral', 'in-progress') AND result_code.code <> 3
            ) AS own
            WHERE own.column1 = lower(rtrim(trim(icap_request.response_desc), '.'))
        ) AS was_answered,
        icap_request.error_evidence,
        rtrim(icap_request.error, '.') AS error, icap_request.evidence,
        icap_request.time_us AS from_us,
        icap_request.core_server AS server,
        substr(icap_request.core_server, 1, instr(icap_request.core_server || ':', ':') - 1) AS host
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    JOIN icap_request ON icap_request.id = expected_event.request_id
    WHERE symptom.family = 'missing-first-scan'
        -- Whoever got an id had reached Core.
        AND icap_request.data_id IS NULL
),
told AS MATERIALIZED (
    -- ICAP Server's own word for this very request, by its ids.
    SELECT attempt.*, sign_record.time_us AS told_us, sign_record.evidence AS told
    FROM attempt
    JOIN sign_record ON sign_record.evidence = attempt.error_evidence
    WHERE attempt.error <> 'Error received from Metadefender Core'
    UNION ALL
    -- A history has the error as a column of its own.
    SELECT attempt.*, attempt.from_us, attempt.evidence
    FROM attempt
    WHERE attempt.error_evidence IS NULL
        AND lower(attempt.error) IN (
            'connection refused', 'connection timed out', 'connection reset by peer',
            'no route to host', 'network is unreachable', 'host not found',
            'name or service not known', 'tls handshake failed', 'ssl handshake failed',
            'operation timed out'
        )
),
near AS MATERIALIZED (
    -- Whether Core finished scans in the minutes before and after.
    SELECT told.event_id, max(step.value <= 0) AND max(step.value >= 0) AS was_working
    FROM told
    CROSS JOIN json_each('[-2, -1, 0, 1, 2]') AS step
    JOIN (
        SELECT DISTINCT minute.minute
        FROM shape
        JOIN minute ON minute.shape_id = shape.id
        WHERE shape.msgid = 82 AND shape.component LIKE 'core.%'
    ) AS alive ON alive.minute = told.told_us / 60000000 + step.value
    GROUP BY told.event_id
),
address AS MATERIALIZED (
    SELECT fact.package_id, fact.value
    FROM fact
    JOIN package ON package.id = fact.package_id
    WHERE fact.key = 'network.address' AND package.product = 'core'
),
starts AS MATERIALIZED (
    -- Logged starts of the service, else two engines or more that were started in one minute.
    SELECT service_run.package_id, service_run.started_us, service_run.start_evidence AS evidence
    FROM service_run
    WHERE service_run.product = 'core'
    UNION ALL
    SELECT shape.package_id, min(record.time_us), 'record/' || min(record.id)
    FROM shape
    JOIN by_shape ON by_shape.shape_id = shape.id
    JOIN record ON record.id = by_shape.record_id
    JOIN entry ON entry.id = record.entry_id
    WHERE shape.msgid = 5585 AND shape.component = 'engine_process'
        AND entry.source = 'core-log'
    GROUP BY shape.package_id, record.time_us / 60000000
    HAVING count(*) >= 2
),
spoken AS MATERIALIZED (
    -- The minute in which Core wrote last before it was started.
    SELECT
        starts.*,
        (SELECT max(minute.minute)
            FROM entry
            JOIN minute ON minute.entry_id = entry.id
            WHERE entry.package_id = starts.package_id
                AND entry.source = 'core-log'
                AND minute.minute < starts.started_us / 60000000) AS minute
    FROM starts
),
begun AS MATERIALIZED (
    -- Since when Core had written nothing when it was started, or at least a start's time before: one
    -- that died without a word was down for some time before it started.
    SELECT
        spoken.started_us,
        min(spoken.started_us - :start_seconds * 1000000, coalesce((
            -- The records before its start tell the moment, where they are of that minute.
            SELECT max(earlier.time_us)
            FROM record AS start
            JOIN record AS earlier ON earlier.id BETWEEN start.id - 3 AND start.id - 1
                AND earlier.entry_id = start.entry_id
            WHERE start.id = CAST(substr(spoken.evidence, 8) AS INTEGER)
                AND earlier.time_us / 60000000 = spoken.minute
        ), (spoken.minute + 1) * 60000000, spoken.started_us)) AS silent_us
    FROM spoken
),
common AS MATERIALIZED (
    -- Scans that both tell of and place at the same time: their clocks agree.
    SELECT DISTINCT icap_request.package_id
    FROM expected_event
    JOIN icap_request ON icap_request.id = expected_event.request_id
    JOIN scan ON scan.id = expected_event.scan_id
    WHERE scan.finished_us BETWEEN icap_request.time_us - :clock_seconds * 1000000
        AND icap_request.answered_us + :clock_seconds * 1000000
),
judged AS MATERIALIZED (
    SELECT
        told.*, min(coverage.package_id) AS core_package_id,
        CASE
            WHEN near.was_working THEN 'certain'
            WHEN told.package_id IN (SELECT package_id FROM common) THEN 'likely'
            -- Nothing ties the clocks of the two: Core's log may tell of another time.
            ELSE 'possible'
        END AS confidence,
        CASE WHEN told.was_answered THEN 'core-answered'
            -- An address that no machine of a Core in the case has is that of another Core.
            WHEN told.host GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*' AND told.host NOT GLOB '127.*'
                AND (SELECT count(DISTINCT package_id) FROM address)
                    = (SELECT count(*) FROM package WHERE package.product = 'core')
                AND told.host NOT IN (SELECT value FROM address)
            THEN 'another-core'
            -- Any Core's, since two packages may hold the same log, and its outage stands in one.
            WHEN EXISTS (
                SELECT 1 FROM outage
                WHERE outage.product = 'core'
                    AND told.told_us BETWEEN outage.from_us
                        AND coalesce(outage.to_us + :start_seconds * 1000000, told.told_us)
            ) THEN 'core-was-down'
            WHEN EXISTS (
                SELECT 1 FROM begun
                WHERE told.told_us BETWEEN begun.silent_us
                    AND begun.started_us + :start_seconds * 1000000
            ) THEN 'core-was-down'
            WHEN EXISTS (
                SELECT 1 FROM gap
                WHERE gap.source = 'core-log' AND told.told_us BETWEEN gap.from_us AND gap.to_us
            ) THEN 'core-was-down'
        END AS why_code
    FROM told
    LEFT JOIN near ON near.event_id = told.event_id
    JOIN coverage ON coverage.source = 'core-log'
        AND told.told_us BETWEEN coverage.from_us AND coverage.to_us
    GROUP BY told.event_id
)
SELECT
    judged.subject, judged.told AS evidence, 'fits' AS verdict, NULL AS why_code,
    first_value(judged.told) OVER one AS cause,
    judged.time_us, judged.confidence, judged.error, judged.server, package.name AS package,
    min(judged.told_us) OVER whole AS failed_from_us,
    max(judged.told_us) OVER whole AS failed_to_us,
    min(judged.from_us) OVER whole AS cause_from_us,
    max(max(judged.told_us, judged.time_us)) OVER whole AS cause_to_us
FROM judged
JOIN package ON package.id = judged.core_package_id
WHERE judged.why_code IS NULL
WINDOW whole AS (PARTITION BY judged.core_package_id, judged.error, judged.server),
    one AS (PARTITION BY judged.core_package_id, judged.error, judged.server
        ORDER BY judged.told_us, judged.told)
UNION ALL
SELECT
    judged.subject, judged.told, 'ruled-out', judged.why_code, NULL, judged.time_us, NULL, NULL,
    judged.server, NULL, NULL, NULL, NULL, NULL
FROM judged
WHERE judged.why_code IS NOT NULL
