-- Locked files for which the deciding scan found a threat, or something the workflow forbids.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.event_id, symptom.scan_id, expected_event.kind,
        expected_event.how, nutanix_file.evidence AS list_evidence,
        lower(nutanix_file.description) AS listed,
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
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        -- cover: equivalent, with a list only locks and reports are symptoms, and a report's row is 0
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'nutanix-unknown'
),
found AS MATERIALIZED (
    -- Core's own result, which stands behind an answer that names it, or that came after it and
    -- was not given for an error.
    SELECT
        deciding.*, scan.result_label AS label, scan.evidence, scan.allowed,
        lower(scan.result_label)
                IN (lower(icap_request.blocked_reason), lower(icap_request.response_desc)) IS 1
            -- The list names what the share was told.
            OR (lower(scan.threat_name) = deciding.listed) IS 1
            OR icap_request.error IS NULL
                AND coalesce(scan.finished_us <= :clock_seconds * 1000000 + coalesce(
                    icap_request.answered_us,
                    iif(deciding.kind = 'reported', NULL, deciding.time_us)), 1)
                -- Where ICAP Server answered nobody, the verdict reached the share only if it was
                -- locked at once, and the answer is but missing in the log.
                AND (icap_request.id IS NULL OR icap_request.answered_us IS NOT NULL
                    OR coalesce(icap_request.response_info, icap_request.action) IS NOT NULL
                    OR deciding.kind = 'nutanix-lock'
                        AND deciding.time_us <= scan.finished_us + :clock_seconds * 1000000
                ) AS is_behind,
        icap_request.id IS NOT NULL
            AND coalesce(icap_request.answered_us, icap_request.response_info,
                icap_request.action) IS NULL AS is_open,
        (lower(scan.threat_name) = deciding.listed) IS 1 AS is_listed,
        lower(scan.result_label)
            IN (lower(icap_request.blocked_reason), lower(icap_request.response_desc)) IS 1
            AS is_named,
        scan.finished_us > coalesce(icap_request.answered_us, deciding.time_us) AS is_later
    FROM deciding
    JOIN scan ON scan.id = deciding.scan_id
    LEFT JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE scan.result_class IN ('threat', 'policy')
        AND scan.allowed IS NOT 1
),
verdict AS MATERIALIZED (
    SELECT
        found.subject, found.time_us, found.kind, found.list_evidence, found.label, found.evidence,
        CASE
            WHEN found.how = 'name' OR found.is_open AND NOT found.is_listed THEN 'possible'
            -- By clocks that agree to seconds, an answer may be older than the result it gives.
            WHEN found.is_later AND NOT found.is_named AND NOT found.is_listed THEN 'possible'
            WHEN found.how = 'data id' AND found.allowed = 0 THEN 'certain'
            ELSE 'likely'
        END AS confidence
    FROM found
    WHERE found.is_behind
    UNION ALL
    -- ICAP Server's answer, with the header that only a completed scan with violations sets.
    SELECT
        deciding.subject, deciding.time_us, deciding.kind, deciding.list_evidence,
        result_code.label,
        coalesce(icap_request.answer_evidence, icap_request.evidence),
        iif(deciding.event_id IN (SELECT found.event_id FROM found), 'certain', 'likely')
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    JOIN result_code ON lower(result_code.label) = lower(trim(icap_request.blocked_reason))
    WHERE result_code.class IN ('threat', 'policy')
),
labelled AS (
    SELECT group_concat(per_label.label, ', ') AS results
    FROM (SELECT DISTINCT verdict.label FROM verdict ORDER BY verdict.label) AS per_label
)
SELECT
    verdict.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    verdict.time_us,
    CASE verdict.kind
        WHEN 'nutanix-lock' THEN verdict.confidence
        WHEN 'reported' THEN replace(verdict.confidence, 'certain', 'likely')
        ELSE 'possible'
    END AS confidence,
    labelled.results
FROM verdict
JOIN labelled
JOIN json_each(json_array(verdict.evidence, verdict.list_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- Core came to a verdict, but ICAP Server had answered without it, or answered nobody.
SELECT
    found.subject, found.evidence, 'ruled-out',
    iif(found.is_open, 'never-answered', 'verdict-came-later'), NULL, found.time_us, NULL,
    NULL
FROM found
WHERE NOT found.is_behind
