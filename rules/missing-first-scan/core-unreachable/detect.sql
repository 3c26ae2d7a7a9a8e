-- Files without a first scan whose request found no way to Core, while Core's own log shows it alive.
WITH attempt AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.subject_id AS file_id, symptom.event_id, symptom.time_us,
        icap_request.error_evidence, icap_request.error, icap_request.evidence,
        icap_request.time_us AS from_us,
        coalesce(icap_request.answered_us, icap_request.time_us) AS to_us
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    JOIN icap_request ON icap_request.id = expected_event.request_id
    WHERE symptom.family = 'missing-first-scan'
        AND icap_request.time_us IS NOT NULL
),
said AS MATERIALIZED (
    -- ICAP Server's own word for this very request, by its ids.
    SELECT attempt.event_id, min(refusal.time_us) AS time_us, refusal.text AS error,
        refusal.evidence
    FROM attempt
    JOIN file_link ON file_link.file_id = attempt.file_id
        AND file_link.kind = 'refusal'
    JOIN refusal ON refusal.id = file_link.row_id
    WHERE refusal.kind = 'unreachable'
        AND refusal.time_us BETWEEN attempt.from_us - 2000000 AND attempt.to_us + 2000000
    GROUP BY attempt.event_id
    UNION
    SELECT attempt.event_id, sign_record.time_us, attempt.error, sign_record.evidence
    FROM attempt
    JOIN sign_record ON sign_record.evidence = attempt.error_evidence
    WHERE attempt.error <> 'Error received from Metadefender Core'
    UNION
    -- A history has the error as a column of its own.
    SELECT attempt.event_id, attempt.from_us, attempt.error, attempt.evidence
    FROM attempt
    WHERE attempt.error_evidence IS NULL
        AND lower(rtrim(attempt.error, '.')) IN (
            'connection refused', 'connection timed out', 'connection reset by peer',
            'no route to host', 'network is unreachable', 'host not found',
            'name or service not known', 'tls handshake failed', 'ssl handshake failed',
            'operation timed out'
        )
),
told AS MATERIALIZED (
    SELECT
        said.event_id, said.time_us, said.error, said.evidence,
        (
            SELECT rtrim(substr(field.value, instr(field.value, '://') + iif(instr(field.value, '://'), 3, 1)), '/')
            FROM field
            WHERE 'record/' || field.record_id = said.evidence
                AND field.record_id = CAST(substr(said.evidence, 8) AS INTEGER)
                AND lower(field.key) IN ('server', 'url', 'address', 'core')
            ORDER BY field.position
            LIMIT 1
        ) AS server
    FROM said
    GROUP BY said.event_id
),
alive AS MATERIALIZED (
    -- Minutes in which Core finished scans.
    SELECT DISTINCT minute.minute
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82 AND shape.component LIKE 'core.%'
),
near AS MATERIALIZED (
    SELECT told.event_id, max(step.value <= 0) AS before, max(step.value >= 0) AS after
    FROM told
    CROSS JOIN json_each('[-2, -1, 0, 1, 2]') AS step
    JOIN alive ON alive.minute = told.time_us / 60000000 + step.value
    GROUP BY told.event_id
),
judged AS MATERIALIZED (
    SELECT
        told.*, min(coverage.package_id) AS package_id,
        -- Any Core's, since two packages may hold the same log, and its outage stands in one.
        EXISTS (
            SELECT 1 FROM outage
            WHERE outage.product = 'core'
                AND outage.from_us <= told.time_us
                AND (outage.to_us IS NULL
                    OR told.time_us <= outage.to_us + :start_seconds * 1000000)
        ) OR EXISTS (
            SELECT 1 FROM gap
            WHERE gap.source = 'core-log' AND gap.package_id = coverage.package_id
                AND told.time_us BETWEEN gap.from_us AND gap.to_us
        ) AS was_down,
        -- An address that the machine of no Core package has is that of another Core.
        told.server GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*' AND told.server NOT GLOB '127.*'
            AND EXISTS (SELECT 1 FROM fact WHERE fact.key = 'network.address'
                AND fact.package_id = coverage.package_id)
            AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.key = 'network.address'
                AND fact.package_id = coverage.package_id
                AND fact.value = substr(told.server, 1, instr(told.server || ':', ':') - 1)
        ) AS is_other,
        coalesce(near.before AND near.after, 0) AS was_working
    FROM told
    LEFT JOIN near ON near.event_id = told.event_id
    JOIN coverage ON coverage.source = 'core-log'
        AND told.time_us BETWEEN coverage.from_us AND coverage.to_us
    GROUP BY told.event_id
)
SELECT
    attempt.subject, judged.evidence, 'fits' AS verdict, NULL AS why_code,
    first_value(judged.evidence) OVER one AS cause,
    attempt.time_us,
    iif(judged.was_working, 'certain', 'likely') AS confidence,
    judged.error, judged.server, package.name AS package,
    min(judged.time_us) OVER whole AS failed_from_us,
    max(judged.time_us) OVER whole AS failed_to_us,
    min(judged.time_us) OVER whole AS cause_from_us,
    max(judged.time_us) OVER whole AS cause_to_us
FROM judged
JOIN attempt ON attempt.event_id = judged.event_id
JOIN package ON package.id = judged.package_id
WHERE NOT judged.was_down AND NOT judged.is_other
WINDOW whole AS (PARTITION BY judged.package_id, judged.error, judged.server),
    one AS (PARTITION BY judged.package_id, judged.error, judged.server
        ORDER BY judged.time_us, judged.evidence)
UNION ALL
SELECT
    attempt.subject, judged.evidence, 'ruled-out',
    iif(judged.is_other, 'another-core', 'core-was-down'), NULL, attempt.time_us, NULL, NULL,
    judged.server, NULL, NULL, NULL, NULL, NULL
FROM judged
JOIN attempt ON attempt.event_id = judged.event_id
WHERE judged.was_down OR judged.is_other
