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
-- What the log says, in order. Of a request that was refused ICAP Server quotes Core.
said AS MATERIALIZED (
    SELECT sign_record.package_id AS package_id, sign_record.time_us AS time_us,
        sign_record.evidence AS evidence,
        -- A record may say two things; min() takes the plainer one.
        min(CASE WHEN sign_record.sign <> 'checked' THEN sign_record.sign
            WHEN record.message LIKE '%status=''ok''%' THEN 'valid'
            WHEN record.message LIKE '%status=''expired''%' THEN 'expired'
            WHEN record.message LIKE '%status=''invalid''%' THEN 'invalid' END) AS sign
    FROM sign_record
    CROSS JOIN record ON record.id = sign_record.record_id
    WHERE sign_record.evidence NOT IN (
        SELECT refusal.evidence FROM refusal
        WHERE refusal.connection_id IS NOT NULL)
    GROUP BY sign_record.record_id
),
-- A licence stays as it is until the product says otherwise: one trouble between two good words.
stretch AS MATERIALIZED (
    SELECT said.*,
        sum(said.sign = 'valid') OVER (PARTITION BY said.package_id
            ORDER BY said.time_us, said.evidence) AS number
    FROM said
    WHERE said.sign IN ('expired', 'invalid', 'valid')
),
trouble AS MATERIALIZED (
    SELECT stretch.package_id AS package_id, stretch.number AS number, min(stretch.sign) AS sign,
        (SELECT first.evidence FROM stretch AS first
            WHERE first.package_id = stretch.package_id AND first.number = stretch.number
                AND first.sign <> 'valid'
            ORDER BY first.time_us, first.evidence LIMIT 1) AS cause,
        min(stretch.time_us) AS from_us, max(stretch.time_us) AS last_us, count(*) AS records,
        (SELECT next.time_us FROM stretch AS next
            WHERE next.package_id = stretch.package_id AND next.number = stretch.number + 1)
            AS until_us
    FROM stretch
    WHERE stretch.sign <> 'valid'
    GROUP BY stretch.package_id, stretch.number
    UNION ALL
    SELECT sign_episode.package_id, NULL, min(sign_episode.sign), sign_episode.cause,
        sign_episode.from_us, sign_episode.to_us, sign_episode.records, sign_episode.to_us
    FROM sign_episode
    WHERE sign_episode.sign IN ('activation', 'unlicensed')
        AND sign_episode.cause NOT IN (SELECT stretch.evidence FROM stretch)
    GROUP BY sign_episode.cause
),
state AS MATERIALIZED (
    SELECT trouble.cause AS cause, trouble.package_id AS package_id, trouble.from_us AS from_us,
        iif(answer.good, trouble.last_us, trouble.until_us) AS to_us,
        trouble.last_us AS last_us, NULL AS since_us, trouble.records AS records,
        trouble.sign AS sign, 1 AS by_log, NULL AS by_status, package.product AS product,
        CASE WHEN trouble.number IS NOT NULL THEN answer.bad END AS agreeing
    FROM trouble
    JOIN package ON package.id = trouble.package_id
    LEFT JOIN answer ON answer.product = package.product
    UNION ALL
    SELECT status.evidence, status.package_id, status.since_us, NULL, NULL, status.since_us, NULL,
        CASE WHEN lower(status.status) = 'invalid' THEN 'invalid' ELSE 'expired' END, NULL, 1,
        package.product, NULL
    FROM status
    JOIN package ON package.id = status.package_id
    WHERE status.place = 1
),
-- Core's engines; where a licence names others, but none for viruses, none of these may scan.
engines AS MATERIALIZED (
    SELECT coalesce(kind.value = 'av', 0) AS is_av, lower(name.value) AS name,
        lower(id.value) AS id
    FROM fact AS name
    JOIN fact AS id ON id.package_id = name.package_id
        AND id.key = replace(name.key, '.eng_name', '.eng_id')
    -- What is no scanner, as the reputation of files, may be listed without a type.
    LEFT JOIN fact AS kind ON kind.package_id = name.package_id
        AND kind.key = replace(name.key, '.eng_name', '.engine_type')
    WHERE name.key LIKE 'stat.engines.%.eng_name'
),
bare AS MATERIALIZED (
    SELECT min(license.evidence) AS cause,
        -- Metascan that is off asks no engine, whatever the licence names.
        iif(EXISTS (
            SELECT 1 FROM setting
            WHERE (setting.key LIKE '%metascan%' OR setting.key LIKE '%scan.filescan'
                    OR setting.key LIKE '%scan.filescan.enable%'
                    OR setting.key LIKE '%scan.filescan.active')
                AND lower(setting.value) IN ('false', '0', 'off', 'no', 'disabled')),
            'possible', 'likely') AS confidence,
        1 AS none
    FROM license
    JOIN engines ON instr(lower(license.engines), engines.name)
        OR instr(lower(license.engines), engines.id)
    WHERE EXISTS (SELECT 1 FROM engines AS any_av WHERE any_av.is_av)
    HAVING NOT max(engines.is_av)
    UNION ALL
    -- An export of the settings that has an engine switched on and not licensed.
    SELECT min(setting.evidence), 'possible', NULL
    FROM setting
    JOIN setting AS switch ON switch.package_id = setting.package_id
        AND switch.section = setting.section
        AND switch.key = replace(setting.key, 'licensed', 'enabled')
    JOIN setting AS name ON name.package_id = setting.package_id
        AND name.section = setting.section
        AND name.key = replace(replace(setting.key, 'is_', ''), 'licensed', 'name')
    -- cover: equivalent, no other key has a switch of another value
    WHERE setting.key LIKE '%licensed'
        AND lower(setting.value) = 'false' AND lower(switch.value) = 'true'
        AND lower(replace(name.value, ' ', '')) NOT LIKE 'threatintelligence%'
    HAVING count(*)
    ORDER BY confidence
    LIMIT 1
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
                    OR answer.result_code = 10 AND answer.message <> '')) AS has_reason,
        scan.result_code = 10 AND (EXISTS (
            SELECT 1 FROM scan_detail AS detail
            WHERE detail.scan_id = scan.id AND detail.key = 'scan_results.total_avs'
                AND detail.value = '0')
            OR (SELECT record.message FROM record WHERE record.id = scan.id)
                LIKE '%, totalResultCount=''0'',%') AS was_unasked
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 11, 55)
        -- cover: equivalent, without a word about a licence no scan is wanted or read
        AND (EXISTS (SELECT 1 FROM state) OR EXISTS (SELECT 1 FROM sign_scan)
            OR EXISTS (SELECT 1 FROM bare))
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
-- Where files failed in the same way before it, the licence may have come on top of another cause.
earlier AS MATERIALIZED (
    SELECT state.cause AS cause
    FROM state
    JOIN failed ON failed.package_id = state.package_id
        AND failed.finished_us < state.from_us
        AND failed.finished_us >= state.from_us - :before_hours * 3600000000
    WHERE NOT failed.has_reason
    GROUP BY state.cause
    HAVING count(*) >= :failed_before
),
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
                AND best.sign <> 'activation'
                AND best.cause NOT IN (SELECT earlier.cause FROM earlier) THEN 'likely'
            ELSE 'possible' END, 1, best.sign, NULL
    FROM best
    JOIN json_each(json_array(best.cause, best.agreeing, best.evidence)) AS piece
    WHERE NOT best.has_reason
        AND piece.value IS NOT NULL
    UNION ALL
    -- No engine was asked, and none may be.
    SELECT failed.subject, piece.value, failed.finished_us, bare.cause, bare.confidence, 0,
        'unlicensed', CASE WHEN bare.none THEN 'all' ELSE 'one' END
    FROM failed
    JOIN bare
    JOIN json_each(json_array(failed.evidence, bare.cause)) AS piece
    WHERE failed.was_unasked AND NOT failed.has_reason
        AND failed.scan_id NOT IN (SELECT best.scan_id FROM best)
        AND failed.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
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
    nullif(rows.owner IN ('all', 'one'), 0) AS by_engines,
    nullif(state.cause IS NULL AND coalesce(rows.owner, '') NOT IN ('all', 'one'), 0) AS by_word,
    nullif(rows.sign = 'activation', 0) AS activation,
    nullif(state.agreeing IS NOT NULL, 0) AS agreed,
    CASE rows.sign
        WHEN 'expired' THEN 'has expired'
        WHEN 'invalid' THEN 'is not valid'
        WHEN 'unlicensed' THEN CASE rows.owner
            WHEN 'engine' THEN 'is missing'
            WHEN 'all' THEN 'names no antivirus engine of those in use'
            ELSE 'does not cover all that is in use' END
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
