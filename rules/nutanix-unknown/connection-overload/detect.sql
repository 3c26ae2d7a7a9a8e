-- Locked files whose request came when ICAP Server had more open at once than it can take.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.scan_id, expected_event.kind,
        nutanix_file.evidence AS list_evidence,
        expected_event.request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        -- cover: equivalent, with a list only locks and reports are symptoms, and a report's row is 0
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'nutanix-unknown'
),
wanted AS MATERIALIZED (
    -- Without an answer that a scan stands behind; or without any trace at ICAP Server.
    SELECT
        deciding.*, icap_request.package_id, icap_request.id IS NULL AS no_trace,
        icap_request.evidence AS icap_evidence,
        coalesce(icap_request.time_us, deciding.time_us - :longest_wait_seconds * 1000000)
            AS from_us,
        coalesce(icap_request.answered_us, iif(deciding.kind = 'nutanix-lock', deciding.time_us,
            icap_request.time_us + :longest_wait_seconds * 1000000)) AS to_us
    FROM deciding
    LEFT JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE deciding.scan_id IS NULL
        AND coalesce(icap_request.blocked_reason, icap_request.profile, icap_request.data_id) IS NULL
),
step AS MATERIALIZED (
    -- Up by one at each request, down by one at its answer; one without an answer waits its time.
    SELECT icap_request.package_id, icap_request.time_us AS at_us, 1 AS up, icap_request.evidence
    FROM icap_request
    -- cover: equivalent, it saves the counting where nobody asks
    WHERE EXISTS (SELECT 1 FROM wanted)
    UNION ALL
    SELECT
        icap_request.package_id,
        coalesce(icap_request.answered_us, icap_request.time_us + :longest_wait_seconds * 1000000),
        -1, NULL
    FROM icap_request
    -- cover: equivalent, it saves the counting where nobody asks
    WHERE EXISTS (SELECT 1 FROM wanted)
),
level AS MATERIALIZED (
    SELECT step.package_id, step.at_us, step.evidence, sum(step.up) OVER (
        PARTITION BY step.package_id ORDER BY step.at_us, step.up
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS open
    FROM step
),
busy AS MATERIALIZED (
    SELECT level.*, coalesce(level.at_us - lag(level.at_us) OVER (
        PARTITION BY level.package_id ORDER BY level.at_us) > 600000000, 1) AS is_new
    FROM level
    WHERE level.open >= :max_connections AND level.evidence IS NOT NULL
),
numbered AS MATERIALIZED (
    SELECT busy.*, sum(busy.is_new) OVER (PARTITION BY busy.package_id ORDER BY busy.at_us
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS spell
    FROM busy
),
spell AS MATERIALIZED (
    SELECT numbered.package_id, min(numbered.at_us) AS from_us,
        max(numbered.at_us) + 10000000 AS to_us, max(numbered.open) AS most,
        min(numbered.evidence) AS evidence, min(numbered.evidence) AS cause
    FROM numbered
    GROUP BY numbered.package_id, numbered.spell
    UNION ALL
    SELECT sign_episode.package_id, sign_episode.from_us, sign_episode.to_us, NULL,
        sign_episode.evidence, sign_episode.cause
    FROM sign_episode
),
counter AS MATERIALIZED (
    -- What Nutanix itself counted; the statistics seldom say when.
    SELECT min(fact.evidence) AS evidence, max(fact.number) AS number
    FROM fact
    WHERE (fact.key LIKE 'nutanix.statistics%disconnect%count%'
            OR fact.key LIKE 'nutanix.statistics%icap%daemon%queue%length%')
        AND fact.number > 0
),
hit AS (
    SELECT
        wanted.*, spell.cause, spell.evidence AS said, spell.most, spell.from_us AS cause_from_us,
        spell.to_us AS cause_to_us
    FROM wanted
    JOIN spell ON spell.from_us <= wanted.to_us AND spell.to_us >= wanted.from_us
        AND (spell.package_id = wanted.package_id OR wanted.no_trace)
)
SELECT
    hit.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    hit.cause,
    hit.time_us,
    iif(counter.number > 0 AND hit.kind <> 'icap-request', 'likely', 'possible') AS confidence,
    1 AS by_time,
    hit.cause_from_us,
    hit.cause_to_us,
    hit.most,
    CAST(counter.number AS INTEGER) AS counted
FROM hit
JOIN counter
JOIN json_each(json_array(hit.said, hit.icap_evidence, hit.list_evidence, counter.evidence))
    AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
SELECT
    wanted.subject, coalesce(wanted.icap_evidence, wanted.list_evidence), 'ruled-out', 'room-left',
    NULL, wanted.time_us, NULL, 0, NULL, NULL, NULL, NULL
FROM wanted
WHERE NOT wanted.no_trace
    AND wanted.subject NOT IN (SELECT hit.subject FROM hit)
    AND wanted.kind = 'nutanix-lock'
