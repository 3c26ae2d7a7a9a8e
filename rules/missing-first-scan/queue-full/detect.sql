-- Files without a first scan that Core turned away because its queue was full.
WITH attempt AS MATERIALIZED (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.event_id,
        symptom.time_us,
        expected_event.kind,
        expected_event.request_id,
        icap_request.data_id,
        icap_request.response_desc,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS answer_evidence,
        file.name,
        coalesce(icap_request.time_us, symptom.window_from_us) AS from_us,
        coalesce(icap_request.answered_us, icap_request.time_us, symptom.time_us) AS to_us
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    JOIN file ON file.id = symptom.subject_id
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    WHERE symptom.family = 'missing-first-scan'
),
own AS (
    -- What was said of the very request: by its ids, or in ICAP Server's answer.
    SELECT attempt.event_id, refusal.kind, refusal.hop, refusal.time_us, refusal.evidence
    FROM attempt
    JOIN file_link ON file_link.file_id = attempt.file_id
        AND file_link.kind = 'refusal'
    JOIN refusal ON refusal.id = file_link.row_id
    WHERE refusal.time_us BETWEEN attempt.from_us - 2000000 AND attempt.to_us + 2000000
    UNION ALL
    SELECT attempt.event_id, 'queue-full', 'answer', attempt.to_us, attempt.answer_evidence
    FROM attempt
    WHERE attempt.response_desc = 'Server is too busy. Try again later.'
),
said AS (
    -- Every time somebody was turned away so, at whichever hop it was written down.
    SELECT refusal.hop, refusal.time_us, refusal.file_name, refusal.evidence
    FROM refusal
    WHERE refusal.kind = 'queue-full'
    UNION ALL
    SELECT 'nginx', http_request.time_us, NULL, http_request.evidence
    FROM http_request
    JOIN entry ON entry.id = http_request.entry_id
    -- cover: equivalent, 503 is among them, and the index of failed requests is found by it
    WHERE http_request.status >= 400
        AND http_request.status = 503
        AND http_request.method = 'POST'
        AND (http_request.path = '/file'
            OR http_request.path LIKE '/file?%'
            OR http_request.path LIKE '/file/sync%')
        AND entry.source = 'core-nginx'
    UNION ALL
    SELECT 'answer', own.time_us, NULL, own.evidence
    FROM own
    WHERE own.hop = 'answer'
),
begun AS (
    SELECT
        said.*,
        said.time_us - lag(said.time_us, 1, 0) OVER (ORDER BY said.time_us, said.evidence)
            > :episode_minutes * 60000000 AS is_first
    FROM said
),
numbered AS (
    SELECT
        begun.*,
        begun.time_us / 60000000 AS minute,
        sum(begun.is_first) OVER (ORDER BY begun.time_us, begun.evidence) AS number
    FROM begun
),
hop AS (
    SELECT
        numbered.number,
        numbered.hop,
        count(*) AS refused,
        numbered.hop = 'core' AND count(*) = count(numbered.file_name) AS names_all,
        min(numbered.time_us) AS first_us,
        max(numbered.time_us) AS last_us
    FROM numbered
    GROUP BY numbered.number, numbered.hop
),
worked AS (
    -- Scans that Core finished, by the minute.
    SELECT minute.minute, sum(minute.count) AS scans
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82
        AND shape.component LIKE 'core.%'
    GROUP BY minute.minute
),
episode AS (
    -- The hop that saw most of them counts; the others tell of the same ones.
    SELECT
        hop.number,
        max(hop.refused) AS refused,
        min(hop.first_us) AS first_refused_us,
        max(hop.last_us) AS last_refused_us,
        max(hop.names_all) AS names_all,
        (
            SELECT numbered.evidence
            FROM numbered
            WHERE numbered.number = hop.number
            ORDER BY numbered.time_us, numbered.evidence
            LIMIT 1
        ) AS first_evidence,
        (
            SELECT coalesce(sum(worked.scans), 0)
            FROM worked
            WHERE worked.minute BETWEEN min(hop.first_us) / 60000000 AND max(hop.last_us) / 60000000
        ) AS finished
    FROM hop
    GROUP BY hop.number
),
linked AS (
    SELECT attempt.event_id, own.evidence, episode.number, 'certain' AS confidence
    FROM attempt
    JOIN own ON own.event_id = attempt.event_id
    JOIN episode ON own.time_us BETWEEN episode.first_refused_us AND episode.last_refused_us
    WHERE own.kind = 'queue-full'
        AND attempt.data_id IS NULL
),
nearby AS (
    -- Without an ICAP log: Core turned somebody away while Nutanix waited for this file. They are
    -- joined minute by minute, since each side may have thousands of rows.
    SELECT
        attempt.event_id,
        numbered.evidence,
        numbered.number,
        numbered.file_name = attempt.name COLLATE NOCASE AS is_named,
        row_number() OVER (
            PARTITION BY attempt.event_id
            ORDER BY
                coalesce(numbered.file_name = attempt.name COLLATE NOCASE, 0) DESC,
                numbered.time_us DESC,
                numbered.evidence
        ) AS place
    FROM attempt
    CROSS JOIN json_each('[0, 1, 2, 3, 4, 5]') AS step
    JOIN numbered ON numbered.minute = (attempt.to_us + 2000000) / 60000000 - step.value
        AND numbered.time_us BETWEEN attempt.from_us AND attempt.to_us + 2000000
    WHERE attempt.request_id IS NULL
        AND attempt.kind = 'nutanix-lock'
        AND numbered.hop IN ('core', 'nginx')
),
hit AS (
    SELECT linked.event_id, linked.evidence, linked.number, linked.confidence
    FROM linked
    UNION ALL
    SELECT
        nearby.event_id,
        nearby.evidence,
        nearby.number,
        iif(nearby.is_named OR episode.refused >= episode.finished, 'likely', 'possible')
    FROM nearby
    JOIN episode ON episode.number = nearby.number
    WHERE nearby.place = 1
        AND (nearby.is_named OR NOT episode.names_all)
)
SELECT
    attempt.subject,
    hit.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    -- One full queue is one cause, known by its first trace.
    episode.first_evidence AS cause,
    attempt.time_us,
    hit.confidence,
    episode.refused,
    episode.finished,
    episode.first_refused_us,
    episode.last_refused_us,
    (episode.last_refused_us - episode.first_refused_us) / 60000000 + 1 AS minutes
