-- Files without a first scan for which ICAP Server has no request: it was down, or never got one.
WITH attempt AS MATERIALIZED (
    -- From the longest wait before the lock to the lock, or the time that somebody reported.
    SELECT
        symptom.subject, symptom.event_id, symptom.time_us, expected_event.kind,
        symptom.window_from_us AS from_us,
        coalesce(nutanix_file.scan_time_us, symptom.window_to_us) AS to_us,
        nutanix_file.evidence, nullif(lower(nutanix_file.server), '') AS server
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
    WHERE symptom.family = 'missing-first-scan'
        AND expected_event.request_id IS NULL
),
called AS MATERIALIZED (
    -- What Nutanix calls an ICAP Server of the case: by a lock whose request it has, else by the
    -- name of its machine up to the first point, or its address.
    SELECT icap_request.package_id, lower(nutanix_file.server) AS server
    FROM expected_event
    JOIN icap_request ON icap_request.id = expected_event.request_id
    JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
    WHERE expected_event.kind = 'nutanix-lock'
        AND nutanix_file.server <> ''
    UNION
    SELECT fact.package_id, named.server
    FROM (SELECT DISTINCT server FROM attempt) AS named
    JOIN fact ON (fact.key = 'network.address' AND lower(fact.value) = named.server)
        OR (fact.key = 'os.host'
            AND substr(lower(fact.value), 1, instr(fact.value || '.', '.') - 1)
                = substr(named.server, 1, instr(named.server || '.', '.') - 1))
),
away AS MATERIALIZED (
    -- A stop that was logged, or a silence that is no part of one.
    SELECT
        'service/' || outage.id AS cause, outage.package_id, outage.from_us, outage.to_us,
        outage.how_ended, outage.from_evidence, outage.to_evidence
    FROM outage
    WHERE outage.product = 'icap'
        AND outage.how_ended <> 'next-start'
    UNION ALL
    -- A start that ends the silence of its own log, where no stop was logged, belongs to it.
    SELECT 'gap/' || gap.id, gap.package_id, gap.from_us, gap.to_us,
        iif(started.id, 'silent-start', 'silent'), 'gap/' || gap.id, started.to_evidence
    FROM gap
    LEFT JOIN outage AS started ON started.package_id = gap.package_id
        AND started.how_ended = 'next-start'
        AND started.to_us BETWEEN gap.from_us AND gap.to_us
    WHERE gap.source = 'icap-log'
        -- An outage of either product is the better reason for a quiet log.
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.from_us <= gap.to_us
                AND coalesce(outage.to_us, gap.from_us) >= gap.from_us
                AND outage.id IS NOT started.id
        )
    GROUP BY gap.id
),
hit AS MATERIALIZED (
    SELECT
        attempt.*, away.cause, away.package_id, away.from_us AS down_from_us,
        away.to_us AS down_to_us, away.how_ended, away.from_evidence, away.to_evidence,
        CASE
            WHEN away.how_ended = 'silent' OR attempt.kind = 'reported' THEN 'possible'
            WHEN away.how_ended IN ('error-shutdown', 'out-of-memory')
                AND away.from_us <= attempt.from_us AND attempt.to_us <= away.to_us THEN 'certain'
            WHEN attempt.to_us <= coalesce(away.to_us, attempt.to_us) THEN 'likely'
            ELSE 'possible'
        END AS confidence
    FROM attempt
    JOIN away ON away.from_us <= attempt.to_us
        AND coalesce(away.to_us, attempt.from_us) >= attempt.from_us
    -- Where the name of this one is known, a lock that names another is no matter of it; nor is one
    -- that names another one of the case.
    WHERE attempt.server IS NULL
        OR (away.package_id NOT IN (SELECT package_id FROM called)
            AND attempt.server NOT IN (SELECT server FROM called))
        OR EXISTS (
            SELECT 1 FROM called
            WHERE called.package_id = away.package_id AND called.server = attempt.server
        )
),
busy AS MATERIALIZED (
    -- A request of each minute in which ICAP Server took any.
    SELECT package_id, time_us / 60000000 AS minute, max(time_us) AS last_us, evidence
    FROM icap_request
    WHERE path IS NOT NULL
    GROUP BY package_id, time_us / 60000000
),
refused AS MATERIALIZED (
    -- Minutes of a wait in which somebody was turned away: a better reason for a lock. A request that
    -- the parser refused has no name.
    SELECT DISTINCT away.time_us / 60000000 + step.value AS minute
    FROM (
        SELECT coalesce(refusal.time_us, 0) AS time_us FROM refusal
        UNION ALL
        SELECT icap_request.time_us FROM icap_request
        WHERE icap_request.path IS NULL AND icap_request.status >= 400
    ) AS away
    JOIN json_each('[0, 1, 2, 3, 4]') AS step
),
waited AS MATERIALIZED (
    SELECT attempt.*, attempt.to_us / 60000000 - step.value AS minute
    FROM attempt
    JOIN json_each('[0, 1, 2]') AS step
    WHERE attempt.event_id NOT IN (SELECT event_id FROM hit)
        AND attempt.to_us / 60000000 NOT IN (SELECT minute FROM refused)
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.from_us <= attempt.to_us
                AND coalesce(outage.to_us, attempt.from_us) >= attempt.from_us
        )
),
piece AS (
    SELECT hit.subject, pieces.value AS evidence, hit.cause, hit.time_us, hit.confidence,
        hit.package_id, hit.down_from_us, hit.down_to_us, hit.how_ended, 1 AS victims
    FROM hit
    JOIN json_each(json_array(hit.evidence, hit.from_evidence, hit.to_evidence)) AS pieces
    WHERE pieces.value IS NOT NULL
    UNION ALL
    -- ICAP Server took other requests while Nutanix waited for this file, and none of this one.
    SELECT waited.subject, pieces.value, 'package/' || busy.package_id, waited.time_us,
        'possible', busy.package_id, NULL, NULL, 'never-came', 1
    FROM waited
    JOIN busy ON busy.minute = waited.minute AND busy.last_us <= waited.to_us
    JOIN coverage ON coverage.package_id = busy.package_id
        AND coverage.source = 'icap-log'
        AND coverage.from_us <= waited.from_us AND coverage.to_us >= waited.to_us
    JOIN called ON called.package_id = busy.package_id AND called.server = waited.server
    JOIN json_each(json_array(waited.evidence, busy.evidence)) AS pieces
    UNION ALL
    -- A breakdown that no known file met is reported too.
    SELECT away.cause, away.from_evidence, away.cause, away.from_us, 'certain', away.package_id,
        away.from_us, away.to_us, away.how_ended, NULL
    FROM away
    WHERE away.how_ended IN ('error-shutdown', 'out-of-memory')
        AND away.cause NOT IN (SELECT cause FROM hit)
)
SELECT
    piece.subject, piece.evidence, 'fits' AS verdict, NULL AS why_code, piece.cause, piece.time_us,
    piece.confidence, package.name AS package, piece.victims,
    piece.down_from_us,
    piece.down_to_us,
    iif(piece.down_to_us - piece.down_from_us < 600000000,
        ((piece.down_to_us - piece.down_from_us) / 1000000) || ' seconds',
        ((piece.down_to_us - piece.down_from_us) / 60000000) || ' minutes') AS down_time,
    CASE piece.how_ended
        WHEN 'error-shutdown' THEN 'shut down by an error'
        WHEN 'out-of-memory' THEN 'out of memory'
        WHEN 'stop' THEN 'stopped'
        WHEN 'silent-start' THEN 'its log is silent until it started again'
        ELSE 'its log is silent'
    END AS how,
    piece.down_from_us AS cause_from_us,
    piece.down_to_us AS cause_to_us
FROM piece
JOIN package ON package.id = piece.package_id
UNION ALL
-- ICAP Server was down near that time, but it has a request of this very file.
SELECT
    symptom.subject, away.from_evidence, 'ruled-out', 'got-the-request', NULL, symptom.time_us,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM symptom
JOIN expected_event ON expected_event.id = symptom.event_id
JOIN away ON away.from_us <= symptom.time_us
    AND coalesce(away.to_us, symptom.window_from_us) >= symptom.window_from_us
WHERE symptom.family = 'missing-first-scan'
    AND expected_event.request_id IS NOT NULL
