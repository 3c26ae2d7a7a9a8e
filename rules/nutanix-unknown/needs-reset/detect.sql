-- Every locked file with its class: hold, rescan, reset-if-policy-proven or unknown. A file that
-- any scan, engine, answer or record of any time names something in is on hold, and no wave has it.
WITH locked AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.subject_id AS file_id, symptom.time_us, symptom.scan_id,
        symptom.window_from_us, expected_event.kind, expected_event.request_id, nutanix_file.ext_id,
        nutanix_file.server, coalesce(nutanix_file.path, file.path) AS path, file.sha256,
        lower(file.name) AS name,
        coalesce(nutanix_file.evidence, icap_request.answer_evidence, icap_request.evidence)
            AS evidence
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    JOIN file ON file.id = symptom.subject_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    WHERE symptom.family = 'nutanix-unknown'
        AND expected_event.kind <> 'reported'
),
word AS MATERIALIZED (
    -- What the label of a result says of a file: something found, or not looked into by policy.
    SELECT
        result_code.code, lower(result_code.label) AS label,
        CASE
            WHEN result_code.class IN ('threat', 'policy') THEN 'verdict'
            WHEN result_code.by_policy = 1 THEN 'not-looked-into'
        END AS why_code
    FROM result_code
),
harmless AS MATERIALIZED (
    -- Words of a record that say that nothing was found out.
    SELECT word.label FROM word WHERE word.why_code IS NULL
    UNION
    SELECT lower(refusal.text) FROM refusal WHERE refusal.text IS NOT NULL
    UNION
    SELECT own.column1 FROM (VALUES
        (''), ('unknown'), ('none'), ('null'), ('n/a'), ('-'), ('failed to scan'),
        ('error received from metadefender core'), ('cannot connect to core'),
        ('server is too busy. try again later.')) AS own
),
own_scan AS MATERIALIZED (
    -- Every scan of the file, at any time, however it was tied to it.
    SELECT locked.file_id, file_link.row_id AS scan_id
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id AND file_link.kind = 'scan'
    UNION
    SELECT locked.file_id, locked.scan_id FROM locked WHERE locked.scan_id IS NOT NULL
),
own_mark AS MATERIALIZED (
    -- Every hash and id that anything of the file has.
    SELECT locked.file_id, locked.sha256 AS mark FROM locked
    UNION
    SELECT own_scan.file_id, iif(part.column1 = 1, scan.sha256, scan.data_id)
    FROM own_scan
    JOIN scan ON scan.id = own_scan.scan_id
    CROSS JOIN (VALUES (1), (2)) AS part
    UNION
    SELECT locked.file_id, iif(part.column1 = 1, icap_request.sha256, icap_request.data_id)
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id AND file_link.kind = 'icap-request'
    JOIN icap_request ON icap_request.id = file_link.row_id
    CROSS JOIN (VALUES (1), (2)) AS part
    UNION
    SELECT locked.file_id, quarantine_item.sha256
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id = file_link.row_id
),
candidate AS MATERIALIZED (
    SELECT unclean_scan.scan_id FROM unclean_scan
    UNION
    SELECT engine_result.scan_id
    FROM engine_result
    JOIN word ON word.code = engine_result.result_code AND word.why_code = 'verdict'
    UNION
    SELECT own_scan.scan_id FROM own_scan
    UNION
    -- The same bytes under any other name.
    SELECT scan.id
    FROM own_mark
    CROSS JOIN scan ON scan.sha256 = own_mark.mark
),
bad AS MATERIALIZED (
    SELECT
        scan.id, scan.data_id, scan.parent_data_id, scan.sha256,
        lower(replace(scan.file_name, char(92), '/')) AS path,
        CASE
            WHEN scan.result_class IN ('threat', 'policy') THEN 'verdict'
            WHEN EXISTS (SELECT 1 FROM engine_result
                JOIN word ON word.code = engine_result.result_code AND word.why_code = 'verdict'
                WHERE engine_result.scan_id = scan.id) THEN 'engine-verdict'
            WHEN coalesce(scan.threat_name, '') <> '' OR scan.blocked_reason <> '' AND EXISTS (
                SELECT 1 FROM word WHERE word.why_code = 'verdict'
                    AND instr(lower(scan.blocked_reason), word.label) > 0) THEN 'verdict'
            WHEN EXISTS (SELECT 1 FROM scan_source
                JOIN word ON word.code = scan_source.result_code AND word.why_code = 'verdict'
                WHERE scan_source.scan_id = scan.id) THEN 'verdict'
            WHEN EXISTS (
                -- Another place that tells of the scan has another result than the log.
                SELECT 1 FROM scan_source
                JOIN locator ON locator.id = CAST(substr(scan_source.evidence, 9) AS INTEGER)
                JOIN word ON word.why_code = 'verdict'
                    AND (instr(',' || lower(locator.text) || ',', ',' || word.label || ',') > 0
                        OR instr(lower(locator.text), '"' || word.label || '"') > 0)
                WHERE scan_source.scan_id = scan.id AND scan_source.evidence LIKE 'locator/%'
            ) THEN 'verdict'
            WHEN scan.allowed IS 1 THEN NULL
            WHEN scan.result_class IN ('limit', 'content') THEN 'not-looked-into'
            WHEN scan.result_class = 'unknown' THEN 'result-not-known'
        END AS why_code
    FROM candidate
    CROSS JOIN scan ON scan.id = candidate.scan_id
),
bad_mark AS MATERIALIZED (
    -- The archive that holds a bad file is as bad as the file.
    SELECT
        CASE part.column1 WHEN 1 THEN bad.sha256 WHEN 2 THEN bad.data_id ELSE bad.parent_data_id END
            AS mark,
        bad.why_code
    FROM bad
    CROSS JOIN (VALUES (1), (2), (3)) AS part
    WHERE bad.why_code IS NOT NULL
    UNION
    SELECT iif(part.column1 = 1, quarantine_item.sha256, quarantine_item.data_id),
        iif(word.why_code = 'verdict', 'verdict', 'in-quarantine')
    FROM quarantine_item
    CROSS JOIN (VALUES (1), (2)) AS part
    LEFT JOIN word ON word.label = lower(trim(quarantine_item.state))
    WHERE word.why_code = 'verdict'
        -- Why Core put it there is not known, unless one of its scans is.
        OR NOT EXISTS (SELECT 1 FROM scan WHERE scan.sha256 = quarantine_item.sha256)
            AND NOT EXISTS (SELECT 1 FROM scan WHERE scan.data_id = quarantine_item.data_id)
    UNION
    SELECT cloud_attempt.sha256, 'verdict'
    FROM cloud_attempt
    JOIN word ON word.label = lower(trim(cloud_attempt.message)) AND word.why_code = 'verdict'
),
hold AS MATERIALIZED (
    SELECT own_mark.file_id, bad_mark.why_code
    FROM own_mark
    JOIN bad_mark ON bad_mark.mark = own_mark.mark
    UNION
    SELECT own_scan.file_id, bad.why_code
    FROM own_scan
    JOIN bad ON bad.id = own_scan.scan_id AND bad.why_code IS NOT NULL
    UNION
    -- Something was found in a file of that name, and no id says that it was another file.
    SELECT locked.file_id, 'same-name'
    FROM bad
    JOIN locked ON locked.name
        = substr(bad.path, length(rtrim(bad.path, replace(bad.path, '/', ''))) + 1)
    WHERE bad.why_code IN ('verdict', 'engine-verdict')
        AND NOT EXISTS (
            SELECT 1 FROM file_link
            WHERE file_link.kind = 'scan' AND file_link.row_id = bad.id
                AND file_link.strength >= 2 AND file_link.file_id <> locked.file_id
        )
    UNION
    -- What any answer of ICAP Server about that path said.
    SELECT locked.file_id,
        CASE
            WHEN coalesce(icap_request.threat, '') <> '' THEN 'icap-verdict'
            WHEN word.why_code = 'not-looked-into' THEN word.why_code
            ELSE 'icap-verdict'
        END
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id AND file_link.kind = 'icap-request'
    JOIN icap_request ON icap_request.id = file_link.row_id
    LEFT JOIN word ON word.label = lower(trim(coalesce(nullif(icap_request.blocked_reason, ''),
        icap_request.response_desc)))
    WHERE coalesce(icap_request.threat, '') <> ''
        OR word.why_code IS NOT NULL
            AND lower(coalesce(icap_request.response_info, icap_request.action, '')) <> 'allowed'
        OR lower(trim(icap_request.blocked_reason)) NOT IN (SELECT harmless.label FROM harmless)
    UNION
    -- What Nutanix's record names.
    SELECT locked.file_id, coalesce(nullif(word.why_code, 'verdict'), 'nutanix-names-it')
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id AND file_link.kind = 'nutanix-file'
    JOIN nutanix_file ON nutanix_file.id = file_link.row_id
    LEFT JOIN word ON word.label = lower(trim(nutanix_file.description))
    WHERE lower(trim(coalesce(nutanix_file.description, '')))
        NOT IN (SELECT harmless.label FROM harmless)
),
policy AS MATERIALIZED (
    -- RESET is safe only where every policy scans on read and blocks what was not scanned.
    SELECT
        count(*) FILTER (WHERE part.key = 'isscanonreadenabled' AND part.value = 'true') > 0
            AND count(*) FILTER (WHERE part.key = 'isfileaccessblocked' AND part.value = 'true') > 0
            AND count(*) FILTER (WHERE part.value = 'false' AND part.key IN ('isscanonreadenabled',
                'isfileaccessblocked', 'isantivirusenabled')) = 0 AS is_proven,
        ',' || coalesce(group_concat(replace(part.value, ' ', ''))
            FILTER (WHERE part.key = 'excludedfileextensions'), '') || ',' AS excluded
    FROM (
        SELECT replace(lower(setting.key), '_', '') AS key, lower(setting.value) AS value
        FROM setting
        WHERE setting.section LIKE 'nutanix-policy%'
    ) AS part
),
health AS MATERIALIZED (
    SELECT
        side.column1 AS product,
        CASE
            WHEN EXISTS (SELECT 1 FROM outage WHERE outage.product = side.column1
                AND outage.to_us IS NULL) THEN 'stopped, and no start is seen after it'
            WHEN max(lower(fact.value) IN ('invalid', 'expired', 'error', 'failed'))
                THEN 'not healthy, by its own health check'
            WHEN count(fact.id) > 0 THEN 'answering its health check'
            ELSE 'not known'
        END AS state
    FROM (VALUES ('core'), ('icap')) AS side
    LEFT JOIN package ON package.product = side.column1
    LEFT JOIN fact ON fact.package_id = package.id AND fact.key LIKE 'readyz.%'
    GROUP BY side.column1
),
queue AS MATERIALIZED (
    -- A quarter of the free places of Core's queue, if its health was collected.
    SELECT max(1, coalesce((
        SELECT min(CAST(limits.number - coalesce(used.number, 0) AS INTEGER))
        FROM fact AS limits
        LEFT JOIN fact AS used ON used.package_id = limits.package_id
            AND used.key = 'readyz.scan_queue.number_in_queue'
        WHERE limits.key = 'readyz.scan_queue.max_number_in_queue'
    ), :queue_slots) / 4) AS wave_size
),
classed AS MATERIALIZED (
    SELECT
        locked.*,
        locked.file_id IN (SELECT hold.file_id FROM hold) AS is_held,
        CASE
            WHEN locked.kind <> 'nutanix-lock' OR NOT EXISTS (
                SELECT 1 FROM coverage WHERE coverage.source IN ('core-log', 'core-history')
            ) THEN 'possible'
            WHEN locked.request_id IS NOT NULL AND EXISTS (
                SELECT 1 FROM coverage
                WHERE coverage.source IN ('core-log', 'core-history')
                    AND coverage.from_us <= locked.window_from_us
                    AND coverage.to_us >= locked.time_us
            ) THEN 'certain'
            ELSE 'likely'
        END AS confidence
    FROM locked
    WHERE locked.evidence IS NOT NULL OR locked.file_id IN (SELECT hold.file_id FROM hold)
),
placed AS MATERIALIZED (
    SELECT
        classed.*,
        CASE
            WHEN classed.is_held THEN 'hold'
            WHEN classed.confidence = 'possible' THEN 'unknown'
            WHEN classed.confidence = 'certain' AND policy.is_proven
                AND instr(policy.excluded, ',' || substr(classed.name, 1 + length(rtrim(
                    classed.name, replace(classed.name, '.', '')))) || ',') = 0
                THEN 'reset-if-policy-proven'
            ELSE 'rescan'
        END AS class,
        dense_rank() OVER (
            PARTITION BY classed.is_held
            ORDER BY classed.confidence = 'possible', first.time_us, classed.file_id
        ) AS place
    FROM classed
    JOIN policy
    JOIN (SELECT locked.file_id, min(locked.time_us) AS time_us FROM locked
        GROUP BY locked.file_id) AS first ON first.file_id = classed.file_id
),
total AS MATERIALIZED (
    SELECT
        count(DISTINCT iif(placed.class = 'hold', NULL, placed.file_id)) AS files,
        nullif(count(DISTINCT iif(placed.class = 'hold', placed.file_id, NULL)), 0) AS held,
        nullif(count(DISTINCT iif(placed.class = 'unknown', placed.file_id, NULL)), 0) AS unsure,
        nullif(count(DISTINCT placed.file_id)
            FILTER (WHERE placed.class = 'reset-if-policy-proven'), 0) AS resettable,
        (
            SELECT min('yes') FROM coverage
            WHERE coverage.source = 'nutanix-list' AND coverage.complete = 0
        ) AS partial,
        (SELECT health.state FROM health WHERE health.product = 'core') AS core_health,
        (SELECT health.state FROM health WHERE health.product = 'icap') AS icap_health
    FROM placed
)
SELECT
    placed.subject,
    placed.evidence,
    iif(placed.is_held, 'ruled-out', 'fits') AS verdict,
    hold.why_code,
    NULL AS cause,
    placed.time_us,
    placed.confidence,
    total.files,
    total.held,
    total.unsure,
    total.resettable,
    total.partial,
    total.core_health,
    total.icap_health,
    queue.wave_size,
    (total.files + queue.wave_size - 1) / queue.wave_size AS waves,
    placed.class AS each_class,
    CASE placed.class
        WHEN 'hold' THEN 'NONE: leave it locked until a person has judged it'
        WHEN 'unknown' THEN 'NONE: collect what is missing first'
        WHEN 'reset-if-policy-proven' THEN 'RESCAN (or RESET)'
        ELSE 'RESCAN'
    END AS each_action,
    CASE placed.class
        WHEN 'hold' THEN hold.why_code
        WHEN 'unknown' THEN iif(placed.kind = 'nutanix-lock', 'no-core-log', 'no-nutanix-list')
        WHEN 'reset-if-policy-proven' THEN 'no-verdict-and-policy-proven'
        ELSE 'no-verdict'
    END AS each_why,
    iif(placed.class IN ('hold', 'unknown'), NULL, (placed.place - 1) / queue.wave_size + 1)
        AS each_wave,
    placed.ext_id AS each_ext_id,
    placed.path AS each_path,
    placed.server AS each_server,
    row_number() OVER (
        PARTITION BY placed.file_id, placed.ext_id, placed.evidence
        ORDER BY hold.why_code <> 'verdict', hold.why_code = 'same-name', hold.why_code
    ) AS each_reason
FROM placed
JOIN total
JOIN queue
LEFT JOIN hold ON hold.file_id = placed.file_id
