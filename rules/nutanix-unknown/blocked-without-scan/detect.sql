-- Locked files that ICAP Server blocked without the headers which a completed scan leaves.
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
        deciding.*, icap_request.package_id,
        coalesce(icap_request.blocked_reason, icap_request.profile) IS NOT NULL AS after_scan,
        -- An answer whose time is not known came no later than the lock.
        coalesce(icap_request.answered_us, iif(deciding.kind = 'nutanix-lock', deciding.time_us, NULL))
            AS answered_us,
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
    WHERE coalesce(icap_request.blocked_reason, icap_request.profile) IS NOT NULL
),
own_licence AS MATERIALIZED (
    -- That ICAP Server's licence had ended: its own words, which belong to no request, or its health
    -- check.
    SELECT said.package_id, min(said.evidence) AS evidence
    FROM (
        SELECT sign_record.package_id, sign_record.evidence
        FROM sign_record
        LEFT JOIN field ON field.record_id = sign_record.record_id
        GROUP BY sign_record.record_id
        HAVING NOT coalesce(max(lower(field.key) = 'connectionid'), 0)
            AND (max(sign_record.sign = 'ended')
                OR max(lower(field.value) IN ('expired', 'invalid')))
        UNION ALL
        SELECT license.package_id, license.evidence
        FROM license
        WHERE license.status IN ('expired', 'invalid')
    ) AS said
    GROUP BY said.package_id
),
verdict AS MATERIALIZED (
    -- What Core had found before the answer stands behind it, however the answer was written.
    SELECT answer.request_id, scan.evidence
    FROM answer
    JOIN scan ON scan.id = answer.scan_id
    WHERE scan.result_class IN ('threat', 'policy')
        AND coalesce(scan.finished_us <= answer.answered_us + :clock_seconds * 1000000, 1)
),
judged AS MATERIALIZED (
    SELECT
        answer.*, verdict.evidence AS verdict_evidence, own_licence.evidence AS licence_evidence,
        answer.package_id IN (SELECT speaking.package_id FROM speaking) AS speaks
    FROM answer
    LEFT JOIN verdict ON verdict.request_id = answer.request_id
    LEFT JOIN own_licence ON own_licence.package_id = answer.package_id
        AND (answer.words LIKE '%license%' OR answer.words LIKE '%licence%')
)
SELECT
    judged.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'icap-request/' || min(judged.request_id) OVER (
        PARTITION BY judged.words, judged.licence_evidence) AS cause,
    judged.time_us,
    iif(
        judged.kind <> 'icap-request' AND judged.scan_id IS NULL
            AND (judged.speaks OR judged.licence_evidence IS NOT NULL),
        'likely', 'possible'
    ) AS confidence,
    judged.words,
    iif(judged.licence_evidence IS NULL, NULL, 'yes') AS licence
FROM judged
JOIN json_each(json_array(judged.evidence, judged.asked_evidence, judged.list_evidence,
    judged.licence_evidence)) AS pieces
WHERE NOT judged.after_scan
    AND judged.verdict_evidence IS NULL
    AND pieces.value IS NOT NULL
UNION ALL
SELECT
    judged.subject, coalesce(judged.verdict_evidence, judged.evidence), 'ruled-out',
    iif(judged.after_scan, 'headers-of-a-scan', 'verdict-behind'), NULL, judged.time_us, NULL, NULL, NULL
FROM judged
WHERE judged.after_scan OR judged.verdict_evidence IS NOT NULL
