-- Locked files to which Core answered something that is neither clean nor a verdict on the content.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.scan_id, expected_event.kind, expected_event.how,
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
        ), (
            -- By a clock of the share that is off, a lock may seem to be older than its request.
            SELECT min(icap_request.id)
            FROM scan
            JOIN icap_request ON icap_request.data_id = scan.data_id
            WHERE scan.id = symptom.scan_id
                AND expected_event.kind = 'nutanix-lock'
                AND expected_event.how = 'file'
        )) AS request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    WHERE symptom.family = 'nutanix-unknown'
),
asked AS MATERIALIZED (
    SELECT
        deciding.*, icap_request.answer_evidence, icap_request.evidence AS request_evidence,
        lower(trim(coalesce(
            nullif(icap_request.blocked_reason, ''), icap_request.response_desc, ''
        ))) AS words,
        -- An answer whose time is not known came no later than the lock.
        coalesce(icap_request.answered_us, iif(deciding.kind = 'nutanix-lock', deciding.time_us, NULL))
            AS answered_us,
        -- Nobody was answered; what the share did not hear of, it did not lock for.
        icap_request.id IS NOT NULL AND coalesce(icap_request.answered_us,
            icap_request.response_info, icap_request.action) IS NULL AS is_open
    FROM deciding
    LEFT JOIN icap_request ON icap_request.id = deciding.request_id
),
said AS MATERIALIZED (
    -- Core's own result of the deciding scan.
    SELECT
        asked.*, scan.result_label AS result, scan.evidence, 'scan/' || scan.id AS origin,
        scan.allowed IS NOT 1 AS barred, asked.how = 'data id' AS by_id,
        -- An answer in the words of the result passed it on, whatever the clocks say.
        asked.words = lower(scan.result_label)
            OR coalesce(scan.finished_us <= asked.answered_us + :clock_seconds * 1000000, 1)
                AND NOT (asked.is_open AND asked.kind = 'nutanix-lock' AND coalesce(
                    asked.time_us > scan.finished_us + :clock_seconds * 1000000, 0)) AS came_first
    FROM asked
    JOIN scan ON scan.id = asked.scan_id
    -- Words that are no result, such as those of a refusal, have no code.
    WHERE scan.result_class IN ('limit', 'content', 'quota', 'rejected', 'neutral', 'unknown')
        AND scan.result_code IS NOT NULL
    UNION ALL
    -- What ICAP Server passed on of it, where Core's own record is not in the case.
    SELECT
        asked.*, result_code.label, coalesce(asked.answer_evidence, asked.request_evidence),
        'icap-request/' || asked.request_id, 1, 0, 1
    FROM asked
    JOIN result_code ON lower(result_code.label) = asked.words
        AND result_code.class IN ('limit', 'content', 'quota', 'rejected')
    WHERE asked.scan_id IS NULL
)
SELECT
    said.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    min(said.origin) OVER (PARTITION BY said.result) AS cause,
    said.time_us,
    CASE
        WHEN said.kind = 'icap-request' OR said.how = 'name' THEN 'possible'
        WHEN said.kind = 'nutanix-lock' AND said.by_id AND NOT said.is_open THEN 'certain'
        ELSE 'likely'
    END AS confidence,
    said.result
FROM said
JOIN json_each(json_array(said.evidence, said.answer_evidence)) AS pieces
WHERE said.barred AND said.came_first AND pieces.value IS NOT NULL
UNION ALL
SELECT
    said.subject, said.evidence, 'ruled-out',
    CASE
        WHEN NOT said.barred THEN 'let-pass'
        WHEN said.is_open THEN 'never-answered'
        ELSE 'answered-before'
    END,
    NULL, said.time_us, NULL, NULL
FROM said
WHERE NOT said.barred OR NOT said.came_first
