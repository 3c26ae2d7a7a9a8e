-- The views are the contract with rules and with people who open a case file by hand.
-- Version 1. They use no function of ours. Times ending in _us are microseconds since 1970 UTC.

-- One package, folder, export or loose file that was read.
CREATE VIEW package AS SELECT
    id, -- row id, never shown
    name, -- the file name as given, or the name in a bundle
    bundle, -- the input that held it with others; NULL for an input of its own
    product, -- core, icap, nutanix or unknown
    version, -- the product's version, where the name or the contents say it
    platform, -- linux or windows, where known
    instance, -- host or instance name, where known
    made_us, -- when the package was made, from its name
    sha256, -- of the bytes of the package; for a folder of its paths, sizes and contents
    complete, -- 0 if a part could not be read: see note
    owner_id AS belongs_to_id, -- the package that a loose file belongs to, where one is known
    owner_how AS belongs_how -- how that is known, as a sentence
FROM package_row;

-- One file inside a package.
CREATE VIEW entry AS SELECT
    id, -- row id
    package_id, -- package
    path, -- inside the package; an archive in an archive joins by "!"
    role, -- records, document, settings, empty, unread
    source, -- the kind of evidence, as coverage names it; NULL if none
    format, -- the format that read it; NULL if nobody recognised it
    why, -- how it was recognised, or why it was not read
    size_bytes, -- inflated
    lines, -- lines seen
    records, -- records or rows found
    unparsed_lines, -- lines that no format understood
    first_us - offset_us AS first_us, -- earliest time stamp
    last_us - offset_us AS last_us, -- latest time stamp
    whole -- 0 if cut, damaged or stopped at a limit
FROM entry_row;

-- One log record, with the lines that continue it. Search shape first, then fetch by id.
CREATE VIEW record AS SELECT
    record_row.id AS id, -- row id
    record_row.entry_id AS entry_id, -- entry
    record_row.line AS line, -- of its first line, from 1
    record_row.byte_offset AS byte_offset, -- of its first byte in the entry, from 0
    record_row.time_us - entry_row.offset_us AS time_us, -- NULL if the line has no time
    shape_row.level AS level, -- 0 DUMP, 1 DEBUG, 2 INFO, 3 WARNING, 4 ERROR, 5 CRITICAL
    shape_row.component AS component, -- the text between parentheses
    shape_row.msgid AS msgid, -- the number after "msgid:"
    record_row.shape_id AS shape_id, -- shape
    coalesce(record_row.message, (
        SELECT head.text || lower(hex(scan_row.data_id)) || middle.text || scan_row.file_name
            || middle2.text || lower(hex(scan_row.sha256)) || scan_detail_row.text
        FROM scan_row
        JOIN phrase_row AS head ON head.id = scan_row.head_id
        JOIN phrase_row AS middle ON middle.id = scan_row.middle_id
        JOIN phrase_row AS middle2 ON middle2.id = scan_row.middle2_id
        JOIN scan_detail_row ON scan_detail_row.id = scan_row.detail_id
        WHERE scan_row.id = record_row.id
    )) AS message -- the text after the component, without the message id; secrets are tokens
FROM record_row
JOIN entry_row ON entry_row.id = record_row.entry_id
JOIN shape_row ON shape_row.id = record_row.shape_id;

-- A message with its numbers, hex and quoted text blanked: a million lines become a few hundred.
CREATE VIEW shape AS SELECT
    id, -- row id
    package_id, -- package; shapes are kept per package
    level, -- as in record
    component, -- as in record
    msgid, -- as in record
    text, -- values blanked: 'words' become '…', numbers 0, hex x
    count, -- records of this shape
    first_us - offset_us AS first_us, -- first seen
    last_us - offset_us AS last_us -- last seen
FROM shape_row;

-- Which records have a shape, in the order they were read.
CREATE VIEW by_shape AS SELECT
    shape_id, -- shape
    record_id -- record
FROM by_shape_row;

