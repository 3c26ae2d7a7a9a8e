-- Files that were served though no verdict stood behind the answer, or though nobody waited for it.
WITH policy AS MATERIALIZED (
    -- Only where every policy in the case leaves access open is that known of this share.
    SELECT
        min(iif(part.is_blocked = 'false', part.evidence, NULL)) AS open_evidence,
        total(part.is_blocked <> 'false') AS closed,
        max(part.seconds) AS wait_seconds
    FROM (
        SELECT
            setting.evidence,
            iif(replace(lower(setting.key), '_', '') = 'isfileaccessblocked',
                lower(setting.value), NULL) AS is_blocked,
            iif(replace(lower(setting.key), '_', '') = 'scantimeoutintervalsecs',
                nullif(CAST(setting.value AS INTEGER), 0), NULL) AS seconds
        FROM setting
    ) AS part
),
ask AS MATERIALIZED (
    SELECT
        expected_event.id AS event_id, expected_event.file_id,
        iif(expected_event.how = 'data id', expected_event.scan_id, NULL) AS scan_id,
        expected_event.scan_id AS any_scan_id,
        icap_request.id AS request_id, icap_request.package_id, icap_request.time_us,
        icap_request.answered_us, icap_request.data_id, icap_request.connection_id,
        icap_request.request_id AS number, icap_request.profile, icap_request.error,
        icap_request.error_evidence,
        coalesce(icap_request.answer_evidence, icap_request.evidence) AS evidence,
        lower(coalesce(icap_request.response_info, icap_request.action,
            iif(icap_request.status = 204, 'allowed', ''))) = 'allowed' AS was_allowed
    FROM expected_event
    JOIN icap_request ON icap_request.id = expected_event.request_id
),
scanned AS MATERIALIZED (
    -- Scans that were no reason to let a file pass: they ended as something else, or later.
    SELECT
        ask.event_id, scan.result_class, scan.result_label, scan.evidence,
        coalesce(scan.finished_us > ask.answered_us + :late_seconds * 1000000, 0) AS is_late
    FROM ask
    JOIN scan ON scan.id = ask.scan_id
    WHERE scan.result_class <> 'clean'
        OR scan.finished_us > ask.answered_us + :late_seconds * 1000000
),
passed AS MATERIALIZED (
    SELECT ask.*, 'core-away' AS way, refusal.evidence AS said, NULL AS class
    FROM ask
    JOIN refusal ON refusal.connection_id = ask.connection_id
        AND refusal.request_id IS ask.number
    WHERE ask.was_allowed AND coalesce(ask.data_id, ask.profile) IS NULL
        -- In an empty file there is nothing to scan.
        AND refusal.kind <> 'empty'
        AND NOT EXISTS (
            -- A scan at that very time is another Core's, or a second try.
            SELECT 1 FROM scan
            WHERE scan.id = ask.any_scan_id
                AND scan.finished_us <= ask.answered_us + :late_seconds * 1000000
        )
    UNION ALL
    -- Where polls were tried again, a result may have come after the error.
    SELECT ask.*, 'gave-up', ask.error_evidence, scanned.result_class
    FROM ask
    LEFT JOIN scanned ON scanned.event_id = ask.event_id
    WHERE ask.was_allowed AND ask.error = 'Error received from Metadefender Core'
        AND ask.profile IS NULL
        AND (ask.scan_id IS NULL OR scanned.event_id IS NOT NULL)
    UNION ALL
    SELECT ask.*, iif(scanned.is_late, 'before-result', 'no-verdict'), scanned.evidence,
        scanned.result_class
    FROM ask
    JOIN scanned ON scanned.event_id = ask.event_id
    WHERE ask.was_allowed
        AND (scanned.is_late
            OR scanned.result_class IN ('failure', 'timeout', 'interrupted', 'upload', 'quota'))
        AND ask.error IS NOT 'Error received from Metadefender Core'
    UNION ALL
    SELECT ask.*, 'wait-over', policy.open_evidence, scanned.result_class
    FROM ask
    JOIN policy ON policy.open_evidence IS NOT NULL AND policy.closed = 0
    LEFT JOIN scanned ON scanned.event_id = ask.event_id
    WHERE (scanned.event_id IS NOT NULL OR ask.scan_id IS NULL AND ask.answered_us IS NULL)
        AND coalesce(ask.answered_us, (
            SELECT max(coverage.to_us) FROM coverage WHERE coverage.package_id = ask.package_id
        )) > ask.time_us + coalesce(policy.wait_seconds, :longest_wait_seconds) * 1000000
),
kept AS MATERIALIZED (
    SELECT
        passed.*,
        CASE
            WHEN passed.file_id IN (SELECT expected_event.file_id FROM expected_event
                    WHERE expected_event.kind = 'nutanix-lock')
                OR passed.file_id IN (SELECT predicted_lock.file_id FROM predicted_lock
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
),
counted AS (
    SELECT
        kept.*,
        min(kept.request_id) OVER sort AS first_id,
        count(iif(kept.class IN ('threat', 'policy'), 1, NULL)) OVER sort AS found
    FROM kept
    WINDOW sort AS (PARTITION BY kept.way, kept.against IS NULL)
)
SELECT
    'file/' || counted.file_id AS subject,
    pieces.value AS evidence,
    iif(counted.against IS NULL, 'fits', 'ruled-out') AS verdict,
    counted.against AS why_code,
    'icap-request/' || counted.first_id AS cause,
    coalesce(counted.answered_us, counted.time_us) AS time_us,
    CASE
        WHEN counted.way = 'no-verdict' THEN 'certain'
        WHEN counted.way <> 'wait-over' THEN 'likely'
        WHEN EXISTS (SELECT 1 FROM coverage WHERE coverage.source = 'nutanix-list') THEN 'likely'
        ELSE 'possible'
    END AS confidence,
    CASE counted.way
        WHEN 'core-away' THEN 'ICAP Server could not have them scanned and let them pass'
        WHEN 'gave-up' THEN 'ICAP Server gave up asking for the result and let them pass'
        WHEN 'before-result' THEN 'ICAP Server let them pass before Core had a result'
        WHEN 'no-verdict' THEN 'Core ended the scan without a verdict and they were let pass'
        ELSE 'the share stopped waiting, and its policy allows access then'
    END AS way,
    nullif(counted.found, 0) AS found
FROM counted
JOIN json_each(json_array(counted.evidence, counted.said)) AS pieces
WHERE pieces.value IS NOT NULL
