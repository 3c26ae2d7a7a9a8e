-- Locked files that ICAP Server blocked without the headers which a completed scan leaves.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.scan_id, expected_event.kind, expected_event.how,
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
answer AS MATERIALIZED (
    SELECT
        deciding.*, icap_request.package_id,
        icap_request.blocked_reason IS NOT NULL OR icap_request.profile IS NOT NULL AS after_scan,
        coalesce(icap_request.answered_us, icap_request.time_us) AS answered_us,
        coalesce(nullif(trim(icap_request.response_desc), ''), 'it gave no reason') AS words,
        icap_request.evidence AS asked_evidence,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE lower(coalesce(icap_request.response_info, icap_request.action)) = 'blocked'
),
speaking AS MATERIALIZED (
    -- Sources of which some answer shows that they tell of block reasons and workflows at all.
    SELECT DISTINCT icap_request.package_id
    FROM icap_request
    WHERE icap_request.package_id IN (SELECT answer.package_id FROM answer)
        AND (icap_request.blocked_reason IS NOT NULL OR icap_request.profile IS NOT NULL)
),
verdict AS MATERIALIZED (
    -- What Core had found before the answer stands behind it, however the answer was written.
    SELECT answer.request_id, scan.evidence
    FROM answer
    JOIN scan ON scan.id = answer.scan_id
    WHERE scan.result_class IN ('threat', 'policy')
        AND (scan.finished_us IS NULL
            OR scan.finished_us <= answer.answered_us + :clock_seconds * 1000000)
),
judged AS MATERIALIZED (
    SELECT
        answer.*, verdict.evidence AS verdict_evidence,
        answer.package_id IN (SELECT speaking.package_id FROM speaking) AS speaks
    FROM answer
    LEFT JOIN verdict ON verdict.request_id = answer.request_id
)
SELECT
    judged.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'icap-request/' || min(judged.request_id) OVER (PARTITION BY judged.words) AS cause,
    judged.time_us,
    iif(
        judged.kind <> 'icap-request' AND judged.scan_id IS NULL AND judged.speaks,
        'likely', 'possible'
    ) AS confidence,
    judged.words
FROM judged
JOIN json_each(json_array(judged.evidence, judged.asked_evidence, judged.list_evidence)) AS pieces
WHERE NOT judged.after_scan
    AND judged.verdict_evidence IS NULL
    AND pieces.value IS NOT NULL
UNION ALL
SELECT
    judged.subject, coalesce(judged.verdict_evidence, judged.evidence), 'ruled-out',
    iif(judged.after_scan, 'headers-of-a-scan', 'verdict-behind'), NULL, judged.time_us, NULL, NULL
FROM judged
WHERE judged.after_scan OR judged.verdict_evidence IS NOT NULL
