-- Locked files whose request got a status that is no verdict, or no answer at all.
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
asked AS MATERIALIZED (
    SELECT
        deciding.*, icap_request.status, icap_request.response_info, icap_request.package_id,
        icap_request.connection_id, icap_request.request_id AS number,
        icap_request.time_us AS asked_us, icap_request.answered_us, icap_request.action,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
),
seen AS MATERIALIZED (
    -- Which kind of file the answer, or its absence, stands in.
    SELECT
        asked.*,
        coalesce(
            (
                SELECT entry.source
                FROM locator
                JOIN entry ON entry.id = locator.entry_id
                WHERE 'locator/' || locator.id = asked.evidence
                    AND locator.id = CAST(substr(asked.evidence, 9) AS INTEGER)
            ),
            'icap-log'
        ) AS source,
        CASE
            WHEN asked.status >= 300 THEN 'answered with status ' || asked.status
            WHEN asked.status IN (200, 204, 206) THEN NULL
            WHEN asked.status IS NOT NULL
                THEN 'answered with status ' || asked.status || ', which is no end of a request'
            WHEN asked.response_info IS NULL AND asked.action IS NULL THEN 'never answered'
        END AS what
    FROM asked
),
fit AS (
    SELECT seen.*
    FROM seen
    WHERE seen.what IS NOT NULL
        AND (seen.what <> 'never answered' OR EXISTS (
            -- A log that ends too early would only miss the answer.
            SELECT 1 FROM coverage
            WHERE coverage.package_id = seen.package_id
                AND coverage.source = seen.source
                AND coverage.to_us > seen.asked_us + :longest_wait_seconds * 1000000
        ))
)
SELECT
    fit.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'icap-request/' || min(fit.request_id) OVER (PARTITION BY fit.what, fit.source) AS cause,
    fit.time_us,
    iif(fit.kind <> 'icap-request' AND fit.status >= 400, 'likely', 'possible') AS confidence,
    fit.what,
    CASE fit.source
        WHEN 'icap-client' THEN 'what the client of ICAP Server received'
        WHEN 'icap-history' THEN 'the history of ICAP Server'
        ELSE 'the log of ICAP Server itself'
    END AS hop
FROM fit
JOIN json_each(json_array(fit.evidence, fit.list_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- The 5xx is Core's to ICAP Server, which answered the share with a status of its own.
SELECT
    seen.subject, refusal.evidence, 'ruled-out', 'seen-at-core', NULL, seen.time_us, NULL, NULL,
    NULL
FROM seen
JOIN refusal ON refusal.connection_id = seen.connection_id
    AND refusal.request_id IS seen.number
WHERE refusal.status >= 400
    AND seen.status < 300