-- How many records of a shape an entry has in each minute.
CREATE VIEW minute AS SELECT
    minute_row.entry_id AS entry_id, -- entry
    minute_row.minute - entry_row.offset_us / 60000000 AS minute, -- minutes since 1970 UTC
    minute_row.shape_id AS shape_id, -- shape
    minute_row.count AS count, -- records
    minute_row.hash_sum AS hash_sum -- sum of the record hashes; 0 if some are counted elsewhere
FROM minute_row
JOIN entry_row ON entry_row.id = minute_row.entry_id;

-- Which entries held lines that an earlier one holds too; they are counted there alone.
CREATE VIEW overlap AS SELECT
    entry_id, -- entry that gave them up
    other_id, -- entry that has them
    records, -- how many
    minutes -- in how many minutes
FROM overlap_row;

-- The key='value' pairs of records at WARNING or above.
CREATE VIEW field AS SELECT
    record_id, -- record
    position, -- order within the record, from 0
    key, -- as written
    value -- as written; secrets are tokens
FROM field_row;

-- Where a thing that is no log record can be opened.
CREATE VIEW locator AS SELECT
    id, -- row id
    entry_id, -- entry
    line, -- from 1
    byte_offset, -- from 0
    row, -- row of a table or element of an array, from 1
    key, -- key within a document
    text -- what stands there, shortened
FROM locator_row;

-- One scan that Core finished, from a log, a result body or a history.
CREATE VIEW scan AS SELECT
    scan_row.id AS id, -- row id; that of its record if it came from a log
    scan_row.package_id AS package_id, -- package
    scan_row.data_id AS data_id, -- BLOB, for joins
    CASE length(scan_row.data_id) WHEN 16 THEN lower(hex(scan_row.data_id))
        ELSE CAST(scan_row.data_id AS TEXT) END AS data_id_text, -- for people
    scan_row.parent_data_id AS parent_data_id, -- of the archive it was in
    scan_row.sha256 AS sha256, -- BLOB, for joins
    nullif(lower(hex(scan_row.sha256)), '') AS sha256_text, -- for people
    scan_row.file_name AS file_name, -- as submitted
    coalesce(scan_row.started_us,
        coalesce(scan_row.finished_us, record_row.time_us - entry_row.offset_us)
        - scan_row.processing_ms * 1000) AS started_us, -- NULL if unknown
    CASE WHEN scan_row.started_us IS NOT NULL THEN 'submitted'
        WHEN scan_row.processing_ms IS NOT NULL THEN 'computed'
        ELSE 'unknown' END AS start_known, -- submitted, computed (end minus duration) or unknown
    coalesce(scan_row.finished_us, record_row.time_us - entry_row.offset_us)
        AS finished_us, -- when Core was done with it
    scan_detail_row.result_code AS result_code, -- NULL if the label is unknown
    scan_detail_row.result_label AS result_label, -- as written
    coalesce(result_code_row.class, 'unknown') AS result_class, -- see result_code
    scan_detail_row.allowed AS allowed, -- 1 allowed, 0 blocked, NULL unknown
    scan_detail_row.blocked_reason AS blocked_reason, -- as written; may be empty
    scan_detail_row.rule_name AS rule_name, -- Core's workflow rule
    scan_detail_row.user_agent AS user_agent, -- mdicapserver is ICAP Server
    scan_detail_row.source AS source, -- address that submitted it
    scan_detail_row.threat_name AS threat_name, -- as written
    scan_row.queue_ms AS queue_ms, -- waited in Core's queue
    scan_row.processing_ms AS processing_ms, -- time on the node
    scan_row.locator_id AS locator_id, -- locator, if it came from no log
    CASE WHEN scan_row.locator_id IS NULL THEN 'record/' || scan_row.id
        ELSE 'locator/' || scan_row.locator_id END AS evidence -- ready for a rule's evidence column
