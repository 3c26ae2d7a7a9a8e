-- Scans that Core blames on the number of active engines, or that failed where the workflow demands it.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        scan.rule_name AS rule_name,
        scan.package_id AS package_id,
        scan.result_code = 10
            AND lower(coalesce(scan.blocked_reason, '')) IN ('', lower(scan.result_label))
            AS is_bare,
        (SELECT CAST(substr(record.message, nullif(
                instr(record.message, ', totalResultCount='''), 0) + 20, 3) AS INTEGER)
            FROM record WHERE record.id = scan.id) AS counted
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 55)
),
-- The numbers that workflows demand, beside their names.
demand AS MATERIALIZED (
    SELECT setting.id AS id,
        substr(setting.key, instr(setting.key, 'scan.filescan')) AS key,
        setting.value AS value, setting.evidence AS evidence, owner.value AS workflow
    FROM setting
    LEFT JOIN setting AS owner ON owner.package_id = setting.package_id
        AND owner.section = setting.section
        AND owner.key = replace(substr(setting.key, 1, instr(setting.key, 'scan.filescan') - 1),
            'option_values.', '') || 'name'
    WHERE setting.key LIKE '%scan.filescan.check_av_engine%'
        AND lower(setting.value) NOT IN ('false', '0', 'off', 'no', '')
),
-- That of the workflow of a scan; where it is not known which, the lowest.
wanted AS MATERIALIZED (
    SELECT failed.*, demand.id AS demand_id, min(CAST(demand.value AS INTEGER)) AS least
    FROM failed
    JOIN demand ON demand.workflow IS NULL OR failed.rule_name IS NULL
        OR demand.workflow = failed.rule_name
    GROUP BY failed.subject, failed.scan_id
),
-- How many engines answered, and whether all of them read the file.
answered AS MATERIALIZED (
    SELECT wanted.scan_id AS scan_id, count(*) AS engines,
        max(answer.result_code IN (3, 10, 19, 23)) AS was_failing
    FROM wanted
    JOIN engine_result AS answer ON answer.scan_id = wanted.scan_id
    GROUP BY wanted.scan_id
),
-- The health check counted fewer active engines than its own threshold.
shortage AS MATERIALIZED (
    SELECT fact.evidence AS evidence, fact.key AS key, fact.value AS value
    FROM fact
    WHERE fact.key = 'readyz.number_active_av_engines.status'
        AND lower(fact.value) IN ('false', '0', 'fail', 'failed', 'unhealthy')
    ORDER BY fact.id DESC
    LIMIT 1
),
-- No engine took part for an hour or more, though Metascan is not known to be off.
mute AS MATERIALIZED (
    SELECT failed.package_id AS package_id,
        min(failed.finished_us) AS first_us, max(failed.finished_us) AS last_us
    FROM failed
    WHERE failed.is_bare
        AND failed.counted = 0
        -- An engine that fails lastingly has a rule of its own.
        AND failed.package_id NOT IN (
            SELECT engine.package_id FROM engine
            WHERE engine.state IN ('failed', 'temporary failed', 'permanently failed'))
        AND failed.package_id NOT IN (
            SELECT setting.package_id FROM setting
            WHERE (setting.key LIKE '%metascan%' OR setting.key LIKE '%scan.filescan'
                    OR setting.key LIKE '%scan.filescan.enable%'
                    OR setting.key LIKE '%scan.filescan.active')
                AND lower(setting.value) IN ('false', '0', 'off', 'no', 'disabled'))
    GROUP BY failed.package_id
    HAVING count(*) >= :least
        AND max(failed.finished_us) - min(failed.finished_us) >= :least_minutes * 60000000
),
-- All that Core finished meanwhile, and what of it took no engine: no verdict, or that of a list.
meanwhile AS MATERIALIZED (
    SELECT mute.package_id AS package_id,
        (SELECT sum(minute.count)
            FROM shape
            JOIN minute ON minute.shape_id = shape.id
            WHERE shape.package_id = mute.package_id
                AND shape.msgid = 82
                AND shape.component = 'core.workflow'
                AND minute.minute BETWEEN mute.first_us / 60000000 AND mute.last_us / 60000000)
            AS finished,
        (SELECT count(*)
            FROM unclean_scan
            CROSS JOIN scan ON scan.id = unclean_scan.scan_id
            WHERE scan.package_id = mute.package_id
                AND scan.result_code NOT IN (1, 2, 4)
                AND scan.finished_us / 60000000
                    BETWEEN mute.first_us / 60000000 AND mute.last_us / 60000000) AS unheard
    FROM mute
),
fits AS MATERIALIZED (
    SELECT failed.subject, failed.scan_id, failed.evidence, failed.finished_us,
        sign_scan.evidence AS second, 'likely' AS confidence, wanted.demand_id AS demand_id,
        'Core names the number of active engines as the reason' AS how, NULL AS words, NULL AS none
    FROM failed
    JOIN sign_scan ON sign_scan.scan_id = failed.scan_id
    LEFT JOIN wanted ON wanted.scan_id = failed.scan_id
    UNION ALL
    SELECT wanted.subject, wanted.scan_id, wanted.evidence, wanted.finished_us, shortage.evidence,
        'possible', wanted.demand_id,
        'The workflow demands a number of active engines, and Core''s health check found too few',
        shortage.key || ' = ' || shortage.value, NULL
    FROM wanted
    JOIN shortage
    WHERE wanted.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
        -- An engine that was asked for the file shows that its processing went on.
        AND wanted.scan_id NOT IN (SELECT answered.scan_id FROM answered)
    UNION ALL
    SELECT wanted.subject, wanted.scan_id, wanted.evidence, wanted.finished_us, NULL,
        CASE WHEN answered.engines THEN 'likely' ELSE 'possible' END, wanted.demand_id,
        CASE WHEN answered.engines
            THEN 'No engine failed on these files, but fewer answered than their workflow demands'
            ELSE 'Core counts fewer results of engines for these files than their workflow demands'
        END,
        'engines that answered: ' || coalesce(answered.engines, wanted.counted), NULL
    FROM wanted
    LEFT JOIN answered ON answered.scan_id = wanted.scan_id
    WHERE wanted.is_bare
        AND answered.was_failing IS NOT 1
        AND coalesce(answered.engines, wanted.counted)
            BETWEEN 1 AND wanted.least - 1
        AND wanted.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
        AND (answered.engines OR NOT EXISTS (SELECT 1 FROM shortage))
    UNION ALL
    SELECT failed.subject, failed.scan_id, failed.evidence, failed.finished_us, NULL,
        'possible', NULL,
        'Core counts no result of any engine for these files, and no file got a verdict meanwhile',
        NULL, 1
    FROM failed
    JOIN mute ON mute.package_id = failed.package_id
    WHERE failed.is_bare
        AND failed.counted = 0
        AND failed.package_id IN (
            SELECT meanwhile.package_id FROM meanwhile
            WHERE meanwhile.finished = meanwhile.unheard)
        AND failed.scan_id NOT IN (SELECT sign_scan.scan_id FROM sign_scan)
)
SELECT
    fits.subject AS subject,
    piece.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    first_value(coalesce(fits.second, fits.evidence)) OVER (
        PARTITION BY fits.how, fits.words, fits.demand_id ORDER BY fits.finished_us, fits.scan_id)
        AS cause,
    fits.finished_us AS time_us,
    fits.confidence AS confidence,
    fits.how AS how,
    fits.words AS words,
    fits.none AS none,
    demand.key AS option_key,
    demand.value AS option_value
FROM fits
LEFT JOIN demand ON demand.id = fits.demand_id
JOIN json_each(json_array(fits.evidence, fits.second, demand.evidence)) AS piece
    ON piece.value IS NOT NULL
