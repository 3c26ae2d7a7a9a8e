-- Failed scans that name the licence, or that ran while a product said that its licence is no good.
WITH status AS MATERIALIZED (
    SELECT license.*,
        -- The day after the last one; NULL where the date is written in another form.
        1000000 * (86400 + CAST(strftime('%s', substr(license.expires, 7, 4) || '-'
            || substr(license.expires, 1, 2) || '-' || substr(license.expires, 4, 2)) AS INTEGER))
            AS since_us,
        row_number() OVER (
            PARTITION BY license.package_id ORDER BY license.expires IS NULL, license.id) AS place
    FROM license
    WHERE lower(license.status) IN ('expired', 'invalid') OR CAST(license.days_left AS INTEGER) < 0
),
-- What an answer of each product says of its licence, whichever input it came with.
answer AS MATERIALIZED (
    SELECT package.product,
        min(CASE WHEN lower(license.status) IN ('expired', 'invalid')
            OR CAST(nullif(license.days_left, '') AS INTEGER) <= 0
            THEN license.evidence END) AS bad,
        max(lower(license.status) = 'ok' OR CAST(license.days_left AS INTEGER) > 0) AS good
    FROM license
    JOIN package ON package.id = license.package_id
    GROUP BY package.product
),
valid AS MATERIALIZED (
    SELECT sign_record.package_id, sign_record.time_us
    FROM sign_record
    JOIN record ON record.id = sign_record.record_id
    WHERE sign_record.sign = 'valid'
        OR sign_record.sign = 'checked' AND record.message LIKE '%status=''ok''%'
),
state AS MATERIALIZED (
    SELECT sign_episode.cause AS cause, sign_episode.package_id AS package_id,
        sign_episode.from_us AS from_us,
        -- A licence stays as it is until the product says otherwise.
        CASE WHEN sign_episode.sign IN ('expired', 'invalid') AND answer.good IS NOT 1 THEN (
            SELECT min(valid.time_us) FROM valid
            WHERE valid.package_id = sign_episode.package_id
                AND valid.time_us > sign_episode.to_us)
            ELSE sign_episode.to_us END AS to_us,
        sign_episode.to_us AS last_us, NULL AS since_us, sign_episode.records AS records,
        -- A record may say two things; min() takes the row of the plainer one.
        min(sign_episode.sign) AS sign, 1 AS by_log, NULL AS by_status, package.product AS product,
        CASE WHEN sign_episode.sign IN ('expired', 'invalid') THEN answer.bad END AS agreeing
    FROM sign_episode
    JOIN package ON package.id = sign_episode.package_id
    LEFT JOIN answer ON answer.product = package.product
    WHERE sign_episode.sign NOT IN ('valid', 'checked')
    GROUP BY sign_episode.cause
    UNION ALL
    SELECT status.evidence, status.package_id, status.since_us, NULL, NULL, status.since_us, NULL,
        CASE WHEN lower(status.status) = 'invalid' THEN 'invalid' ELSE 'expired' END, NULL, 1,
        package.product, NULL
    FROM status
    JOIN package ON package.id = status.package_id
    WHERE status.place = 1
),
failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        symptom.window_from_us AS from_us,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known,
        -- A history of its own belongs to any Core; a log only to its own service.
        EXISTS (
            SELECT 1 FROM coverage
            WHERE coverage.package_id = scan.package_id AND coverage.source = 'core-log') AS own_log,
        -- A reason or an engine's answer of its own decides against what happened meanwhile.
        lower(coalesce(scan.blocked_reason, '')) NOT IN ('', lower(coalesce(scan.result_label, '')))
            AND lower(scan.blocked_reason) NOT IN (SELECT lower(label) FROM result_code)
        OR EXISTS (
            SELECT 1 FROM engine_result AS answer
            WHERE answer.scan_id = scan.id
                AND (answer.result_code = 3
                    OR answer.result_code = 10 AND answer.message <> '')) AS has_reason
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 11, 55)
        -- cover: equivalent, without a word about a licence no scan is wanted or read
        AND (EXISTS (SELECT 1 FROM state) OR EXISTS (SELECT 1 FROM sign_scan))
),
met AS MATERIALIZED (
    SELECT failed.*, state.cause AS cause, state.sign AS sign, state.by_log AS by_log,
        state.agreeing AS agreeing,
        row_number() OVER (
            PARTITION BY failed.scan_id, failed.subject ORDER BY state.sign = 'activation',
                state.sign = 'unlicensed', state.by_log IS NULL, state.from_us DESC
        ) AS place
    FROM failed
    JOIN state ON state.product <> 'icap'
        AND (state.package_id = failed.package_id OR NOT failed.own_log OR state.by_status)
        AND state.from_us <= failed.finished_us
        AND coalesce(state.to_us, failed.finished_us) >= failed.from_us
    WHERE failed.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
),
best AS MATERIALIZED (SELECT * FROM met WHERE met.place = 1),
fits AS MATERIALIZED (
    SELECT failed.subject AS subject, sign_scan.evidence AS evidence,
        failed.finished_us AS finished_us,
        first_value(sign_scan.evidence) OVER (
            PARTITION BY sign_scan.sign, sign_scan.how = 'engine'
            ORDER BY failed.finished_us, failed.scan_id) AS cause,
        'certain' AS confidence, 0 AS by_time, sign_scan.sign AS sign,
        CASE sign_scan.how WHEN 'engine' THEN 'engine' END AS owner
    FROM (SELECT scan_id, min(sign) AS sign, how, evidence FROM sign_scan GROUP BY scan_id)
        AS sign_scan
    JOIN failed ON failed.scan_id = sign_scan.scan_id
    UNION ALL
    SELECT best.subject, piece.value, best.finished_us, best.cause,
        -- The log and an answer are two sources; of the scan itself only the time speaks.
        CASE WHEN (best.start_known OR best.agreeing IS NOT NULL) AND best.by_log
                AND best.sign <> 'activation' THEN 'likely'
            ELSE 'possible' END, 1, best.sign, NULL
    FROM best
    JOIN json_each(json_array(best.cause, best.agreeing, best.evidence)) AS piece
    WHERE NOT best.has_reason
        AND piece.value IS NOT NULL
),
rows AS (
    SELECT fits.*, 'fits' AS verdict, 1 AS victims FROM fits
    UNION ALL
    SELECT best.subject, NULL, best.finished_us, NULL, NULL, 0, NULL, NULL, 'ruled-out', NULL
    FROM best
    WHERE best.has_reason
    UNION ALL
    -- Trouble without victims; an answer only where no log tells the same.
    SELECT 'package/' || state.package_id, state.cause, state.from_us, state.cause,
        CASE state.sign WHEN 'activation' THEN 'possible' ELSE 'certain' END, 0, state.sign,
        state.product, 'fits', NULL
    FROM state
    WHERE NOT EXISTS (SELECT 1 FROM fits WHERE fits.cause = state.cause)
        -- Without a licence no engine is licensed: one trouble.
        AND (state.sign <> 'unlicensed' OR NOT EXISTS (
            SELECT 1 FROM state AS whole
            WHERE whole.sign IN ('expired', 'invalid') AND whole.product = state.product))
        AND (state.by_log OR NOT EXISTS (
            SELECT 1 FROM state AS other
            WHERE other.by_log AND other.product = state.product AND other.sign NOT IN ('activation', 'unlicensed')))
)
SELECT
    rows.subject AS subject, rows.evidence AS evidence, rows.verdict AS verdict,
    CASE rows.verdict WHEN 'ruled-out' THEN 'reason-given' END AS why_code, rows.cause AS cause,
    rows.finished_us AS time_us, rows.confidence AS confidence, rows.by_time AS by_time,
    -- NULL without victims, who alone are counted.
    rows.victims * state.from_us AS cause_from_us, rows.victims * state.to_us AS cause_to_us,
    state.from_us AS from_us, state.last_us AS to_us, state.since_us AS since_us,
    state.records AS records, state.by_log AS by_log, state.by_status AS by_status,
    nullif(state.cause IS NULL, 0) AS by_word,
    nullif(rows.sign = 'activation', 0) AS activation,
    nullif(state.agreeing IS NOT NULL, 0) AS agreed,
    CASE rows.sign
        WHEN 'expired' THEN 'has expired'
        WHEN 'invalid' THEN 'is not valid'
        WHEN 'unlicensed' THEN CASE rows.owner WHEN 'engine' THEN 'is missing' ELSE 'does not cover all that is in use' END
        ELSE 'could not be activated'
    END AS state,
    CASE rows.owner
        WHEN 'icap' THEN 'ICAP Server'
        WHEN 'engine' THEN 'An engine'
        ELSE 'Core'
    END AS product,
    rows.victims AS victims
FROM rows
LEFT JOIN state ON state.cause = rows.cause
