-- Locked files that ICAP Server blocked because no workflow of its own took them.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, expected_event.kind,
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
    WHERE symptom.family = 'nutanix-unknown'
),
seen AS MATERIALIZED (
    SELECT
        icap_request.id, icap_request.package_id, icap_request.time_us, icap_request.client_ip,
        icap_request.connection_id, icap_request.error,
        icap_request.evidence AS asked_evidence,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS evidence,
        lower(coalesce(icap_request.response_desc, '')) AS words,
        coalesce(lower(coalesce(icap_request.response_info, icap_request.action)) = 'blocked', 0)
            AND coalesce(icap_request.blocked_reason, icap_request.profile, icap_request.data_id)
                IS NULL AS is_unscanned
    FROM icap_request
    -- cover: equivalent, it saves reading all requests where nobody asks
    WHERE EXISTS (SELECT 1 FROM deciding WHERE deciding.request_id IS NOT NULL)
),
asked AS MATERIALIZED (
    -- Bare: blocked without a scan, without a word of why, and without having been handed to Core.
    SELECT
        seen.*,
        seen.is_unscanned
            AND seen.error IS NULL
            AND seen.words NOT LIKE '%core%'
            AND seen.words NOT LIKE '%rule is present%'
            AND seen.words NOT LIKE '%licen_e%'
            AND seen.words NOT LIKE '%busy%'
            AND seen.words NOT IN (SELECT lower(result_code.label) FROM result_code) AS is_bare,
        seen.words LIKE '%no %workflow%'
            OR seen.words LIKE '%workflow%not %'
            OR seen.words LIKE '%no %security rule%' AS says_so
    FROM seen
),
served AS MATERIALIZED (
    -- When the first request got through; later than all times if none did.
    SELECT
        asked.package_id,
        coalesce(min(asked.time_us) FILTER (WHERE NOT asked.is_bare), 9223372036854775807)
            AS first_us
    FROM asked
    GROUP BY asked.package_id
),
alike AS MATERIALIZED (
    -- All requests of the log up to the first that got through: none was configured yet.
    SELECT
        asked.package_id, NULL AS client_ip, 'none-yet' AS how, served.first_us AS until_us
    FROM asked
    JOIN served ON served.package_id = asked.package_id
    WHERE asked.time_us < served.first_us
    GROUP BY asked.package_id
    HAVING count(*) >= :least
    UNION ALL
    -- All requests of one client, while those of others got through: no filter matches it.
    SELECT asked.package_id, asked.client_ip, 'one-client', 9223372036854775807
    FROM asked
    JOIN served ON served.package_id = asked.package_id
    GROUP BY asked.package_id, asked.client_ip
    HAVING count(*) >= :least AND min(asked.is_bare) AND max(asked.time_us) > min(served.first_us)
),
worded AS MATERIALIZED (
    -- Words of ICAP Server about this connection, or in its answer.
    SELECT asked.id, sign_record.evidence, 'said' AS how
    FROM sign_record
    JOIN field ON field.record_id = sign_record.record_id
    JOIN asked ON asked.connection_id = field.value AND asked.is_unscanned
    UNION
    SELECT asked.id, asked.evidence, 'said' FROM asked WHERE asked.says_so AND asked.is_unscanned
),
unready AS MATERIALIZED (
    -- Keys of ICAP Server's own health check.
    SELECT min(fact.evidence) AS evidence
    FROM fact
    WHERE fact.key IN ('readyz.core_rules.status', 'readyz.server_profiles.status')
        AND lower(fact.value) NOT IN ('ok', 'true', '1', 'healthy', 'ready', 'up', 'pass', 'passed')
),
fit AS MATERIALIZED (
    SELECT asked.id, asked.package_id, asked.asked_evidence, asked.evidence AS answer_evidence,
        worded.evidence AS said, worded.how, NULL AS client_ip
    FROM worded
    JOIN asked ON asked.id = worded.id
    UNION ALL
    SELECT asked.id, asked.package_id, asked.asked_evidence, asked.evidence,
        iif(alike.how = 'none-yet', unready.evidence, NULL), alike.how, alike.client_ip
    FROM alike
    JOIN unready
    JOIN asked ON asked.package_id = alike.package_id AND asked.time_us < alike.until_us
        AND (alike.how = 'none-yet' OR alike.client_ip = asked.client_ip)
    WHERE asked.id NOT IN (SELECT worded.id FROM worded)
)
SELECT
    deciding.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'icap-request/' || min(fit.id) OVER (PARTITION BY fit.package_id, fit.how, fit.client_ip)
        AS cause,
    deciding.time_us,
    iif(deciding.kind = 'icap-request' OR fit.said IS NULL, 'possible', 'likely') AS confidence,
    CASE fit.how
        WHEN 'said' THEN 'ICAP Server says that none of its workflows took them'
        WHEN 'none-yet' THEN 'ICAP Server blocked everything from the beginning of its log'
        ELSE 'ICAP Server blocked everything from ' || fit.client_ip
    END AS what
FROM deciding
JOIN fit ON fit.id = deciding.request_id
JOIN json_each(json_array(fit.said, fit.answer_evidence, fit.asked_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- A bare answer, but the same client was served by the same ICAP Server.
SELECT
    deciding.subject, asked.evidence, 'ruled-out', 'client-is-served', NULL, deciding.time_us, NULL,
    NULL
FROM deciding
JOIN asked ON asked.id = deciding.request_id AND asked.is_bare
WHERE asked.id NOT IN (SELECT fit.id FROM fit)
    AND EXISTS (
        SELECT 1 FROM asked AS other
        WHERE other.package_id = asked.package_id
            AND other.client_ip = asked.client_ip
            AND NOT other.is_bare
    )