FROM scan_row
JOIN scan_detail_row ON scan_detail_row.id = scan_row.detail_id
LEFT JOIN result_code_row ON result_code_row.code = scan_detail_row.result_code
LEFT JOIN record_row ON record_row.id = scan_row.id
LEFT JOIN entry_row ON entry_row.id = record_row.entry_id;

-- Every other place that tells of a scan: one scan may stand in a log, a body and a history.
CREATE VIEW scan_source AS SELECT
    scan_id, -- scan
    result_code, -- what it came to there, which may be worse than in scan; NULL if not told
    result_label, -- as written there; NULL if not told
    CASE WHEN locator_id IS NULL THEN 'record/' || record_id ELSE 'locator/' || locator_id END
        AS evidence -- place
FROM scan_source_row;

-- Scans whose result is not plainly clean.
CREATE VIEW unclean_scan AS SELECT
    scan_id -- scan
FROM unclean_scan_row;

-- What one engine said of one scan.
CREATE VIEW engine_result AS SELECT
    scan_id, -- scan
    engine, -- name
    result_code, -- 3 failed, 10 not scanned; see result_code
    message, -- threat name, or the engine's own error
    scan_ms, -- time in the engine
    wait_ms, -- until the answer came
    def_time_us, -- age of its definitions
    CASE WHEN locator_id IS NULL THEN NULL ELSE 'locator/' || locator_id END AS evidence -- place
FROM engine_result_row;

-- What result bodies say besides: how unpacking went, how long steps took, how many engines.
CREATE VIEW scan_detail AS SELECT
    scan_id, -- scan
    key, -- as in the body: extraction_info.…, process_info.processing_time_details.… in ms, extracted_files.files_extracted_count, scan_results.total_avs
    value, -- as written; secrets are tokens
    'locator/' || locator_id AS evidence -- place
FROM scan_value_row;

-- One request that a client sent to ICAP Server, and how it was answered.
CREATE VIEW icap_request AS SELECT
    id, -- row id
    package_id, -- package
    connection_id, -- 32 hex digits
    request_id, -- within the connection
    client_ip, -- who asked
    file_name, -- as sent
    uri, -- as sent
    path_key, -- comparison key of the path
    path, -- decoded, for people
    server, -- host of the uri
    time_us, -- first seen
    answered_us, -- answer sent, NULL if none was seen
    status, -- ICAP status of the answer
    response_info, -- Allowed or Blocked
    response_desc, -- why blocked
    blocked_reason, -- set only by a completed scan with violations
    profile, -- workflow, set only by a completed scan
    threat, -- first threat
    data_id, -- BLOB of Core's id
    CASE length(data_id) WHEN 16 THEN lower(hex(data_id)) ELSE CAST(data_id AS TEXT) END
        AS data_id_text, -- for people
    sha256, -- BLOB
    error, -- what ICAP Server said went wrong, the first time
    last_error, -- and the last time; NULL if it said so once at most
    action, -- allowed or blocked, from a history
    core_server, -- host and port of the Core that it was handed to last, as ICAP Server logs it
    CASE WHEN record_id IS NULL THEN 'locator/' || locator_id ELSE 'record/' || record_id END
        AS evidence, -- where it begins
    CASE WHEN error_record_id IS NULL THEN NULL ELSE 'record/' || error_record_id END
        AS error_evidence, -- where the error stands
    CASE WHEN last_error_record_id IS NULL THEN NULL ELSE 'record/' || last_error_record_id END
        AS last_error_evidence, -- where the last one stands
    CASE WHEN answer_record_id IS NULL THEN NULL ELSE 'record/' || answer_record_id END
        AS answer_evidence -- where the answer stands
FROM icap_request_row;

