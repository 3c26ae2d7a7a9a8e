-- Every locked file with its class: hold, rescan, reset-if-policy-proven or unknown. A file that
-- any scan, engine, answer or record of any time names something in is on hold, and no wave has it.
WITH locked AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.subject_id AS file_id, symptom.time_us, symptom.window_from_us,
        expected_event.kind, expected_event.request_id, nutanix_file.ext_id, nutanix_file.server,
        coalesce(nutanix_file.path, file.path) AS path, lower(file.name) AS name,
        coalesce(nutanix_file.evidence, icap_request.answer_evidence, icap_request.evidence)
            AS evidence
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    JOIN file ON file.id = symptom.subject_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        -- cover: equivalent, with a list only locks and reports are symptoms, and a report's row is 0
        AND expected_event.kind = 'nutanix-lock'
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    WHERE symptom.family = 'nutanix-unknown'
        AND expected_event.kind <> 'reported'
),
bad_code AS MATERIALIZED (
    SELECT result_code.code, lower(result_code.label) AS word
    FROM result_code
    WHERE result_code.class IN ('threat', 'policy')
),
bad_word AS MATERIALIZED (
    -- Words that say that something was found: of results, of older versions, and of Cloud.
    SELECT bad_code.word FROM bad_code
    UNION
    SELECT old.column1 FROM (VALUES ('blacklisted'), ('type mismatch'), ('potentially unwanted'),
        ('malicious'), ('quarantined')) AS old
),
harmless AS MATERIALIZED (
    -- Words of a record that say that nothing was found out.
    SELECT lower(result_code.label) AS word
    FROM result_code
    WHERE result_code.class NOT IN ('threat', 'policy', 'limit', 'content')
    UNION
    SELECT lower(refusal.text) FROM refusal
    UNION
    SELECT own.column1 FROM (VALUES
        (''), ('unknown'), ('none'), ('null'), ('n/a'), ('-'), ('failed to scan'),
        ('error received from metadefender core'), ('cannot connect to core'),
        ('server is too busy. try again later.')) AS own
),
own_scan AS MATERIALIZED (
    -- Every scan of the file, at any time, however it was tied to it.
    SELECT DISTINCT locked.file_id, file_link.row_id AS scan_id
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id AND file_link.kind = 'scan'
),
own_mark AS MATERIALIZED (
    -- Every hash and id that a scan or a request of the file has.
    SELECT own_scan.file_id, iif(part.column1 = 1, scan.sha256, scan.data_id) AS mark
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
    -- Where Core calculates no hashes of scans, the list of its quarantine has them.
    SELECT own_scan.file_id, quarantine_item.sha256
    FROM own_scan
    JOIN scan ON scan.id = own_scan.scan_id
    JOIN quarantine_item ON quarantine_item.data_id = scan.data_id
),
candidate AS MATERIALIZED (
    SELECT unclean_scan.scan_id FROM unclean_scan
    UNION
    SELECT engine_result.scan_id
    FROM engine_result
    JOIN bad_code ON bad_code.code = engine_result.result_code
    UNION
    SELECT own_scan.scan_id FROM own_scan
    UNION
    -- The same bytes under any other name.
    SELECT scan.id
    FROM own_mark
    CROSS JOIN scan ON scan.sha256 = own_mark.mark
),
seen AS MATERIALIZED (
    SELECT
        scan.id, scan.parent_data_id, scan.sha256, scan.result_class, scan.allowed,
        scan.threat_name, lower(scan.blocked_reason) AS reason,
        lower(replace(scan.file_name, char(92), '/')) AS path
    FROM candidate
    CROSS JOIN scan ON scan.id = candidate.scan_id
),
bad_reason AS MATERIALIZED (
    SELECT each.reason
    FROM (SELECT DISTINCT seen.reason FROM seen) AS each
    WHERE EXISTS (SELECT 1 FROM bad_word WHERE instr(each.reason, bad_word.word) > 0)
),
bad AS MATERIALIZED (
    SELECT
        seen.id, seen.parent_data_id, seen.sha256, seen.path,
        CASE
            WHEN seen.result_class IN ('threat', 'policy') THEN 'verdict'
            WHEN EXISTS (SELECT 1 FROM engine_result
                JOIN bad_code ON bad_code.code = engine_result.result_code
                WHERE engine_result.scan_id = seen.id) THEN 'engine-verdict'
            WHEN seen.threat_name <> '' THEN 'verdict'
            WHEN seen.reason IN (SELECT bad_reason.reason FROM bad_reason) THEN 'verdict'
            -- Another place that tells of the scan has another result than the log.
            WHEN EXISTS (SELECT 1 FROM scan_source
                JOIN bad_code ON bad_code.code = scan_source.result_code
                WHERE scan_source.scan_id = seen.id) THEN 'verdict'
            WHEN seen.allowed = 1 THEN NULL
            WHEN seen.result_class IN ('limit', 'content') THEN 'not-looked-into'
            WHEN seen.result_class = 'unknown' THEN 'result-not-known'
        END AS why_code
    FROM seen
),
holder AS MATERIALIZED (
    -- The archive that holds a bad file is as bad as the file, and so is the one around it.
    SELECT bad.parent_data_id AS mark, bad.why_code FROM bad
    UNION
    SELECT scan.parent_data_id, holder.why_code
    FROM holder
    CROSS JOIN scan ON scan.data_id = holder.mark
),
said AS MATERIALIZED (
    -- The words of each answer of ICAP Server; what a threat is called does not matter.
    SELECT
        icap_request.id, icap_request.sha256,
        iif(icap_request.threat <> '', 'infected', lower(trim(
            coalesce(nullif(icap_request.blocked_reason, ''), icap_request.response_desc))))
            AS words,
        coalesce(icap_request.blocked_reason, '') <> '' AS is_reason,
        lower(coalesce(icap_request.response_info, icap_request.action, '')) = 'allowed'
            AS was_allowed
    FROM icap_request
    -- cover: equivalent, it saves the search where nothing is locked
    WHERE EXISTS (SELECT 1 FROM locked)
),
wording AS MATERIALIZED (
    SELECT
        each.*,
        CASE
            WHEN EXISTS (SELECT 1 FROM bad_word WHERE instr(each.words, bad_word.word) > 0)
                THEN 'icap-verdict'
            WHEN each.was_allowed THEN NULL
            WHEN EXISTS (SELECT 1 FROM result_code
                WHERE result_code.by_policy = 1 AND lower(result_code.label) = each.words)
                THEN 'not-looked-into'
            ELSE iif(each.is_reason,
                iif(each.words IN (SELECT harmless.word FROM harmless), NULL, 'icap-verdict'), NULL)
        END AS why_code
    FROM (SELECT DISTINCT said.words, said.is_reason, said.was_allowed FROM said) AS each
),
answer AS MATERIALIZED (
    SELECT said.id, said.sha256, wording.why_code
    FROM wording
    JOIN said ON (said.words, said.is_reason, said.was_allowed)
        = (wording.words, wording.is_reason, wording.was_allowed)
    WHERE wording.why_code IS NOT NULL
),
bad_mark AS MATERIALIZED (
    SELECT bad.sha256 AS mark, bad.why_code FROM bad
    UNION
    SELECT holder.mark, holder.why_code FROM holder
    UNION
    SELECT answer.sha256, answer.why_code FROM answer
    UNION
    SELECT iif(part.column1 = 1, quarantine_item.sha256, quarantine_item.data_id), 'in-quarantine'
    FROM quarantine_item
    CROSS JOIN (VALUES (1), (2)) AS part
    -- Why Core put it there is not known, unless a scan of that time is.
    WHERE NOT EXISTS (
            SELECT 1 FROM scan
            WHERE scan.sha256 = quarantine_item.sha256
                AND coalesce(scan.finished_us <= quarantine_item.time_us + 600000000, 1))
        AND NOT EXISTS (SELECT 1 FROM scan WHERE scan.data_id = quarantine_item.data_id)
    UNION
    SELECT quarantine_item.sha256, bad.why_code
    FROM bad
    JOIN scan ON scan.id = bad.id
    JOIN quarantine_item ON quarantine_item.data_id = scan.data_id
    UNION
    SELECT cloud_attempt.sha256, 'verdict'
    FROM cloud_attempt
    -- A bare Blocked is Cloud's verdict too.
    JOIN bad_word ON instr(replace(lower(cloud_attempt.message), 'blocked', 'malicious'),
        bad_word.word) > 0
),
bad_name AS MATERIALIZED (
    -- Names under which Core had a file that was found bad, or the same bytes.
    SELECT bad.id AS scan_id, bad.path
    FROM bad
    WHERE bad.why_code IN ('verdict', 'engine-verdict')
    UNION
    SELECT scan.id, lower(replace(scan.file_name, char(92), '/'))
    FROM bad_mark
    CROSS JOIN scan ON scan.sha256 = bad_mark.mark
    WHERE bad_mark.why_code IN ('verdict', 'engine-verdict', 'icap-verdict')
    UNION
    -- Where Core calculates no hashes of scans, the list of its quarantine has the name too.
    SELECT
        (SELECT min(scan.id) FROM scan WHERE scan.data_id = quarantine_item.data_id),
        lower(replace(quarantine_item.file_name, char(92), '/'))
    FROM bad_mark
    JOIN quarantine_item ON quarantine_item.sha256 = bad_mark.mark
    WHERE bad_mark.why_code IN ('verdict', 'engine-verdict', 'icap-verdict')
),
hold AS MATERIALIZED (
    SELECT own_mark.file_id, bad_mark.why_code
    FROM own_mark
    JOIN bad_mark ON bad_mark.mark = own_mark.mark
    WHERE bad_mark.why_code IS NOT NULL
    UNION
    SELECT own_scan.file_id, bad.why_code
    FROM own_scan
    JOIN bad ON bad.id = own_scan.scan_id
    WHERE bad.why_code IS NOT NULL
    UNION
    -- Something was found in bytes of that name, and no id says that it was another file;
    -- what a scan of its own says is said already.
    SELECT locked.file_id, 'same-name'
    FROM bad_name
    JOIN locked ON locked.name
        = substr(bad_name.path, length(rtrim(bad_name.path, replace(bad_name.path, '/', ''))) + 1)
    WHERE NOT EXISTS (
            SELECT 1 FROM file_link
            WHERE file_link.kind = 'scan' AND file_link.row_id = bad_name.scan_id
                AND (file_link.strength >= 2 OR file_link.file_id = locked.file_id)
        )
    UNION
    SELECT locked.file_id, answer.why_code
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id AND file_link.kind = 'icap-request'
    JOIN answer ON answer.id = file_link.row_id
    UNION
    -- What Nutanix's record names.
    SELECT locked.file_id, iif(result_code.by_policy = 1, 'not-looked-into', 'nutanix-names-it')
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id AND file_link.kind = 'nutanix-file'
    JOIN nutanix_file ON nutanix_file.id = file_link.row_id
    LEFT JOIN result_code ON lower(result_code.label) = lower(trim(nutanix_file.description))
    WHERE lower(trim(coalesce(nutanix_file.description, '')))
        NOT IN (SELECT harmless.word FROM harmless)
),
policy AS MATERIALIZED (
    -- RESET is safe only where every policy scans on read and blocks what was not scanned.
    SELECT
        min(iif(part.key = 'isscanonreadenabled', part.value, NULL)) = 'true'
            AND min(iif(part.key = 'isfileaccessblocked', part.value, NULL)) = 'true'
            AND coalesce(min(iif(part.key = 'isantivirusenabled', part.value, NULL)), 'true')
                = 'true' AS is_proven,
        ',' || group_concat(iif(part.key = 'excludedfileextensions', part.value, NULL)) || ','
            AS excluded,
        min(iif(part.key = 'isfileaccessblocked', part.evidence, NULL)) AS evidence
    FROM (
        SELECT
            replace(lower(setting.key), '_', '') AS key,
            -- An ending may be written as mkv, .mkv or *.mkv.
            replace(replace(replace(lower(setting.value), ' ', ''), '.', ''), '*', '') AS value,
            setting.evidence
        FROM setting
    ) AS part
),
stop AS MATERIALIZED (
    SELECT outage.product, max(outage.from_evidence) AS evidence
    FROM outage
    WHERE outage.to_us IS NULL
    GROUP BY outage.product
),
health AS MATERIALIZED (
    SELECT
        side.column1 AS product,
        max(stop.product) IS NOT NULL AS is_stopped, max(stop.evidence) AS stop_evidence,
        max(iif(lower(fact.value) IN ('invalid', 'expired', 'error', 'failed'), fact.evidence, NULL))
            AS sick_evidence,
        max(fact.evidence) AS any_evidence
    FROM (VALUES ('core'), ('icap')) AS side
    LEFT JOIN stop ON stop.product = side.column1
    LEFT JOIN package ON package.product = side.column1
    LEFT JOIN fact ON fact.package_id = package.id AND fact.key LIKE 'readyz.%'
    GROUP BY side.column1
),
state AS MATERIALIZED (
    SELECT
        health.product, coalesce(health.stop_evidence, health.sick_evidence, health.any_evidence)
            AS evidence,
        iif(health.is_stopped, 'stopped, and no start is seen after it',
            iif(health.sick_evidence IS NOT NULL, 'not healthy, by its own health check',
            iif(health.any_evidence IS NOT NULL, 'answering its health check', 'not known')))
            AS state
    FROM health
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
        END AS confidence,
        substr(locked.name, 1 + length(rtrim(locked.name, replace(locked.name, '.', '')))) AS ending
    FROM locked
),
placed AS MATERIALIZED (
    SELECT
        classed.*,
        CASE
            WHEN classed.is_held THEN 'hold'
            WHEN classed.confidence = 'certain' AND policy.is_proven
                AND coalesce(instr(policy.excluded, ',' || classed.ending || ','), 0) = 0
                THEN 'reset-if-policy-proven'
            ELSE iif(classed.confidence = 'possible', 'unknown', 'rescan')
        END AS class,
        policy.evidence AS policy_evidence,
        dense_rank() OVER (
            PARTITION BY classed.is_held
            ORDER BY classed.confidence = 'possible', first.time_us, classed.file_id
        ) AS place
    FROM classed
    JOIN policy
    JOIN (SELECT locked.file_id, min(locked.time_us) AS time_us FROM locked
        GROUP BY locked.file_id) AS first ON first.file_id = classed.file_id
),
advice (class, action, why) AS (
    VALUES
        ('hold', 'NONE: leave it locked until a person has judged it', NULL),
        ('unknown', 'NONE: collect what is missing first', NULL),
        ('reset-if-policy-proven', 'RESCAN (or RESET)', 'no-verdict-and-policy-proven'),
        ('rescan', 'RESCAN', 'no-verdict')
),
total AS MATERIALIZED (
    SELECT
        count(DISTINCT iif(placed.class = 'hold', NULL, placed.file_id)) AS files,
        nullif(count(DISTINCT iif(placed.class = 'hold', placed.file_id, NULL)), 0) AS held,
        nullif(count(DISTINCT iif(placed.class = 'unknown', placed.file_id, NULL)), 0) AS unsure,
        nullif(count(DISTINCT iif(placed.class = 'reset-if-policy-proven', placed.file_id, NULL)),
            0) AS resettable,
        (SELECT iif(min(iif(coverage.source = 'nutanix-list', coverage.complete, NULL)) = 0,
            'yes', NULL) FROM coverage) AS partial,
        (SELECT max(iif(state.product = 'core', state.state, NULL)) FROM state) AS core_health,
        (SELECT max(iif(state.product = 'icap', state.state, NULL)) FROM state) AS icap_health,
        (SELECT json_group_array(state.evidence) FROM state) AS state_evidence
    FROM placed
)
SELECT
    placed.subject,
    pieces.value AS evidence,
    iif(placed.class = 'hold', 'ruled-out', 'fits') AS verdict,
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
    advice.action AS each_action,
    coalesce(hold.why_code, advice.why,
        iif(placed.kind = 'nutanix-lock', 'no-core-log', 'no-nutanix-list')) AS each_why,
    iif(placed.class IN ('hold', 'unknown'), NULL, (placed.place - 1) / queue.wave_size + 1)
        AS each_wave,
    placed.ext_id AS each_ext_id,
    placed.path AS each_path,
    placed.server AS each_server,
    -- One row of a file stands for it in the list of files.
    iif(pieces.key = 0, row_number() OVER (
        PARTITION BY placed.file_id, placed.ext_id, placed.evidence, pieces.key
        ORDER BY hold.why_code <> 'verdict', hold.why_code = 'same-name', hold.why_code
    ), NULL) AS each_reason
FROM placed
JOIN total
JOIN queue
JOIN advice ON advice.class = placed.class
LEFT JOIN hold ON hold.file_id = placed.file_id
-- Behind its own record: what proves that RESET is safe, and once the state of the products.
JOIN json_each(json_array(
    placed.evidence,
    iif(placed.class = 'reset-if-policy-proven', placed.policy_evidence, NULL),
    iif(placed.class <> 'hold', iif(placed.place = 1, total.state_evidence ->> 0, NULL), NULL),
    iif(placed.class <> 'hold', iif(placed.place = 1, total.state_evidence ->> 1, NULL), NULL)
)) AS pieces ON pieces.value IS NOT NULL
