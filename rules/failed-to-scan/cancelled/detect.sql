-- Scans whose result is 19: whoever sent the file went away, or took it back.
WITH gone AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        coalesce(scan.processing_ms, (scan.finished_us - scan.started_us) / 1000) AS ran_ms,
        CASE
            WHEN scan.user_agent = 'mdicapserver' OR request.id IS NOT NULL THEN 'ICAP Server'
            WHEN coalesce(scan.user_agent, '') <> '' THEN 'The client ' || scan.user_agent
            ELSE 'The sender'
        END AS who,
        coalesce(request.answered_us <= scan.finished_us, 0) AS icap_first,
        coalesce(request.error, request.response_desc) AS answer,
        coalesce(request.error_evidence, request.answer_evidence) AS answer_evidence
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    LEFT JOIN expected_event AS event ON event.id = symptom.event_id
    LEFT JOIN icap_request AS request ON request.id = event.request_id
    -- cover: equivalent, a lock that a scan of this result decided is of the same file
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 19
),
-- One finding for each sender; ICAP Server's early answers are a matter of their own.
grouped AS (
    SELECT
        gone.*,
        first_value(gone.evidence) OVER one AS cause,
        max(gone.ran_ms) OVER all_of AS longest_ms,
        min(gone.answer) OVER all_of AS words
    FROM gone
    WINDOW one AS (
            PARTITION BY gone.who, gone.icap_first ORDER BY gone.finished_us, gone.scan_id),
        all_of AS (PARTITION BY gone.who, gone.icap_first)
)
SELECT
    grouped.subject AS subject,
    piece.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    grouped.cause AS cause,
    grouped.finished_us AS time_us,
    grouped.who AS who,
    nullif(grouped.icap_first, 0) AS icap_first,
    nullif(grouped.who = 'ICAP Server', 0) AS by_icap,
    grouped.words AS answer,
    nullif(grouped.longest_ms / 1000, 0) AS longest_seconds
FROM grouped
JOIN json_each(json_array(grouped.evidence,
    CASE WHEN grouped.icap_first THEN grouped.answer_evidence END)) AS piece
    ON piece.value IS NOT NULL