-- One line of an nginx access log.
CREATE VIEW http_request AS SELECT
    http_request_row.id AS id, -- that of its record
    record_row.entry_id AS entry_id, -- entry
    record_row.time_us - entry_row.offset_us AS time_us, -- end of the request
    http_request_row.method AS method, -- GET, POST, …
    CAST(substr(CAST(record_row.message AS BLOB), http_request_row.path_at + 1,
        http_request_row.path_bytes) AS TEXT) AS path, -- as sent
    http_request_row.status AS status, -- HTTP status
    http_request_row.answer_bytes AS answer_bytes, -- size of the answer
    http_request_row.duration_ms AS duration_ms, -- NULL if the log has no request time
    'record/' || http_request_row.id AS evidence -- ready for a rule's evidence column
FROM http_request_row
JOIN record_row ON record_row.id = http_request_row.id
JOIN entry_row ON entry_row.id = record_row.entry_id;

-- A submission that was turned away, at the hop where that was seen.
CREATE VIEW refusal AS SELECT
    id, -- row id
    package_id, -- package that tells of it
    time_us, -- when
    kind, -- queue-full, unreachable, disk, license, rule, size, empty, key, batch, link, …
    hop, -- core, icap or nginx: who wrote the line
    status, -- HTTP status, if one stands there
    text, -- the product's words
    file_name, -- if one stands there
    data_id, -- BLOB, if one stands there
    connection_id, -- ICAP's, if one stands there
    request_id, -- ICAP's, if one stands there
    'record/' || record_id AS evidence -- ready for a rule's evidence column
FROM refusal_row;

-- A file in Core's quarantine.
CREATE VIEW quarantine_item AS SELECT
    id, -- row id
    package_id, -- package
    data_id, -- BLOB
    sha256, -- BLOB
    nullif(lower(hex(sha256)), '') AS sha256_text, -- for people
    file_name, -- as stored
    time_us, -- when it was put there
    pinned, -- 1 spared by clean-up
    state, -- the THREAT INTELLIGENCE text if it is a documented one; Progress for a share such as 45 %
    state_text, -- that text as written
    state_us, -- when that was seen
    CASE WHEN record_id IS NULL THEN 'locator/' || locator_id ELSE 'record/' || record_id END
        AS evidence, -- where its state was seen last
    CASE WHEN locator_id IS NULL THEN NULL ELSE 'locator/' || locator_id END
        AS list_evidence -- where a list has it; NULL if only a log tells of it
FROM quarantine_item_row;

-- One attempt to send an item to MetaDefender Cloud, or an answer of Cloud.
CREATE VIEW cloud_attempt AS SELECT
    id, -- row id
    package_id, -- package
    item_id, -- quarantine_item, if it can be tied to one
    data_id, -- BLOB
    sha256, -- BLOB
    started_us, -- when
    outcome, -- ok, refused, failed, unreachable
    code, -- Cloud's error code, e.g. 429000
    status, -- HTTP status
    message, -- Cloud's or Core's words
    limit_for, -- which limit, e.g. prevention_api
    limit_total, -- calls in the interval
    limit_used, -- calls used
    reset_seconds, -- until the window reopens
    interval_seconds, -- length of the window
    CASE WHEN record_id IS NULL THEN 'locator/' || locator_id ELSE 'record/' || record_id END
        AS evidence -- place
FROM cloud_attempt_row;

-- A file on the Nutanix list.
CREATE VIEW nutanix_file AS SELECT
    id, -- row id
    package_id, -- package
    ext_id, -- Nutanix's id of the record
    path, -- as listed
    path_key, -- comparison key of the path
    share, -- as listed; NULL if the path alone tells
    file_server_id, -- Nutanix's id of the file server, if listed
    server, -- the ICAP server that decided
    scan_time_us, -- when
    description, -- threat description; often "Unknown"
    quarantined, -- 1 locked
    'locator/' || locator_id AS evidence -- place
FROM nutanix_file_row;

-- One file over all products.
CREATE VIEW file AS SELECT
    id, -- row id
    path_key, -- comparison key
    path, -- as first seen
    name, -- base name
    server, -- file server, if known
    sha256 -- BLOB, if known
FROM file_row;

