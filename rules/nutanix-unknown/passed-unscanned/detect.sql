-- Files that were served though no verdict stood behind the answer, or though nobody waited for it.
WITH policy AS MATERIALIZED (
    -- Only where every policy in the case leaves access open is that known of this share.
    SELECT
        min(setting.evidence) FILTER (WHERE replace(lower(setting.key), '_', '')
            = 'isfileaccessblocked' AND lower(setting.value) = 'false') AS open_evidence,
        count(*) FILTER (WHERE replace(lower(setting.key), '_', '') = 'isfileaccessblocked'
            AND lower(setting.value) <> 'false') AS closed,
        max(CAST(setting.value AS INTEGER)) FILTER (WHERE replace(lower(setting.key), '_', '')
            = 'scantimeoutintervalsecs') AS wait_seconds
    FROM setting
    WHERE setting.section LIKE 'nutanix-policy%'
),
ask AS MATERIALIZED (
    SELECT
        expected_event.id AS event_id, expected_event.file_id,
        iif(expected_event.how = 'data id', expected_event.scan_id, NULL) AS scan_id,
        icap_request.id AS request_id, icap_request.package_id, icap_request.time_us,
        icap_request.answered_us, icap_request.data_id, icap_request.connection_id,
        icap_request.request_id AS number, icap_request.error, icap_request.error_evidence,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS evidence,
        lower(coalesce(icap_request.response_info, icap_request.action,
            iif(icap_request.status = 204, 'allowed', ''))) = 'allowed' AS was_allowed
    FROM expected_event
    JOIN icap_request ON icap_request.id = expected_event.request_id
),
scanned AS MATERIALIZED (
    SELECT ask.event_id, scan.finished_us, scan.result_class, scan.result_label, scan.evidence
    FROM ask
    JOIN scan ON scan.id = ask.scan_id
    WHERE scan.result_class <> 'clean'
        OR scan.finished_us > ask.answered_us + :late_seconds * 1000000
),
passed AS MATERIALIZED (
    SELECT ask.*, 'core-away' AS way, refusal.evidence AS said, NULL AS label, NULL AS class
    FROM ask
    JOIN refusal ON refusal.connection_id = ask.connection_id
        AND refusal.request_id IS ask.number
    WHERE ask.was_allowed AND ask.data_id IS NULL AND ask.scan_id IS NULL
        AND refusal.kind IN ('unreachable', 'queue-full', 'license', 'disk', 'rule')
        AND NOT EXISTS (
            -- A scan at that very time is another Core's, or a second try.
            SELECT 1 FROM file_link
            JOIN scan ON scan.id = file_link.row_id
            WHERE file_link.file_id = ask.file_id AND file_link.kind = 'scan'
                AND scan.finished_us BETWEEN ask.time_us - 2000000
                    AND ask.answered_us + :late_seconds * 1000000
        )
    UNION ALL
    SELECT ask.*, 'gave-up', ask.error_evidence, NULL, NULL
    FROM ask
    WHERE ask.was_allowed AND ask.error = 'Error received from Metadefender Core'
    UNION ALL
    SELECT ask.*, iif(scanned.finished_us > ask.answered_us + :late_seconds * 1000000,
        'before-result', 'no-verdict'), scanned.evidence, scanned.result_label, scanned.result_class
    FROM ask
    JOIN scanned ON scanned.event_id = ask.event_id
    WHERE ask.was_allowed
        AND (scanned.finished_us > ask.answered_us + :late_seconds * 1000000
            OR scanned.result_class IN ('failure', 'timeout', 'interrupted', 'upload', 'quota'))
        AND ask.error IS NOT 'Error received from Metadefender Core'
    UNION ALL
    SELECT ask.*, 'wait-over', policy.open_evidence, scanned.result_label, scanned.result_class
    FROM ask
    JOIN policy ON policy.open_evidence IS NOT NULL AND policy.closed = 0
    LEFT JOIN scanned ON scanned.event_id = ask.event_id
    WHERE (scanned.event_id IS NOT NULL OR (ask.scan_id IS NULL AND ask.answered_us IS NULL))
        AND coalesce(ask.answered_us, (
            SELECT max(coverage.to_us) FROM coverage WHERE coverage.package_id = ask.package_id
        )) > ask.time_us + coalesce(policy.wait_seconds, :longest_wait_seconds) * 1000000
),
kept AS MATERIALIZED (
    SELECT
        passed.*,
        CASE
            WHEN EXISTS (
                SELECT 1 FROM file_link
                JOIN nutanix_file ON nutanix_file.id = file_link.row_id
                WHERE file_link.file_id = passed.file_id AND file_link.kind = 'nutanix-file'
                    AND nutanix_file.quarantined IS NOT 0
            ) OR passed.file_id IN (SELECT predicted_lock.file_id FROM predicted_lock
                WHERE predicted_lock.request_id <> passed.request_id) THEN 'locked-since'
            WHEN EXISTS (
                SELECT 1 FROM file_link
                JOIN scan ON scan.id = file_link.row_id
                WHERE file_link.file_id = passed.file_id AND file_link.kind = 'scan'
                    AND file_link.strength >= 2 AND scan.result_class = 'clean'
                    AND scan.finished_us > coalesce(passed.answered_us, passed.time_us)
                    + :late_seconds * 1000000
            ) THEN 'scanned-since'
        END AS against
    FROM passed
)
SELECT
    'file/' || kept.file_id AS subject,
    pieces.value AS evidence,
    iif(kept.against IS NULL, 'fits', 'ruled-out') AS verdict,
    kept.against AS why_code,
    'icap-request/' || min(kept.request_id) OVER (PARTITION BY kept.way, kept.against IS NULL)
        AS cause,
    coalesce(kept.answered_us, kept.time_us) AS time_us,
    CASE
        WHEN kept.way = 'no-verdict' THEN 'certain'
        WHEN kept.way <> 'wait-over' THEN 'likely'
        WHEN EXISTS (SELECT 1 FROM coverage WHERE coverage.source = 'nutanix-list') THEN 'likely'
        ELSE 'possible'
    END AS confidence,
    CASE kept.way
        WHEN 'core-away' THEN 'ICAP Server could not have them scanned and let them pass'
        WHEN 'gave-up' THEN 'ICAP Server gave up asking for the result and let them pass'
        WHEN 'before-result' THEN 'ICAP Server let them pass before Core had a result'
        WHEN 'no-verdict' THEN 'Core ended the scan without a verdict and they were let pass'
        ELSE 'the share stopped waiting, and its policy allows access then'
    END AS way,
    nullif(count(*) FILTER (WHERE kept.class IN ('threat', 'policy') AND pieces.key = 0) OVER (
        PARTITION BY kept.way, kept.against IS NULL), 0) AS found
FROM kept
JOIN json_each(json_array(kept.evidence, kept.said)) AS pieces
WHERE pieces.value IS NOT NULL
