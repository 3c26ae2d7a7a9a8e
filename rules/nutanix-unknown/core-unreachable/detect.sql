-- Locked files for which ICAP Server answered without a verdict since Core was away or refused them.
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
said AS (
    SELECT deciding.*, refusal.kind AS refusal_kind, refusal.text, refusal.evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    JOIN file_link ON file_link.file_id = deciding.file_id
        AND file_link.kind = 'refusal'
    JOIN refusal ON refusal.id = file_link.row_id
        AND refusal.connection_id = icap_request.connection_id
        AND refusal.request_id IS icap_request.request_id
    WHERE refusal.kind IN ('unreachable', 'queue-full')
    UNION ALL
    -- A quieter log keeps the answer alone.
    SELECT
        deciding.*, 'queue-full', icap_request.response_desc, icap_request.answer_evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE icap_request.response_desc = 'Server is too busy. Try again later.'
        AND icap_request.answer_evidence IS NOT NULL
),
clear AS (
    -- A verdict in the answer, or a result of Core for the same id, means that Core was reached.
    SELECT
        said.*,
        icap_request.answer_evidence,
        min(said.request_id) OVER (PARTITION BY said.refusal_kind) AS first_request_id
    FROM said
    JOIN icap_request ON icap_request.id = said.request_id
    WHERE icap_request.blocked_reason IS NULL
        AND icap_request.profile IS NULL
        AND lower(coalesce(icap_request.response_info, icap_request.action, '')) <> 'allowed'
        AND NOT EXISTS (SELECT 1 FROM scan WHERE scan.data_id = icap_request.data_id)
)
SELECT
    clear.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    -- Being turned away and finding nobody have different causes: one finding each.
    'icap-request/' || clear.first_request_id AS cause,
    clear.time_us,
    CASE clear.kind
        WHEN 'nutanix-lock' THEN 'certain'
        WHEN 'reported' THEN 'likely'
        ELSE 'possible'
    END AS confidence,
    CASE clear.refusal_kind
        WHEN 'queue-full' THEN 'Core refused because it was too busy'
        ELSE 'Core could not be reached'
    END AS why,
    CASE clear.refusal_kind WHEN 'queue-full' THEN 'yes' END AS refused
FROM clear
JOIN json_each(json_array(clear.evidence, clear.answer_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- ICAP Server met a refusal on the way, but got a result of Core in the end.
SELECT
    said.subject, said.evidence, 'ruled-out', 'answered-in-the-end', NULL, said.time_us,
    NULL, NULL, NULL
FROM said
WHERE said.event_id NOT IN (SELECT clear.event_id FROM clear)
