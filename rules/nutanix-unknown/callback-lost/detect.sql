-- Locked files whose scan had ended well before ICAP Server, waiting for a callback, gave up.
WITH deciding AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.scan_id, expected_event.kind, expected_event.how,
        expected_event.request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    -- cover: equivalent, symptoms of other families have a failed scan or none
    WHERE symptom.family = 'nutanix-unknown'
),
webhook AS MATERIALIZED (
    -- The setting's full name is not documented: the words of its page are looked for.
    SELECT
        setting.package_id, min(setting.evidence) AS evidence,
        max(lower(trim(setting.value)) NOT IN ('', '0', 'false', 'no', 'off', 'disabled', 'null'))
            AS is_on
    FROM setting
    WHERE setting.section || '/' || setting.key LIKE '%webhook%' OR setting.key LIKE '%callback%'
    GROUP BY setting.package_id
),
heard AS MATERIALIZED (
    -- A component for callbacks wrote something, which it does where one is in use.
    SELECT shape.package_id, min('record/' || by_shape.record_id) AS evidence
    FROM shape
    JOIN by_shape ON by_shape.shape_id = shape.id
    WHERE shape.component LIKE 'icap.webhook%' OR shape.component LIKE 'icap.callback%'
    GROUP BY shape.package_id
),
trouble AS MATERIALIZED (
    -- What Core wrote about callbacks it could not deliver.
    SELECT record.time_us, 'record/' || record.id AS evidence
    FROM shape
    JOIN by_shape ON by_shape.shape_id = shape.id
    JOIN record ON record.id = by_shape.record_id
    WHERE shape.component = 'core.webhook'
        AND shape.level >= 3
),
waited AS MATERIALIZED (
    SELECT
        deciding.*, icap_request.package_id, icap_request.data_id, icap_request.time_us AS asked_us,
        -- An answer whose time is not known came no later than the lock.
        coalesce(icap_request.answered_us,
            iif(coalesce(icap_request.response_info, icap_request.action) IS NULL,
                icap_request.time_us + :wait_seconds * 1000000,
                iif(deciding.kind = 'nutanix-lock', deciding.time_us, NULL))) AS end_us,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS icap_evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE deciding.how = 'data id'
        AND coalesce(icap_request.blocked_reason, icap_request.profile) IS NULL
        AND lower(coalesce(icap_request.response_info, icap_request.action, '')) <> 'allowed'
),
missed AS MATERIALIZED (
    -- Core had a result that is no failure, and ICAP Server went on waiting.
    SELECT
        waited.*, scan.evidence AS scan_evidence, scan.finished_us,
        (
            SELECT min(trouble.evidence) FROM trouble
            WHERE trouble.time_us BETWEEN scan.finished_us - 2000000 AND waited.end_us
        ) AS trouble_evidence
    FROM waited
    JOIN scan ON scan.id = waited.scan_id
    WHERE scan.result_class IN ('clean', 'threat', 'policy')
        AND scan.finished_us + :patience_seconds * 1000000 < waited.end_us
),
unheard AS MATERIALIZED (
    SELECT
        missed.*, coalesce(webhook.evidence, heard.evidence) AS setting_evidence,
        coalesce(webhook.is_on,
            iif(coalesce(heard.evidence, missed.trouble_evidence) IS NULL, NULL, 1)) AS is_on,
        package.version,
        CAST(package.version AS INTEGER) * 1000
            + CAST(substr(package.version, instr(package.version, '.') + 1) AS INTEGER) < 5002
            AS is_old
    FROM missed
    JOIN package ON package.id = missed.package_id
    LEFT JOIN webhook ON webhook.package_id = missed.package_id
    LEFT JOIN heard ON heard.package_id = missed.package_id
)
SELECT
    unheard.subject,
    pieces.value AS evidence,
    CASE unheard.is_on WHEN 1 THEN 'fits' WHEN 0 THEN 'ruled-out' ELSE 'undetermined' END AS verdict,
    CASE
        WHEN unheard.is_on IS NULL THEN 'webhook-unknown'
        WHEN NOT unheard.is_on THEN 'webhook-off'
    END AS why_code,
    'package/' || unheard.package_id AS cause,
    unheard.time_us,
    iif((unheard.is_old OR unheard.trouble_evidence IS NOT NULL) AND unheard.kind <> 'icap-request',
        'likely', 'possible') AS confidence,
    unheard.version,
    iif(unheard.is_old, 'yes', NULL) AS old,
    max(unheard.end_us - unheard.finished_us) OVER (PARTITION BY unheard.package_id, unheard.is_on)
        / 1000000 AS longest_seconds
FROM unheard
JOIN json_each(json_array(unheard.scan_evidence, unheard.icap_evidence, unheard.setting_evidence,
    unheard.trouble_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
