-- Locked files for which the deciding scan found a threat, or something the workflow forbids.
WITH deciding AS (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.time_us,
        symptom.event_id,
        symptom.scan_id,
        expected_event.kind,
        expected_event.how,
        nutanix_file.evidence AS list_evidence,
        coalesce(expected_event.request_id, (
            SELECT icap_request.id
            FROM file_link
            JOIN icap_request ON icap_request.id = file_link.row_id
            WHERE expected_event.kind = 'reported'
                AND file_link.file_id = symptom.subject_id
                AND file_link.kind = 'icap-request'
                AND (symptom.window_to_us IS NULL OR icap_request.time_us <= symptom.window_to_us)
            ORDER BY icap_request.time_us DESC, icap_request.id
            LIMIT 1
        )) AS request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'nutanix-unknown'
),
verdict AS (
    -- Core's own result, of a scan that ended before the answer and was not overtaken by an error.
    SELECT
        deciding.*,
        scan.result_label AS label,
        scan.evidence,
        CASE
            WHEN deciding.how = 'data id' AND scan.allowed = 0 THEN 'certain'
            WHEN deciding.how = 'name' THEN 'possible'
            ELSE 'likely'
        END AS confidence
    FROM deciding
    JOIN scan ON scan.id = deciding.scan_id
    LEFT JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE scan.result_class IN ('threat', 'policy')
        AND scan.allowed IS NOT 1
        AND icap_request.error IS NULL
        AND (deciding.kind = 'reported'
            OR scan.finished_us IS NULL
            OR scan.finished_us
                <= coalesce(icap_request.answered_us, deciding.time_us) + :clock_seconds * 1000000)
    UNION ALL
    -- ICAP Server's answer, with the header that only a completed scan with violations sets.
    SELECT
        deciding.*,
        icap_request.blocked_reason,
        coalesce(icap_request.answer_evidence, icap_request.evidence),
        CASE WHEN deciding.scan_id IS NULL THEN 'likely' ELSE 'certain' END
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    JOIN result_code ON lower(result_code.label) = lower(trim(icap_request.blocked_reason))
    WHERE result_code.class IN ('threat', 'policy')
        AND icap_request.error IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM scan
            WHERE scan.id = deciding.scan_id
                AND scan.result_class NOT IN ('threat', 'policy')
        )
),
labelled AS (
    SELECT group_concat(per_label.label, ', ') AS results
    FROM (
        SELECT verdict.label
        FROM verdict
        WHERE verdict.label IS NOT NULL
        GROUP BY verdict.label
        ORDER BY verdict.label
    ) AS per_label
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
-- Core came to a verdict, but only after ICAP Server had answered without it.
SELECT
    deciding.subject, scan.evidence, 'ruled-out', 'verdict-came-later', NULL, deciding.time_us,
    NULL, NULL
FROM deciding
JOIN scan ON scan.id = deciding.scan_id
JOIN icap_request ON icap_request.id = deciding.request_id
WHERE scan.result_class IN ('threat', 'policy')
    AND icap_request.blocked_reason IS NULL
    AND (icap_request.error IS NOT NULL
        OR scan.finished_us > icap_request.answered_us + :clock_seconds * 1000000)
