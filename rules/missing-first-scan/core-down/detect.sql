-- Files without a first scan whose attempt falls into a time when Core's service was not running.
WITH attempt AS (
    -- When somebody tried: from the request to its answer, else the longest wait before the lock.
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.event_id,
        symptom.time_us,
        expected_event.kind,
        expected_event.request_id,
        icap_request.data_id,
        CASE
            WHEN icap_request.id IS NOT NULL THEN icap_request.time_us
            WHEN expected_event.kind = 'reported' THEN symptom.window_from_us
            ELSE symptom.time_us - :longest_wait_seconds * 1000000
        END AS from_us,
        CASE
            WHEN icap_request.id IS NOT NULL
                THEN coalesce(icap_request.answered_us, icap_request.time_us)
            WHEN expected_event.kind = 'reported' THEN symptom.window_to_us
            ELSE symptom.time_us
        END AS to_us,
        coalesce(icap_request.evidence, nutanix_file.evidence) AS evidence
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'missing-first-scan'
),
refused AS (
    -- What ICAP Server itself said of the attempt.
    SELECT attempt.event_id, refusal.kind, refusal.time_us, refusal.evidence
    FROM attempt
    JOIN file_link ON file_link.file_id = attempt.file_id
        AND file_link.kind = 'refusal'
    JOIN refusal ON refusal.id = file_link.row_id
    WHERE refusal.time_us BETWEEN attempt.from_us - 2000000 AND attempt.to_us + 2000000
),
down AS (
    -- An outage whose end nobody wrote down ends with the next scan that Core finished.
    SELECT
        outage.id,
        outage.package_id,
        outage.how_ended,
        outage.from_us,
        coalesce(outage.to_us, (
            SELECT min(minute.minute) * 60000000
            FROM shape
            JOIN minute ON minute.shape_id = shape.id
            WHERE shape.package_id = outage.package_id
                AND shape.msgid = 82
                AND shape.component LIKE 'core.%'
                AND minute.minute * 60000000 > outage.from_us
        )) AS to_us,
        outage.from_evidence,
        outage.to_evidence
    FROM outage
    WHERE outage.product = 'core'
        AND outage.to_us IS NOT outage.from_us
),
silence AS (
    SELECT gap.id, gap.package_id, gap.from_us, gap.to_us
    FROM gap
    WHERE gap.source = 'core-log'
),
hit AS (
    -- ICAP could not reach Core while Core was down, or within a start's time after it.
    SELECT
        attempt.*,
        'service/' || down.id AS cause,
        down.package_id,
        down.from_us AS down_from_us,
        down.to_us AS down_to_us,
        down.how_ended,
        CASE
            WHEN down.how_ended IN ('error-shutdown', 'out-of-memory') THEN 'certain'
            ELSE 'likely'
        END AS confidence,
        refused.evidence AS said,
        down.from_evidence,
        down.to_evidence
    FROM attempt
    JOIN refused ON refused.event_id = attempt.event_id
    JOIN down ON down.from_us <= refused.time_us
        AND (down.to_us IS NULL
            OR refused.time_us <= down.to_us + :start_seconds * 1000000)
    WHERE refused.kind = 'unreachable'
    UNION ALL
    -- Nobody wrote why, but Core had stopped before and was not back when the attempt ended.
    SELECT
        attempt.*,
        'service/' || down.id,
        down.package_id,
        down.from_us,
        down.to_us,
        down.how_ended,
        CASE
            WHEN attempt.kind <> 'reported'
                AND (down.to_us IS NULL OR attempt.to_us <= down.to_us) THEN 'likely'
            ELSE 'possible'
        END,
        attempt.evidence,
        down.from_evidence,
        down.to_evidence
    FROM attempt
    JOIN down ON down.from_us <= attempt.to_us
        AND (down.to_us IS NULL OR attempt.from_us <= down.to_us)
    WHERE attempt.data_id IS NULL
        AND attempt.event_id NOT IN (SELECT event_id FROM refused)
    UNION ALL
    -- No stop was logged, but Core's log is silent exactly when ICAP could not reach it.
    SELECT
        attempt.*,
        'gap/' || silence.id,
        silence.package_id,
        silence.from_us,
        silence.to_us,
        'silent',
        'likely',
        refused.evidence,
        'gap/' || silence.id,
        NULL
    FROM attempt
    JOIN refused ON refused.event_id = attempt.event_id
    JOIN silence ON refused.time_us BETWEEN silence.from_us AND silence.to_us
    WHERE refused.kind = 'unreachable'
        AND NOT EXISTS (
            SELECT 1 FROM down
            WHERE down.from_us <= refused.time_us
                AND (down.to_us IS NULL
                    OR refused.time_us <= down.to_us + :start_seconds * 1000000)
        )
),
victimless AS (
    -- A breakdown that no known file met is reported too.
    SELECT down.*
    FROM down
    WHERE down.how_ended IN ('error-shutdown', 'out-of-memory')
        AND 'service/' || down.id NOT IN (SELECT cause FROM hit)
),
piece AS (
    SELECT
        hit.subject, pieces.value AS evidence, hit.cause, hit.time_us, hit.confidence,
        hit.package_id, hit.down_from_us, hit.down_to_us, hit.how_ended, 1 AS victims
    FROM hit
    JOIN json_each(json_array(hit.said, hit.from_evidence, hit.to_evidence)) AS pieces
    WHERE pieces.value IS NOT NULL
    UNION ALL
    SELECT
        'service/' || victimless.id, pieces.value, 'service/' || victimless.id,
        victimless.from_us, 'certain', victimless.package_id, victimless.from_us,
        victimless.to_us, victimless.how_ended, NULL
    FROM victimless
    JOIN json_each(json_array(victimless.from_evidence, victimless.to_evidence)) AS pieces
    WHERE pieces.value IS NOT NULL
)
SELECT
    piece.subject,
    piece.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    piece.cause,
    piece.time_us,
    piece.confidence,
    package.name AS package,
    piece.victims,
    piece.down_from_us,
    piece.down_to_us,
    CASE
        WHEN piece.down_to_us IS NULL THEN NULL
        WHEN piece.down_to_us - piece.down_from_us < 600000000
            THEN ((piece.down_to_us - piece.down_from_us) / 1000000) || ' seconds'
        ELSE ((piece.down_to_us - piece.down_from_us) / 60000000) || ' minutes'
    END AS down_time,
    CASE piece.how_ended
        WHEN 'error-shutdown' THEN 'the service shut itself down because of an error'
        WHEN 'out-of-memory' THEN 'the service ran out of memory'
        WHEN 'stop' THEN 'the service was stopped'
        WHEN 'next-start' THEN 'the service started anew'
        ELSE 'its log falls silent'
    END AS how,
    piece.down_from_us AS cause_from_us,
    coalesce(piece.down_to_us, (
        SELECT max(coverage.to_us) FROM coverage WHERE coverage.source = 'core-log'
    )) AS cause_to_us
FROM piece
JOIN package ON package.id = piece.package_id
UNION ALL
-- ICAP could not reach Core, though Core's own log shows no stop and no silence then.
SELECT
    attempt.subject,
    refused.evidence,
    'ruled-out',
    'core-was-up',
    NULL,
    attempt.time_us,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL
FROM attempt
JOIN refused ON refused.event_id = attempt.event_id
WHERE refused.kind = 'unreachable'
    AND attempt.event_id NOT IN (SELECT event_id FROM hit)
    AND EXISTS (
        SELECT 1 FROM coverage
        WHERE coverage.source = 'core-log'
            AND refused.time_us BETWEEN coverage.from_us AND coverage.to_us
    )
UNION ALL
-- Core answered this file while others found it down: it was up again, or another one answered.
SELECT
    attempt.subject,
    refused.evidence,
    'ruled-out',
    'core-answered',
    NULL,
    attempt.time_us,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL
FROM attempt
JOIN refused ON refused.event_id = attempt.event_id
JOIN down ON down.from_us <= attempt.to_us
    AND (down.to_us IS NULL OR attempt.from_us <= down.to_us)
WHERE refused.kind <> 'unreachable'
