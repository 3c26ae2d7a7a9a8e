-- Files without a first scan whose request ICAP Server itself turned away: its parser, or no workflow.
WITH attempt AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.event_id, symptom.time_us, symptom.window_from_us AS from_us,
        expected_event.kind, expected_event.request_id, icap_request.status,
        icap_request.data_id, icap_request.response_desc,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS answer_evidence,
        icap_request.error_evidence
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    WHERE symptom.family = 'missing-first-scan'
),
worded AS MATERIALIZED (
    SELECT evidence, min(sign) AS sign FROM sign_record GROUP BY evidence
),
own AS MATERIALIZED (
    -- The answer about this very request, or an error that stands at it.
    SELECT attempt.*, 'parser' AS kind_of, 'certain' AS confidence,
        attempt.answer_evidence AS evidence
    FROM attempt
    WHERE attempt.status = 400 AND attempt.data_id IS NULL
    UNION ALL
    SELECT attempt.*, worded.sign, 'likely', worded.evidence
    FROM attempt
    JOIN worded ON worded.evidence IN (attempt.error_evidence, attempt.answer_evidence)
    WHERE attempt.status IS NOT 400 AND attempt.data_id IS NULL
),
other AS (
    -- Lines of the parser carry no path: they are tied to a lock by time alone.
    SELECT attempt.*, 'parser' AS kind_of, 'possible' AS confidence, sign_episode.evidence,
        sign_episode.cause, sign_episode.from_us AS episode_from_us,
        -- The lock follows the refusal.
        sign_episode.to_us + :longest_wait_seconds * 1000000 AS episode_to_us
    FROM attempt
    JOIN sign_episode ON sign_episode.sign = 'parser'
        AND sign_episode.from_us <= attempt.time_us
        AND sign_episode.to_us >= attempt.from_us
    WHERE attempt.kind = 'nutanix-lock' AND attempt.request_id IS NULL
)
SELECT
    own.subject, own.evidence, 'fits' AS verdict, NULL AS why_code,
    first_value(own.evidence) OVER (
        PARTITION BY own.kind_of ORDER BY own.time_us, own.evidence
    ) AS cause,
    own.time_us, own.confidence, 0 AS by_time,
    NULL AS cause_from_us, NULL AS cause_to_us,
    iif(own.kind_of = 'parser', 1, NULL) AS parser
FROM own
UNION ALL
SELECT
    other.subject, other.evidence, 'fits', NULL, other.cause, other.time_us, other.confidence, 1,
    other.episode_from_us, other.episode_to_us, 1
FROM other
UNION ALL
-- ICAP Server refused others in those minutes, but it has a request of this file and took it.
SELECT
    attempt.subject, sign_episode.evidence, 'ruled-out', 'took-this-one', NULL, attempt.time_us,
    NULL, 0, NULL, NULL, NULL
FROM attempt
JOIN sign_episode ON sign_episode.sign = 'parser'
    AND sign_episode.from_us <= attempt.time_us
    AND sign_episode.to_us >= attempt.from_us
WHERE attempt.request_id IS NOT NULL
    AND attempt.status IS NOT 400
    AND attempt.event_id NOT IN (SELECT event_id FROM own)