-- Which rows belong to a file, and how that is known.
CREATE VIEW file_link AS SELECT
    file_id, -- file
    kind, -- scan, icap-request, nutanix-file, quarantine-item, refusal
    row_id, -- row of the view of that kind
    how, -- data id, connection, hash, path, name
    strength -- 3 an identifier, 2 a hash or whole path, 1 a path end, 0 a unique base name in time
FROM file_link_row;

-- A file that the share has locked by now, by the documented behaviour over the observed requests.
CREATE VIEW predicted_lock AS SELECT
    file_id, -- file
    request_id, -- the icap_request that decided
    since_us, -- when
    why -- blocked, blocked-without-scan, no-answer or unprocessable
FROM predicted_lock_row;

-- A scan that must have taken place: a lock, an ICAP request, or a file a user names.
CREATE VIEW expected_event AS SELECT
    id, -- row id
    file_id, -- file
    kind, -- nutanix-lock, icap-request, reported
    row_id, -- row of the view of that kind; 0 for reported
    request_id, -- the icap_request that decided, if known
    time_us, -- when
    window_from_us, -- the scan cannot have begun before
    window_to_us, -- nor after
    scan_id, -- the scan that matches it; NULL is a missing first scan
    how -- data id, file or name; names where several of that name fit, and none was taken
FROM expected_event_row;

-- Requests that may be of a file under another name, where an expected event has none of its own.
CREATE VIEW other_name AS SELECT
    event_id, -- expected_event of a lock or a report
    request_id, -- icap_request of that time and server, of a file that is neither locked nor reported
    position, -- the likeliest first, from 0 to 19
    temporary, -- 1 if its name is one that Office or a browser gives a file until it is whole
    same_folder, -- 1 if it is in the folder of the event's file
    among -- how many such requests there are, with those that are left out here
FROM other_name_row;

-- What wants an explanation; the denominators of every report.
CREATE VIEW symptom AS SELECT
    id, -- row id
    family, -- failed-to-scan, missing-first-scan, nutanix-unknown, cloud
    subject_kind || '/' || subject_id AS subject, -- ready for a rule's subject column
    subject_kind, -- file, scan, icap-request, nutanix-file, quarantine-item
    subject_id, -- row id
    scan_id, -- the scan, for failed-to-scan
    event_id, -- the expected_event, for missing-first-scan and nutanix-unknown
    policy, -- 1 a policy result (limit, password), counted apart
    time_us, -- when
    window_from_us, -- a cause must reach into this window
    window_to_us -- and begin no later than this
FROM symptom_row;

-- One life of a product's service.
CREATE VIEW service_run AS SELECT
    id, -- row id
    package_id, -- package
    product, -- core or icap
    started_us, -- NULL if it ran before the log begins
    ended_us, -- NULL if it ran when the log ends
    how_started, -- message, engines, log-begins, unseen (its end alone is known, by the next start)
    how_ended, -- stop, error-shutdown, out-of-memory, next-start, log-ends
    CASE WHEN start_record_id IS NULL THEN NULL ELSE 'record/' || start_record_id END
        AS start_evidence, -- place
    CASE WHEN end_record_id IS NULL THEN NULL ELSE 'record/' || end_record_id END
        AS end_evidence -- place
FROM service_run_row;

-- The time between two runs of a service.
CREATE VIEW outage AS SELECT
    ended.id AS id, -- that of the service_run that ended
    ended.package_id AS package_id, -- package
    ended.product AS product, -- core or icap
    ended.ended_us AS from_us, -- down from
    min(later.started_us) AS to_us, -- up again; NULL if never seen
    ended.how_ended AS how_ended, -- as in service_run
    CASE WHEN ended.end_record_id IS NULL THEN NULL ELSE 'record/' || ended.end_record_id END
        AS from_evidence, -- place
    CASE WHEN later.start_record_id IS NULL THEN NULL ELSE 'record/' || later.start_record_id END
        AS to_evidence -- place
FROM service_run_row AS ended
LEFT JOIN service_run_row AS later ON later.package_id = ended.package_id
    AND later.product = ended.product AND later.started_us >= ended.ended_us