FROM hit
JOIN attempt ON attempt.event_id = hit.event_id
JOIN episode ON episode.number = hit.number
UNION ALL
-- Others were turned away then, but ICAP Server says that this file could not reach Core at all.
SELECT
    attempt.subject, own.evidence, 'ruled-out', 'core-not-reached', NULL, attempt.time_us,
    NULL, NULL, NULL, NULL, NULL, NULL
FROM attempt
JOIN own ON own.event_id = attempt.event_id
JOIN episode ON own.time_us BETWEEN episode.first_refused_us AND episode.last_refused_us
WHERE own.kind = 'unreachable'
UNION ALL
-- Others were turned away then, but Core had given this file an id.
SELECT
    attempt.subject, episode.first_evidence, 'ruled-out', 'core-took-it', NULL, attempt.time_us,
    NULL, NULL, NULL, NULL, NULL, NULL
FROM attempt
JOIN episode ON attempt.from_us BETWEEN episode.first_refused_us AND episode.last_refused_us
WHERE attempt.data_id IS NOT NULL
UNION ALL
-- Core names each file that it turned away then, and this one is not among them.
SELECT
    attempt.subject, nearby.evidence, 'ruled-out', 'not-named', NULL, attempt.time_us,
    NULL, NULL, NULL, NULL, NULL, NULL
FROM nearby
JOIN attempt ON attempt.event_id = nearby.event_id
JOIN episode ON episode.number = nearby.number
WHERE nearby.place = 1
    AND nearby.is_named IS NOT 1
    AND episode.names_all
