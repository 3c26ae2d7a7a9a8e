-- Files without a first scan whose attempt falls into a time when Core's service was not running.
WITH attempt AS MATERIALIZED (
    -- When somebody tried: from the request to its answer, else from the longest wait before the
    -- lock to the lock, else in the time that somebody reported.
    SELECT
        symptom.subject, symptom.subject_id AS file_id, symptom.event_id, symptom.time_us,
        expected_event.kind, icap_request.data_id,
        icap_request.id IS NOT NULL AND coalesce(icap_request.answered_us,
            icap_request.response_info, icap_request.action) IS NULL AS is_open,
        -- A Core answered in the end, maybe another one: only a completed scan names its workflow or
        -- a reason to block, and nobody else answers in the words of a refusal or a result.
        coalesce(icap_request.profile, '') || coalesce(icap_request.blocked_reason, '') <> ''
            OR EXISTS (
                SELECT 1
                FROM (
                    VALUES ('Server is too busy. Try again later'), ('License is expired'),
                        ('No available rule is present for scanning'), ('Invalid apikey given'),
                        ('File is empty'), ('Failed to request scan. Try again later'),
                        ('File upload rejected due to insufficient disk space'),
                        ('Failed to request scan. File size exceeded the maximum size permitted by your configuration')
                    UNION ALL SELECT result_code.label FROM result_code
                ) AS own
                WHERE own.column1 = rtrim(icap_request.response_desc, '.')
            ) AS was_answered,
        coalesce(icap_request.time_us, symptom.window_from_us) AS from_us,
        coalesce(icap_request.answered_us,
            max(icap_request.time_us, coalesce(nutanix_file.scan_time_us, 0)),
            nutanix_file.scan_time_us, symptom.window_to_us) AS to_us,
        coalesce(icap_request.evidence, nutanix_file.evidence) AS evidence,
        icap_request.error, icap_request.error_evidence, icap_request.id AS request_id,
        icap_request.package_id, icap_request.status
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
    WHERE symptom.family = 'missing-first-scan'
),
refused AS MATERIALIZED (
    -- What ICAP Server itself said of the attempt.
    SELECT attempt.*, refusal.kind = 'unreachable' AND NOT attempt.was_answered AS unreached,
        refusal.time_us AS said_us,
        refusal.evidence AS said, refusal.text LIKE '%refused%' AS nothing_listens
    FROM attempt
    JOIN file_link ON file_link.file_id = attempt.file_id AND file_link.kind = 'refusal'
    JOIN refusal ON refusal.id = file_link.row_id
    WHERE refusal.time_us BETWEEN attempt.from_us - 2000000 AND attempt.to_us + 2000000
    UNION
    -- The same in other words of the network, at this very request and before it had an id.
    SELECT attempt.*, NOT attempt.was_answered, sign_record.time_us, sign_record.evidence,
        attempt.error LIKE '%refused%'
    FROM attempt
    JOIN sign_record ON sign_record.evidence = attempt.error_evidence
    WHERE attempt.data_id IS NULL
        AND attempt.error <> 'Error received from Metadefender Core'
),
starts AS MATERIALIZED (
    -- Logged starts of the service, else two engines or more that were started in one minute.
    SELECT service_run.package_id, service_run.started_us, service_run.start_evidence AS evidence,
        0 AS by_engines
    FROM service_run
    WHERE service_run.product = 'core'
    UNION ALL
    SELECT shape.package_id, min(record.time_us), 'record/' || min(record.id), 1
    FROM shape
    JOIN by_shape ON by_shape.shape_id = shape.id
    JOIN record ON record.id = by_shape.record_id
    JOIN entry ON entry.id = record.entry_id
    WHERE shape.msgid = 5585 AND shape.component = 'engine_process'
        AND entry.source = 'core-log'
        AND NOT EXISTS (
            SELECT 1 FROM service_run
            WHERE service_run.package_id = shape.package_id
                AND record.time_us BETWEEN service_run.started_us
                    AND service_run.started_us + 180000000
        )
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
    -- Since when Core had written nothing when it was started, or at least a start's time before.
    SELECT
        spoken.package_id, spoken.evidence, spoken.by_engines,
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
down AS MATERIALIZED (
    -- An outage whose end nobody wrote down ends with the next scan that Core finished. What died
    -- without a word was down from nobody knows when until it started.
    SELECT
        'service/' || outage.id AS cause, outage.package_id, outage.how_ended, outage.from_us,
        outage.how_ended = 'next-start' AS wordless,
        iif(outage.how_ended = 'next-start', begun.silent_us, outage.from_us) AS since_us,
        coalesce(outage.to_us, (
            SELECT min(minute.minute) * 60000000
            FROM shape
            JOIN minute ON minute.shape_id = shape.id
            WHERE shape.package_id = outage.package_id
                AND shape.msgid = 82
                AND shape.component LIKE 'core.%'
                AND minute.minute * 60000000 > outage.from_us
        )) AS to_us,
        json_array(outage.from_evidence, outage.to_evidence) AS evidence
    FROM outage
    LEFT JOIN begun ON begun.package_id = outage.package_id AND begun.started_us = outage.to_us
    WHERE outage.product = 'core'
    UNION ALL
    -- The first start of a log, which tells of no life before it.
    SELECT begun.evidence, begun.package_id, iif(begun.by_engines, 'engines', 'next-start'),
        begun.started_us, 1, begun.silent_us, begun.started_us, json_array(begun.evidence)
    FROM begun
    WHERE NOT EXISTS (
        SELECT 1 FROM outage
        WHERE outage.package_id = begun.package_id
            AND outage.product = 'core'
            AND outage.to_us = begun.started_us
    )
),
met AS MATERIALIZED (
    -- ICAP could not reach Core while Core was down, or within a start's time after it.
    SELECT refused.*, down.cause,
        -- Of a silence that is longer than a start takes nobody knows what it was.
        down.how_ended = 'engines' OR refused.said_us < down.from_us - :start_seconds * 1000000
            AND NOT refused.nothing_listens AS is_vague
    FROM refused
    JOIN down ON refused.said_us
        BETWEEN down.since_us AND coalesce(down.to_us + :start_seconds * 1000000, refused.said_us)
    WHERE refused.unreached
),
elsewise AS MATERIALIZED (
    -- Errors without a word that ICAP Server answers with while Core runs too.
    SELECT DISTINCT icap_request.package_id, icap_request.status
    FROM icap_request
    WHERE icap_request.status >= 400
        AND icap_request.error IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM down
            WHERE icap_request.answered_us >= down.since_us
                AND coalesce(icap_request.time_us <= down.to_us + :start_seconds * 1000000, 1)
        )
),
hit AS MATERIALIZED (
    SELECT
        met.subject, met.time_us, met.said AS evidence,
        CASE
            WHEN met.is_vague THEN 'possible'
            -- Unanswered, it may have been with another Core, unseen, when the client left.
            WHEN met.is_open THEN 'likely'
            WHEN down.how_ended IN ('error-shutdown', 'out-of-memory') THEN 'certain'
            ELSE 'likely'
        END AS confidence,
        down.cause, down.package_id, down.how_ended,
        iif(down.wordless, min(down.from_us, min(met.said_us) OVER (PARTITION BY down.cause)),
            down.from_us) AS down_from_us,
        down.to_us AS down_to_us, down.evidence AS evidence_of_cause
    FROM met
    JOIN down ON down.cause = met.cause
    UNION ALL
    -- Nobody wrote why, but Core had stopped before and was not back when the attempt ended.
    SELECT
        attempt.subject, attempt.time_us, attempt.evidence,
        -- Of a request that was never answered ICAP Server does not even say that it asked Core.
        iif(attempt.kind <> 'reported' AND NOT attempt.is_open
            AND attempt.to_us <= coalesce(down.to_us, attempt.to_us)
            AND coalesce((attempt.package_id, attempt.status) NOT IN (
                SELECT elsewise.package_id, elsewise.status FROM elsewise), 1)
            -- If ICAP Server's log of that time knows no request, the lock's time may be wrong.
            AND NOT (attempt.request_id IS NULL AND EXISTS (
                SELECT 1 FROM coverage
                WHERE coverage.source = 'icap-log'
                    AND coverage.from_us <= attempt.from_us
                    AND coverage.to_us >= attempt.to_us)),
            'likely', 'possible'),
        down.cause, down.package_id, down.how_ended, down.from_us, down.to_us,
        down.evidence
    FROM attempt
    JOIN down ON down.from_us <= attempt.to_us
        AND attempt.from_us <= coalesce(down.to_us, attempt.from_us)
    WHERE attempt.data_id IS NULL
        AND NOT attempt.was_answered
        AND NOT down.wordless
        AND attempt.event_id NOT IN (SELECT event_id FROM refused)
    UNION ALL
    -- No stop was logged, but Core's log is silent exactly when ICAP could not reach it.
    SELECT
        refused.subject, refused.time_us, refused.said, 'likely', 'gap/' || gap.id, gap.package_id,
        'silent', gap.from_us, gap.to_us, json_array('gap/' || gap.id)
    FROM refused
    JOIN gap ON refused.said_us BETWEEN gap.from_us AND gap.to_us
    WHERE refused.unreached
        AND gap.source = 'core-log'
        AND refused.event_id NOT IN (SELECT event_id FROM met)
    UNION ALL
    -- A breakdown that no known file met is reported too.
    SELECT
        down.cause, down.from_us, NULL, 'certain', down.cause,
        down.package_id, down.how_ended, down.from_us, down.to_us, down.evidence
    FROM down
    WHERE down.how_ended IN ('error-shutdown', 'out-of-memory')
)
SELECT
    hit.subject,
    piece.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    hit.cause,
    hit.time_us,
    hit.confidence,
    package.name AS package,
    nullif(hit.subject <> hit.cause, 0) AS victims,
    hit.down_from_us,
    hit.down_to_us,
    iif(hit.down_to_us - hit.down_from_us < 600000000,
        ((hit.down_to_us - hit.down_from_us) / 1000000) || ' seconds',
        ((hit.down_to_us - hit.down_from_us) / 60000000) || ' minutes') AS down_time,
    CASE hit.how_ended
        WHEN 'error-shutdown' THEN 'shut down by an error'
        WHEN 'out-of-memory' THEN 'out of memory'
        WHEN 'stop' THEN 'stopped'
        WHEN 'next-start' THEN 'started anew without a stop'
        WHEN 'engines' THEN 'silent until its engines were started'
        ELSE 'its log is silent'
    END AS how,
    hit.down_from_us AS cause_from_us,
    hit.down_to_us AS cause_to_us
FROM hit
JOIN package ON package.id = hit.package_id
JOIN json_each(json_insert(hit.evidence_of_cause, '$[#]', hit.evidence)) AS piece
WHERE piece.value IS NOT NULL
    AND (hit.subject <> hit.cause
        OR NOT EXISTS (SELECT 1 FROM hit AS other
            WHERE other.cause = hit.cause AND other.subject <> hit.cause))
UNION ALL
-- ICAP could not reach Core, though Core's own log shows no stop and no silence then.
SELECT
    refused.subject, refused.said, 'ruled-out', 'core-was-up', NULL, refused.time_us, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM refused
JOIN coverage ON refused.said_us BETWEEN coverage.from_us AND coverage.to_us
WHERE refused.unreached
    AND coverage.source = 'core-log'
    AND refused.subject NOT IN (SELECT subject FROM hit)
UNION ALL
-- Core answered this file while others found it down: it was up again, or another one answered.
SELECT
    refused.subject, refused.said, 'ruled-out', 'core-answered', NULL, refused.time_us, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM refused
JOIN down ON down.from_us <= refused.to_us
    AND refused.from_us <= coalesce(down.to_us, refused.from_us)
WHERE NOT refused.unreached
