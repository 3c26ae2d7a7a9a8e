-- Locked files whose request got a status that is no verdict, or no answer at all.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.scan_id, symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us, expected_event.kind,
        nutanix_file.evidence AS list_evidence, lower(nutanix_file.server) AS server,
        coalesce(expected_event.request_id, (
            -- What was asked last about a reported file before it was seen.
            SELECT asked.request_id
            FROM expected_event AS asked
            WHERE expected_event.kind = 'reported'
                AND asked.kind = 'icap-request'
                AND asked.file_id = symptom.subject_id
                AND asked.time_us <= coalesce(symptom.window_to_us, asked.time_us)
            ORDER BY asked.time_us DESC, asked.request_id
            LIMIT 1
        )) AS request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        -- cover: equivalent, with a list only locks and reports are symptoms, and a report's row is 0
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'nutanix-unknown'
),
asked AS MATERIALIZED (
    SELECT
        deciding.*, icap_request.status, icap_request.response_info, icap_request.package_id,
        icap_request.connection_id, icap_request.request_id AS number,
        icap_request.time_us AS asked_us, icap_request.answered_us, icap_request.action,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
),
seen AS MATERIALIZED (
    -- Which kind of file the answer, or its absence, stands in.
    SELECT
        asked.*,
        coalesce(
            (
                SELECT entry.source
                FROM locator
                JOIN entry ON entry.id = locator.entry_id
                WHERE locator.id = iif(asked.evidence LIKE 'locator/%',
                    CAST(substr(asked.evidence, 9) AS INTEGER), NULL)
            ),
            'icap-log'
        ) AS source,
        CASE
            WHEN asked.status >= 300 THEN 'answered with status ' || asked.status
            WHEN asked.status IN (200, 204, 206) THEN NULL
            WHEN asked.status IS NOT NULL
                THEN 'answered with status ' || asked.status || ', which is no end of a request'
            WHEN asked.response_info IS NULL AND asked.action IS NULL THEN 'never answered'
        END AS what
    FROM asked
),
unasked AS MATERIALIZED (
    SELECT deciding.* FROM deciding
    WHERE deciding.request_id IS NULL AND deciding.scan_id IS NULL
),
called AS MATERIALIZED (
    -- What Nutanix calls an ICAP Server of the case: by a lock whose request it has, else by the
    -- name of its machine up to the first point, or its address.
    SELECT DISTINCT asked.package_id, asked.server FROM asked WHERE asked.server <> ''
    UNION
    SELECT fact.package_id, named.server
    FROM (SELECT DISTINCT unasked.server FROM unasked) AS named
    JOIN fact ON fact.key IN ('os.host', 'network.address')
        AND (lower(fact.value) = named.server
            OR (fact.key = 'os.host' AND named.server NOT GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*'
                AND substr(lower(fact.value), 1, instr(fact.value || '.', '.') - 1)
                    = substr(named.server, 1, instr(named.server || '.', '.') - 1)))
),
away AS (
    -- Times without an answer: ICAP Server was not running, or its parser refused requests.
    SELECT 'service/' || outage.id AS cause, outage.package_id, outage.from_us, outage.to_us,
        outage.from_us AS shown_from_us, outage.to_us AS shown_to_us, 'down' AS kind_of,
        outage.from_evidence AS first, outage.to_evidence AS last
    FROM outage
    WHERE outage.product = 'icap' AND outage.to_us IS NOT outage.from_us
    UNION ALL
    SELECT sign_episode.cause, sign_episode.package_id, sign_episode.from_us,
        -- A lock follows its refusal.
        sign_episode.to_us + :longest_wait_seconds * 1000000, sign_episode.from_us,
        sign_episode.to_us, 'refused', sign_episode.evidence, NULL
    FROM sign_episode
),
unanswered AS (
    SELECT unasked.*, away.cause, away.kind_of, away.first, away.last, away.shown_from_us,
        away.shown_to_us, away.to_us AS away_to_us,
        row_number() OVER (
            PARTITION BY unasked.subject ORDER BY
                away.kind_of, away.from_us > unasked.time_us, away.from_us DESC) AS place,
        iif(away.kind_of = 'down' AND unasked.kind = 'nutanix-lock'
            AND coalesce(away.to_us >= unasked.time_us, 1), 'likely', 'possible') AS confidence
    FROM unasked
    JOIN away ON away.from_us <= unasked.to_us
        AND coalesce(away.to_us >= unasked.from_us, 1)
    -- Where the name of this one is known, a lock that names another is no matter of it.
    WHERE unasked.server IS NULL
        OR away.package_id NOT IN (SELECT package_id FROM called)
        OR EXISTS (
            SELECT 1 FROM called
            WHERE called.package_id = away.package_id AND called.server = unasked.server)
),
fit AS (
    SELECT seen.*
    FROM seen
    WHERE seen.what IS NOT NULL
        AND (seen.what <> 'never answered' OR EXISTS (
            -- A log that ends too early would only miss the answer.
            SELECT 1 FROM coverage
            WHERE coverage.package_id = seen.package_id
                AND coverage.source = seen.source
                AND coverage.to_us > seen.asked_us + :longest_wait_seconds * 1000000
        ))
)
SELECT
    fit.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'icap-request/' || min(fit.request_id) OVER (PARTITION BY fit.what, fit.source) AS cause,
    fit.time_us,
    iif(fit.kind <> 'icap-request' AND fit.status >= 400, 'likely', 'possible') AS confidence,
    fit.what,
    CASE fit.source
        WHEN 'icap-client' THEN 'what the client of ICAP Server received'
        WHEN 'icap-history' THEN 'the history of ICAP Server'
        ELSE 'the log of ICAP Server itself'
    END AS hop,
    0 AS by_time, NULL AS cause_from_us, NULL AS cause_to_us, NULL AS away, NULL AS refused,
    NULL AS away_from_us, NULL AS away_to_us
FROM fit
JOIN json_each(json_array(fit.evidence, fit.list_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
SELECT
    unanswered.subject, pieces.value, 'fits', NULL, unanswered.cause, unanswered.time_us,
    unanswered.confidence, NULL, NULL, unanswered.kind_of = 'refused', unanswered.shown_from_us,
    unanswered.away_to_us,
    iif(unanswered.kind_of = 'down', 'not running', 'refusing malformed requests (400)'),
    iif(unanswered.kind_of = 'refused', 1, NULL), unanswered.shown_from_us, unanswered.shown_to_us
FROM unanswered
JOIN json_each(json_array(unanswered.list_evidence, unanswered.first, unanswered.last)) AS pieces
WHERE unanswered.place = 1 AND pieces.value IS NOT NULL
UNION ALL
-- The 5xx is Core's to ICAP Server, which answered the share with a status of its own.
SELECT
    seen.subject, refusal.evidence, 'ruled-out', 'seen-at-core', NULL, seen.time_us, NULL, NULL,
    NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL
FROM seen
JOIN refusal ON refusal.connection_id = seen.connection_id
    AND refusal.request_id IS seen.number
WHERE refusal.status >= 400
    AND seen.status < 300
