-- Files that are locked although ICAP Server answered Allowed, with a changed body.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.scan_id, expected_event.kind,
        nutanix_file.evidence AS list_evidence,
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
answer AS MATERIALIZED (
    SELECT
        deciding.*, icap_request.status, icap_request.package_id,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE lower(coalesce(icap_request.response_info, icap_request.action)) = 'allowed'
),
unchanged AS MATERIALIZED (
    -- A client that accepts 204 gets 200 only where the body was changed.
    SELECT DISTINCT icap_request.package_id
    FROM icap_request
    WHERE icap_request.status = 204
),
changed AS MATERIALIZED (
    -- Results that tell of a changed file: sanitized, or with data blanked and let pass.
    SELECT answer.request_id, scan.evidence, scan.result_label
    FROM answer
    JOIN scan ON scan.id = answer.scan_id
    WHERE scan.result_code IN (20, 48)
        AND scan.allowed IS NOT 0
)
SELECT
    answer.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    answer.time_us,
    iif(changed.request_id IS NULL, 'possible', 'likely') AS confidence,
    max(changed.result_label) OVER () AS result
FROM answer
LEFT JOIN changed ON changed.request_id = answer.request_id
JOIN json_each(json_array(answer.evidence, changed.evidence, answer.list_evidence)) AS pieces
WHERE answer.status = 200
    AND (changed.request_id IS NOT NULL
        OR answer.package_id IN (SELECT unchanged.package_id FROM unchanged))
    AND pieces.value IS NOT NULL
UNION ALL
SELECT
    answer.subject, answer.evidence, 'ruled-out', 'unchanged', NULL, answer.time_us, NULL, NULL
FROM answer
WHERE answer.status = 204
