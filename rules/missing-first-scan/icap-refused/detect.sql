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
    UNION ALL
    -- The answer says so itself.
    SELECT attempt.*, 'workflow', 'likely', attempt.answer_evidence
    FROM attempt
    WHERE attempt.data_id IS NULL
        AND (attempt.response_desc LIKE '%no %workflow%'
            OR attempt.response_desc LIKE '%workflow%not %'
            OR attempt.response_desc LIKE '%no %security rule%')
),
nameless AS MATERIALIZED (
    -- Requests that were answered with 400 and have no path, as the parser never got to it.
    SELECT icap_request.package_id, coalesce(icap_request.answered_us, icap_request.time_us) AS time_us,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS evidence
    FROM icap_request
    WHERE icap_request.status = 400 AND icap_request.path IS NULL
),
episode AS MATERIALIZED (
    SELECT package_id, cause, from_us, to_us, evidence FROM sign_episode WHERE sign = 'parser'
    UNION ALL
    -- The parser's words are not published; the status is.
    SELECT package_id, min(evidence), min(time_us), max(time_us), min(evidence)
    FROM nameless
    WHERE package_id NOT IN (SELECT package_id FROM sign_episode WHERE sign = 'parser')
    GROUP BY package_id, time_us / 1800000000
),
other AS (
    -- Lines of the parser carry no path: they are tied to a lock by time alone.
    SELECT attempt.*, 'parser' AS kind_of,
        iif(EXISTS (
            SELECT 1 FROM nameless
            WHERE nameless.package_id = episode.package_id
                AND nameless.time_us BETWEEN attempt.time_us - :clock_seconds * 1000000
                    AND attempt.time_us + :clock_seconds * 1000000
        ), 'likely', 'possible') AS confidence, episode.evidence,
        episode.cause, episode.from_us AS episode_from_us,
        -- The lock follows the refusal.
        episode.to_us + :longest_wait_seconds * 1000000 AS episode_to_us
    FROM attempt
    JOIN episode ON episode.from_us <= attempt.time_us
        AND episode.to_us >= attempt.from_us
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
    attempt.subject, episode.evidence, 'ruled-out', 'took-this-one', NULL, attempt.time_us,
    NULL, 0, NULL, NULL, NULL
FROM attempt
JOIN episode ON episode.from_us <= attempt.time_us
    AND episode.to_us >= attempt.from_us
WHERE attempt.request_id IS NOT NULL
    AND attempt.status IS NOT 400
    AND attempt.event_id NOT IN (SELECT event_id FROM own)
