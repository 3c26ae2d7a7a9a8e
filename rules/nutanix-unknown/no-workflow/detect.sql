-- Locked files that ICAP Server blocked because no workflow of its own, or of Core, took them.
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
    -- Bare: blocked without a scan, without a word of why, and without having been handed to Core.
    SELECT
        icap_request.id, icap_request.package_id, icap_request.time_us, icap_request.client_ip,
        icap_request.connection_id, icap_request.request_id AS number,
        icap_request.evidence AS asked_evidence,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS evidence,
        lower(coalesce(icap_request.response_info, icap_request.action)) = 'blocked'
            AND icap_request.blocked_reason IS NULL AND icap_request.profile IS NULL
            AND icap_request.data_id IS NULL AS is_unscanned,
        lower(coalesce(icap_request.response_info, icap_request.action)) = 'blocked'
            AND icap_request.blocked_reason IS NULL AND icap_request.profile IS NULL
            AND icap_request.data_id IS NULL AND icap_request.error IS NULL
            AND coalesce(icap_request.response_desc, '') NOT LIKE '%core%'
            AND coalesce(icap_request.response_desc, '') NOT LIKE '%busy%'
            AND lower(coalesce(icap_request.response_desc, '')) NOT IN (
                SELECT lower(result_code.label) FROM result_code) AS is_bare,
        icap_request.response_desc LIKE '%no %workflow%'
            OR icap_request.response_desc LIKE '%workflow%not %'
            OR icap_request.response_desc LIKE '%no %security rule%' AS says_so
    FROM icap_request
    WHERE EXISTS (SELECT 1 FROM deciding WHERE deciding.request_id IS NOT NULL)
),
served AS MATERIALIZED (
    SELECT asked.package_id, min(asked.time_us) FILTER (WHERE NOT asked.is_bare) AS first_us
    FROM asked
    GROUP BY asked.package_id
),
alike AS MATERIALIZED (
    -- All requests of the log up to the first that got through: none was configured yet.
    SELECT asked.package_id, NULL AS client_ip, 'none-yet' AS how, count(*) AS requests
    FROM asked
    JOIN served ON served.package_id = asked.package_id
        AND (served.first_us IS NULL OR asked.time_us < served.first_us)
    GROUP BY asked.package_id
    HAVING count(*) >= :least
    UNION ALL
    -- All requests of one client, while those of others got through: no filter matches it.
    SELECT asked.package_id, asked.client_ip, 'one-client', count(*)
    FROM asked
    JOIN served ON served.package_id = asked.package_id AND served.first_us IS NOT NULL
    WHERE asked.client_ip IS NOT NULL
    GROUP BY asked.package_id, asked.client_ip
    HAVING count(*) >= :least AND min(asked.is_bare) = 1
        AND max(asked.time_us) > min(served.first_us)
),
worded AS MATERIALIZED (
    -- Words of ICAP Server about this connection, or Core's own refusal for want of a rule.
    SELECT asked.id, sign_record.evidence, 'said' AS how
    FROM sign_record
    JOIN field ON field.record_id = sign_record.record_id
        AND lower(field.key) = 'connectionid'
    JOIN asked ON asked.connection_id = field.value AND asked.is_unscanned
    UNION
    SELECT asked.id, asked.evidence, 'said' FROM asked WHERE asked.says_so AND asked.is_unscanned
    UNION
    SELECT asked.id, refusal.evidence, 'core'
    FROM refusal
    JOIN asked ON asked.connection_id = refusal.connection_id
        AND asked.number IS refusal.request_id AND asked.is_unscanned
    WHERE refusal.kind = 'rule'
),
unready AS MATERIALIZED (
    SELECT min(fact.evidence) AS evidence
    FROM fact
    JOIN package ON package.id = fact.package_id AND package.product = 'icap'
    WHERE fact.key IN ('readyz.core_rules.status', 'readyz.server_profiles.status')
        AND lower(fact.value) NOT IN ('ok', 'true', '1', 'healthy', 'ready', 'up', 'pass', 'passed')
),
fit AS MATERIALIZED (
    SELECT asked.id, asked.package_id, asked.asked_evidence, asked.evidence AS answer_evidence,
        worded.evidence AS said, worded.how, 1 AS rank, NULL AS client_ip
    FROM worded
    JOIN asked ON asked.id = worded.id
    UNION ALL
    SELECT asked.id, asked.package_id, asked.asked_evidence, asked.evidence,
        iif(alike.how = 'none-yet', unready.evidence, NULL), alike.how, 2, alike.client_ip
    FROM alike
    JOIN unready
    JOIN served ON served.package_id = alike.package_id
    JOIN asked ON asked.package_id = alike.package_id AND asked.is_bare
        AND (alike.client_ip = asked.client_ip OR alike.client_ip IS NULL
            AND (served.first_us IS NULL OR asked.time_us < served.first_us))
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
    iif(deciding.kind <> 'icap-request' AND (fit.rank = 1 OR fit.said IS NOT NULL), 'likely',
        'possible') AS confidence,
    CASE fit.how
        WHEN 'said' THEN 'ICAP Server says that none of its workflows took them'
        WHEN 'core' THEN 'Core has no rule that ICAP Server may use'
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
        WHERE other.package_id = asked.package_id AND other.client_ip = asked.client_ip
            AND NOT other.is_bare
    )