WHERE ended.ended_us IS NOT NULL
GROUP BY ended.id;

-- The state of an engine over time.
CREATE VIEW engine AS SELECT
    id, -- row id
    package_id, -- package
    engine, -- name
    version, -- where known
    state, -- running, updating, failed, or the state a status body gives
    message, -- the product's words
    from_us, -- since
    to_us, -- until; NULL if still
    CASE WHEN record_id IS NULL THEN 'locator/' || locator_id ELSE 'record/' || record_id END
        AS evidence -- place
FROM engine_row;

-- A value somebody configured; secrets are tokens.
CREATE VIEW setting AS SELECT
    id, -- row id
    package_id, -- package
    section, -- "" if none
    key, -- as written
    value, -- as written
    'locator/' || locator_id AS evidence -- place
FROM setting_row;

-- A value somebody observed.
CREATE VIEW fact AS SELECT
    id, -- row id
    package_id, -- package
    key, -- dotted, e.g. readyz.scan_queue.number_in_queue
    value, -- as written
    number, -- if it is one
    time_us, -- if known
    CASE WHEN locator_id IS NULL THEN NULL ELSE 'locator/' || locator_id END AS evidence -- place
FROM fact_row;

-- A licence as a status body tells it.
CREATE VIEW license AS SELECT
    id, -- row id
    package_id, -- package
    status, -- ok, invalid, expired
    expires, -- as written
    days_left, -- as written
    engines, -- licensed engines, one a line
    'locator/' || locator_id AS evidence -- place
FROM license_row;

-- A source that went silent though the log goes on afterwards.
CREATE VIEW gap AS SELECT
    id, -- row id
    package_id, -- package
    source, -- as in coverage
    from_us, -- last record before
    to_us, -- first record after
    usual_us, -- median pause of that source
    before_record_id, -- record
    after_record_id -- record
FROM gap_row;

-- From when to when a source speaks, and whether it is whole.
CREATE VIEW coverage AS SELECT
    package_id, -- package
    product, -- core, icap, nutanix
    source, -- core-log, icap-log, nutanix-list, …
    from_us, -- NULL for a source without times: it holds for the whole case
    to_us, -- as from_us
    complete, -- 0 if a part is cut, damaged or left out
    why -- a sentence; how it was collected, as far as inferred, follows "; inferred: "
FROM coverage_row;

-- What the vendor's table of messages says of a message id; empty unless one was given.
CREATE VIEW message AS SELECT
    msgid, -- as in record
    severity, -- as written; may be NULL
    text, -- what the message means
    'locator/' || locator_id AS evidence -- place
FROM message_row
WHERE id IN (SELECT min(id) FROM message_row GROUP BY msgid);

-- What intake could not read, and why.
CREATE VIEW note AS SELECT
    id, -- row id
    package_id, -- package
    entry_path, -- "" for the package itself
    line, -- from 1
    byte_offset, -- from 0
    kind, -- truncated, damaged, encrypted, limit, …
    text, -- a sentence
    limit_name -- the limit that was reached
FROM note_row;

-- How a package's local times were turned into UTC.
CREATE VIEW clock AS SELECT
    package_id, -- package
    zone, -- e.g. +02:00
    offset_us, -- local minus UTC
    skew_us, -- how far the clock was ahead besides; all times of the package are set back by it
    spread_us, -- what nine tenths of the differences lie within
    anchors, -- things both packages tell of, that say so; 0 if the clock was compared with none
    against_id, -- the package it was compared with
    how, -- option, nginx access log, own stamps (with a zone), same lines (elsewhere), none
    CASE WHEN record_id IS NOT NULL THEN 'record/' || record_id
        WHEN locator_id IS NOT NULL THEN 'locator/' || locator_id END
        AS evidence -- where the zone can be seen; NULL for an option and where no one place tells it
FROM clock_row;

