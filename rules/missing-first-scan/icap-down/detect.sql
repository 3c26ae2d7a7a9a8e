-- Files without a first scan for which ICAP Server has no request: it was down, or never got one.
WITH attempt AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.event_id, symptom.time_us, expected_event.kind,
        iif(expected_event.kind = 'reported', symptom.window_from_us,
            symptom.time_us - :longest_wait_seconds * 1000000) AS from_us,
        iif(expected_event.kind = 'reported', symptom.window_to_us, symptom.time_us) AS to_us,
        nutanix_file.evidence, lower(nutanix_file.server) AS server
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'missing-first-scan'
        AND expected_event.request_id IS NULL
        AND expected_event.kind <> 'icap-request'
        AND symptom.time_us IS NOT NULL
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
    SELECT fact.package_id, attempt.server
    FROM (SELECT DISTINCT server FROM attempt WHERE server <> '') AS attempt
    JOIN fact ON fact.key IN ('os.host', 'network.address')
        AND (lower(fact.value) = attempt.server
            OR (fact.key = 'os.host' AND attempt.server NOT GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*'
                AND substr(lower(fact.value), 1, instr(fact.value || '.', '.') - 1)
                    = substr(attempt.server, 1, instr(attempt.server || '.', '.') - 1)))
    JOIN package ON package.id = fact.package_id
    WHERE package.product = 'icap'
),
away AS MATERIALIZED (
    -- A stop that was logged, or a silence that is no part of one.
    SELECT
        'service/' || outage.id AS cause, outage.package_id, outage.from_us, outage.to_us,
        outage.how_ended, outage.from_evidence, outage.to_evidence
    FROM outage
    WHERE outage.product = 'icap'
        AND outage.to_us IS NOT outage.from_us
    UNION ALL
    SELECT 'gap/' || gap.id, gap.package_id, gap.from_us, gap.to_us, 'silent', 'gap/' || gap.id,
        NULL
    FROM gap
    WHERE gap.source = 'icap-log'
        AND gap.to_us - gap.from_us >= :silence_minutes * 60000000
        -- An outage of either product is the better reason for a quiet log.
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.from_us <= gap.to_us
                AND (outage.to_us IS NULL OR outage.to_us >= gap.from_us)
        )
),
hit AS MATERIALIZED (
    SELECT
        attempt.*, away.cause, away.package_id, away.from_us AS down_from_us,
        away.to_us AS down_to_us, away.how_ended, away.from_evidence, away.to_evidence,
        CASE
            WHEN away.how_ended = 'silent' OR attempt.kind = 'reported' THEN 'possible'
            WHEN away.from_us <= attempt.from_us AND attempt.to_us <= away.to_us
                AND away.how_ended IN ('error-shutdown', 'out-of-memory') THEN 'certain'
            WHEN away.from_us <= attempt.to_us
                AND (away.to_us IS NULL OR attempt.to_us <= away.to_us) THEN 'likely'
            ELSE 'possible'
        END AS confidence
    FROM attempt
    JOIN away ON away.from_us <= attempt.to_us
        AND (away.to_us IS NULL OR away.to_us >= attempt.from_us)
    -- Where the name of this one is known, a lock that names another is no matter of it.
    WHERE attempt.server IS NULL
        OR away.package_id NOT IN (SELECT package_id FROM called)
        OR EXISTS (
            SELECT 1 FROM called
            WHERE called.package_id = away.package_id AND called.server = attempt.server
        )
),
busy AS MATERIALIZED (
    -- A request of each minute in which ICAP Server took any.
    SELECT package_id, time_us / 60000000 AS minute, max(time_us) AS last_us, evidence
    FROM icap_request
    WHERE time_us IS NOT NULL
    GROUP BY package_id, time_us / 60000000
),
refused AS MATERIALIZED (
    -- Minutes of a wait in which Core turned somebody away: a better reason for a lock.
    SELECT DISTINCT refusal.time_us / 60000000 + step.value AS minute
    FROM refusal
    JOIN json_each('[0, 1, 2, 3, 4]') AS step
    WHERE refusal.kind <> 'unreachable'
        AND refusal.time_us IS NOT NULL
),
waited AS MATERIALIZED (
    SELECT attempt.event_id, attempt.to_us / 60000000 - step.value AS minute
    FROM attempt
    JOIN json_each('[0, 1, 2]') AS step
    WHERE attempt.kind = 'nutanix-lock'
        AND attempt.event_id NOT IN (SELECT event_id FROM hit)
        AND attempt.to_us / 60000000 NOT IN (SELECT minute FROM refused)
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.from_us <= attempt.to_us
                AND (outage.to_us IS NULL OR outage.to_us >= attempt.from_us)
        )
),
served AS (
    -- ICAP Server took other requests while Nutanix waited for this file, and none of this one.
    SELECT
        attempt.subject, attempt.time_us, attempt.evidence, busy.package_id,
        max(busy.last_us) AS last_us, busy.evidence AS other
    FROM waited
    CROSS JOIN busy ON busy.minute = waited.minute
    CROSS JOIN attempt ON attempt.event_id = waited.event_id
        AND busy.last_us BETWEEN attempt.from_us AND attempt.to_us
    JOIN coverage ON coverage.package_id = busy.package_id
        AND coverage.source = 'icap-log'
        AND coverage.from_us <= attempt.from_us AND coverage.to_us >= attempt.to_us
    JOIN called ON called.package_id = busy.package_id AND called.server = attempt.server
    GROUP BY attempt.event_id
),
piece AS (
    SELECT hit.subject, pieces.value AS evidence, hit.cause, hit.time_us, hit.confidence,
        hit.package_id, hit.down_from_us, hit.down_to_us, hit.how_ended, 1 AS victims
    FROM hit
    JOIN json_each(json_array(hit.evidence, hit.from_evidence, hit.to_evidence)) AS pieces
    WHERE pieces.value IS NOT NULL
    UNION ALL
    SELECT served.subject, pieces.value, 'package/' || served.package_id, served.time_us,
        'possible', served.package_id, NULL, NULL, 'never-came', 1
    FROM served
    JOIN json_each(json_array(served.evidence, served.other)) AS pieces
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
    CASE
        WHEN piece.down_to_us - piece.down_from_us < 600000000
            THEN ((piece.down_to_us - piece.down_from_us) / 1000000) || ' seconds'
        ELSE ((piece.down_to_us - piece.down_from_us) / 60000000) || ' minutes'
    END AS down_time,
    CASE piece.how_ended
        WHEN 'error-shutdown' THEN 'the service shut itself down because of an error'
        WHEN 'out-of-memory' THEN 'the service ran out of memory'
        WHEN 'stop' THEN 'the service was stopped'
        WHEN 'next-start' THEN 'the service started anew'
        WHEN 'silent' THEN 'its log falls silent, and no stop was written down'
    END AS how,
    piece.down_from_us AS cause_from_us,
    coalesce(piece.down_to_us, iif(piece.down_from_us IS NULL, NULL, (
        SELECT max(coverage.to_us) FROM coverage WHERE coverage.source = 'icap-log'
    ))) AS cause_to_us
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
    AND (away.to_us IS NULL OR away.to_us >= symptom.window_from_us)
WHERE symptom.family = 'missing-first-scan'
    AND expected_event.request_id IS NOT NULL
