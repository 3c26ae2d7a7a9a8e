-- Files locked without a threat or policy verdict anywhere in the case, with what to do first.
WITH locked AS (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.time_us,
        symptom.scan_id,
        symptom.window_from_us,
        symptom.window_to_us,
        expected_event.kind,
        expected_event.request_id,
        coalesce(nutanix_file.evidence, icap_request.answer_evidence, icap_request.evidence)
            AS evidence,
        file.name,
        file.sha256
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    JOIN file ON file.id = symptom.subject_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    WHERE symptom.family = 'nutanix-unknown'
        AND expected_event.kind <> 'reported'
),
verdict_word AS (
    -- Words that say what was found in a file.
    SELECT lower(result_code.label) AS word
    FROM result_code
    WHERE result_code.class IN ('threat', 'policy')
),
harmless_word AS (
    -- Words of a record that say that nothing was found out.
    SELECT lower(result_code.label) AS word
    FROM result_code
    WHERE result_code.class NOT IN ('threat', 'policy')
    UNION
    SELECT lower(refusal.text)
    FROM refusal
    WHERE refusal.text IS NOT NULL
    UNION
    SELECT lower(own.column1)
    FROM (VALUES
        (''), ('unknown'), ('none'), ('null'), ('n/a'), ('-'),
        ('failed to scan'), ('error received from metadefender core'),
        ('cannot connect to core'), ('server is too busy. try again later.')
    ) AS own
),
bad_scan AS (
    -- Scans that found something: as a whole, by one engine, or by a threat's name.
    SELECT unclean_scan.scan_id
    FROM unclean_scan
    CROSS JOIN scan ON scan.id = unclean_scan.scan_id
    WHERE scan.result_class IN ('threat', 'policy')
        OR coalesce(scan.threat_name, '') <> ''
        OR lower(trim(scan.blocked_reason)) IN (SELECT verdict_word.word FROM verdict_word)
    UNION
    SELECT engine_result.scan_id
    FROM engine_result
    JOIN result_code ON result_code.code = engine_result.result_code
    WHERE result_code.class IN ('threat', 'policy')
),
bad AS (
    SELECT
        scan.id,
        scan.data_id,
        scan.parent_data_id,
        scan.sha256,
        lower(replace(scan.file_name, char(92), '/')) AS path
    FROM bad_scan
    CROSS JOIN scan ON scan.id = bad_scan.scan_id
),
own_scan AS (
    -- Every scan of the file, at any time, however it was tied to it.
    SELECT locked.file_id, file_link.row_id AS scan_id
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id
        AND file_link.kind = 'scan'
    UNION
    SELECT locked.file_id, locked.scan_id
    FROM locked
    WHERE locked.scan_id IS NOT NULL
),
own_hash AS (
    SELECT DISTINCT scan.sha256
    FROM own_scan
    CROSS JOIN scan ON scan.id = own_scan.scan_id
    WHERE scan.sha256 IS NOT NULL
),
bad_name AS (
    -- The name after the last slash: what is left of it are characters that are no slash.
    SELECT
        bad.id,
        substr(bad.path, length(rtrim(bad.path, replace(bad.path, '/', ''))) + 1) AS name
    FROM bad
),
bad_mark AS (
    -- Hashes and ids of what is bad: the same bytes count under any other name as well, and the
    -- archive that holds a bad file is as bad as the file.
    SELECT
        CASE part.column1
            WHEN 1 THEN bad.sha256
            WHEN 2 THEN bad.data_id
            ELSE bad.parent_data_id
        END AS mark
    FROM bad
    CROSS JOIN (VALUES (1), (2), (3)) AS part
    UNION
    SELECT scan.sha256
    FROM own_hash
    CROSS JOIN scan ON scan.sha256 = own_hash.sha256
    WHERE scan.result_class IN ('threat', 'policy')
        OR coalesce(scan.threat_name, '') <> ''
    UNION
    -- An item of Core's quarantine whose answer from Cloud names a verdict.
    SELECT quarantine_item.sha256
    FROM quarantine_item
    WHERE lower(trim(coalesce(quarantine_item.state, '')))
            IN (SELECT verdict_word.word FROM verdict_word)
),
own_mark AS (
    -- Every hash and id that anything of the file has.
    SELECT locked.file_id, locked.sha256 AS mark, 'verdict' AS why_code
    FROM locked
    UNION
    SELECT
        own_scan.file_id,
        CASE part.column1 WHEN 1 THEN scan.sha256 ELSE scan.data_id END,
        'verdict'
    FROM own_scan
    CROSS JOIN scan ON scan.id = own_scan.scan_id
    CROSS JOIN (VALUES (1), (2)) AS part
    UNION
    SELECT
        locked.file_id,
        CASE part.column1 WHEN 1 THEN icap_request.sha256 ELSE icap_request.data_id END,
        'icap-verdict'
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id
        AND file_link.kind = 'icap-request'
    JOIN icap_request ON icap_request.id = file_link.row_id
    CROSS JOIN (VALUES (1), (2)) AS part
    UNION
    SELECT locked.file_id, quarantine_item.sha256, 'verdict'
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id = file_link.row_id
),
hold AS (
    SELECT own_mark.file_id, own_mark.why_code
    FROM own_mark
    WHERE own_mark.mark IN (SELECT bad_mark.mark FROM bad_mark WHERE bad_mark.mark IS NOT NULL)
    UNION
    SELECT
        own_scan.file_id,
        -- A result that nobody has documented may be a verdict.
        CASE WHEN scan.result_class = 'unknown' THEN 'result-not-known' ELSE 'verdict' END
    FROM own_scan
    CROSS JOIN scan ON scan.id = own_scan.scan_id
    WHERE scan.result_class IN ('threat', 'policy')
        OR (scan.result_class = 'unknown' AND scan.allowed IS NOT 1)
        OR coalesce(scan.threat_name, '') <> ''
        OR lower(trim(scan.blocked_reason)) IN (SELECT verdict_word.word FROM verdict_word)
    UNION
    -- Something was found in a file of that name, and no id says that it was another file.
    SELECT locked.file_id, 'same-name'
    FROM bad_name
    JOIN locked ON lower(locked.name) = bad_name.name
    WHERE NOT EXISTS (
        SELECT 1 FROM file_link
        WHERE file_link.kind = 'scan'
            AND file_link.row_id = bad_name.id
            AND file_link.strength >= 2
            AND file_link.file_id <> locked.file_id
    )
    UNION
    SELECT own_scan.file_id, 'engine-verdict'
    FROM own_scan
    JOIN engine_result ON engine_result.scan_id = own_scan.scan_id
    JOIN result_code ON result_code.code = engine_result.result_code
    WHERE result_code.class IN ('threat', 'policy')
    UNION
    -- What any answer of ICAP Server about that path said.
    SELECT locked.file_id, 'icap-verdict'
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id
        AND file_link.kind = 'icap-request'
    JOIN icap_request ON icap_request.id = file_link.row_id
    WHERE coalesce(icap_request.threat, '') <> ''
        OR lower(trim(icap_request.blocked_reason))
            NOT IN (SELECT harmless_word.word FROM harmless_word)
        OR lower(trim(icap_request.response_desc))
            IN (SELECT verdict_word.word FROM verdict_word)
    UNION
    -- What Nutanix's record names.
    SELECT locked.file_id, 'nutanix-names-it'
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id
        AND file_link.kind = 'nutanix-file'
    JOIN nutanix_file ON nutanix_file.id = file_link.row_id
    WHERE lower(trim(coalesce(nutanix_file.description, '')))
        NOT IN (SELECT harmless_word.word FROM harmless_word)
),
queue AS (
    -- A quarter of the free places of Core's queue, if its health was collected.
    SELECT
        max(
            1,
            coalesce(
                (
                    SELECT max(CAST(limits.number - coalesce(used.number, 0) AS INTEGER))
                    FROM fact AS limits
                    LEFT JOIN fact AS used ON used.package_id = limits.package_id
                        AND used.key = 'readyz.scan_queue.number_in_queue'
                    WHERE limits.key = 'readyz.scan_queue.max_number_in_queue'
                ),
                :queue_slots
            ) / 4
        ) AS wave_size
),
judged AS (
    -- A file that may be freed stands here once, one that must stay locked once for each reason.
    SELECT
        locked.*,
        hold.why_code,
        row_number() OVER (
            PARTITION BY hold.why_code IS NULL ORDER BY min(locked.time_us), locked.file_id
        ) AS place,
        row_number() OVER (PARTITION BY locked.file_id ORDER BY hold.why_code) AS reason
    FROM locked
    LEFT JOIN hold ON hold.file_id = locked.file_id
    WHERE hold.why_code IS NOT NULL
        OR locked.evidence IS NOT NULL
    GROUP BY locked.file_id, hold.why_code
),
listed AS (
    SELECT
        judged.*,
        count(*) FILTER (WHERE judged.why_code IS NULL) OVER () AS files,
        count(*) FILTER (WHERE judged.why_code IS NOT NULL AND judged.reason = 1) OVER () AS held,
        CASE
            WHEN judged.why_code IS NOT NULL THEN NULL
            WHEN judged.kind <> 'nutanix-lock' THEN 'possible'
            WHEN NOT EXISTS (
                SELECT 1 FROM coverage
                WHERE coverage.source IN ('core-log', 'core-history')
            ) THEN 'possible'
            WHEN judged.request_id IS NULL THEN 'likely'
            WHEN EXISTS (
                SELECT 1 FROM coverage
                WHERE coverage.source IN ('core-log', 'core-history')
                    AND coverage.from_us <= judged.window_from_us
                    AND coverage.to_us >= judged.time_us
            ) THEN 'certain'
            ELSE 'likely'
        END AS confidence
    FROM judged
)
-- Files that must stay locked come with the reason: somebody found something in them at some time.
SELECT
    listed.subject,
    listed.evidence,
    CASE WHEN listed.why_code IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    listed.why_code,
    NULL AS cause,
    listed.time_us,
    listed.confidence,
    iif(listed.why_code IS NULL, listed.files, NULL) AS files,
    iif(listed.why_code IS NULL, queue.wave_size, NULL) AS wave_size,
    iif(
        listed.why_code IS NULL,
        (listed.files + queue.wave_size - 1) / queue.wave_size,
        NULL
    ) AS waves,
    iif(listed.why_code IS NULL, nullif(listed.held, 0), NULL) AS held,
    iif(listed.why_code IS NULL, (listed.place - 1) / queue.wave_size + 1, NULL) AS each_wave,
    CASE
        WHEN listed.why_code IS NOT NULL THEN NULL
        WHEN listed.confidence = 'possible' THEN 'unknown'
        ELSE 'rescan'
    END AS each_class
FROM listed
JOIN queue