-- What a result code means.
CREATE VIEW result_code AS SELECT
    code, -- scan_all_result_i
    label, -- the vendor's word
    class, -- clean, threat, policy, failure, timeout, limit, content, interrupted, …
    wants_reason, -- 1 a symptom of failed-to-scan
    by_policy -- 1 explained by the policy itself: counted apart from failures
FROM result_code_row;

-- Everything a finding can be about, with what a person calls it.
CREATE VIEW subject AS SELECT
    'file' AS kind, -- file, scan, icap-request, nutanix-file, quarantine-item, engine, service, package
    file_row.id AS id, -- row id
    coalesce(file_row.path, file_row.name) AS label, -- for people
    coalesce(file_row.server, '') || '|' || coalesce(file_row.path_key, '') || '|'
        || coalesce(file_row.name, '') || '|' || coalesce(hex(file_row.sha256), '') AS key, -- stable
    NULL AS time_us, -- when, if it has a time
    NULL AS data_id, -- text, if it has one
    nullif(lower(hex(file_row.sha256)), '') AS sha256, -- text, if it has one
    file_row.path AS path, -- if it has one
    file_row.server AS server, -- if it has one
    NULL AS package_id -- if it belongs to one
FROM file_row
UNION ALL SELECT 'scan', scan.id, coalesce(scan.file_name, scan.data_id_text, 'unnamed scan'),
    coalesce(scan.data_id_text, '') || '|' || coalesce(scan.finished_us, '') || '|'
        || coalesce(scan.file_name, ''),
    scan.finished_us, scan.data_id_text, scan.sha256_text, NULL, NULL, scan.package_id
FROM scan
UNION ALL SELECT 'icap-request', icap_request.id,
    coalesce(icap_request.path, icap_request.file_name, icap_request.connection_id, 'request'),
    coalesce(icap_request.connection_id, '') || '|' || coalesce(icap_request.request_id, '') || '|'
        || coalesce(icap_request.uri, '') || '|' || coalesce(icap_request.time_us, ''),
    icap_request.time_us, icap_request.data_id_text, NULL, icap_request.path, icap_request.server,
    icap_request.package_id
FROM icap_request
UNION ALL SELECT 'nutanix-file', nutanix_file.id, nutanix_file.path,
    coalesce(nutanix_file.ext_id, '') || '|' || nutanix_file.path || '|'
        || coalesce(nutanix_file.scan_time_us, ''),
    nutanix_file.scan_time_us, NULL, NULL, nutanix_file.path, nutanix_file.server,
    nutanix_file.package_id
FROM nutanix_file
UNION ALL SELECT 'quarantine-item', quarantine_item.id,
    coalesce(quarantine_item.file_name, quarantine_item.sha256_text, 'item'),
    coalesce(quarantine_item.sha256_text, '') || '|' || coalesce(quarantine_item.file_name, '')
        || '|' || coalesce(quarantine_item.time_us, ''),
    quarantine_item.time_us, NULL, quarantine_item.sha256_text, NULL, NULL,
    quarantine_item.package_id
FROM quarantine_item
UNION ALL SELECT 'engine', engine_row.id, engine_row.engine,
    engine_row.engine || '|' || coalesce(engine_row.from_us, '') || '|' || hex(package_row.sha256),
    engine_row.from_us, NULL, NULL, NULL, NULL, engine_row.package_id
FROM engine_row JOIN package_row ON package_row.id = engine_row.package_id
UNION ALL SELECT 'service', service_run_row.id,
    service_run_row.product || ' service',
    service_run_row.product || '|' || coalesce(service_run_row.started_us, '') || '|'
        || hex(package_row.sha256),
    coalesce(service_run_row.ended_us, service_run_row.started_us), NULL, NULL, NULL, NULL,
    service_run_row.package_id
FROM service_run_row JOIN package_row ON package_row.id = service_run_row.package_id
UNION ALL SELECT 'package', package_row.id, package_row.name, hex(package_row.sha256),
    package_row.made_us, NULL, NULL, NULL, NULL, package_row.id
FROM package_row;
