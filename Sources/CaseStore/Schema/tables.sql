-- The tables of a case file. They are ours to change; the views are the contract.
-- Times are microseconds since 1970 as the source wrote them; entry_row.offset_us and the clock
-- turn them into UTC in the views, because the zone is known only after the last line was read.

-- What decided the rows of this file: where all of it is the same again, nothing is read again.
CREATE TABLE intake_row (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE package_row (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    bundle TEXT,
    product TEXT NOT NULL CHECK (product IN ('core', 'icap', 'nutanix', 'unknown')),
    version TEXT,
    platform TEXT,
    instance TEXT,
    made_us INTEGER,
    sha256 BLOB NOT NULL,
    packed_bytes INTEGER NOT NULL DEFAULT 0,
    complete INTEGER NOT NULL DEFAULT 1 CHECK (complete IN (0, 1)),
    owner_id INTEGER REFERENCES package_row (id),
    owner_how TEXT
) STRICT;

CREATE TABLE entry_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    path TEXT NOT NULL,
    role TEXT NOT NULL,
    source TEXT,
    format TEXT,
    why TEXT NOT NULL,
    size_bytes INTEGER NOT NULL DEFAULT 0,
    lines INTEGER NOT NULL DEFAULT 0,
    records INTEGER NOT NULL DEFAULT 0,
    unparsed_lines INTEGER NOT NULL DEFAULT 0,
    first_us INTEGER,
    last_us INTEGER,
    usual_pause_us INTEGER,
    offset_us INTEGER NOT NULL DEFAULT 0,
    zone_known INTEGER NOT NULL DEFAULT 0 CHECK (zone_known IN (0, 1)),
    whole INTEGER NOT NULL DEFAULT 1 CHECK (whole IN (0, 1))
) STRICT;

CREATE TABLE record_row (
    entry_id INTEGER NOT NULL REFERENCES entry_row (id),
    line INTEGER NOT NULL,
    byte_offset INTEGER NOT NULL,
    time_us INTEGER,
    shape_id INTEGER NOT NULL REFERENCES shape_row (id),
    -- NULL where a scan holds the text: see scan_row.
    message TEXT,
    -- Last, since SQLite copies the other columns once less where they lead in a feed's order.
    id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE shape_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    level INTEGER CHECK (level BETWEEN 0 AND 5),
    component TEXT,
    msgid INTEGER,
    text TEXT NOT NULL,
    count INTEGER NOT NULL,
    first_us INTEGER,
    last_us INTEGER,
    offset_us INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The one look-up for records, filled in order after the last line.
CREATE TABLE by_shape_row (
    shape_id INTEGER NOT NULL REFERENCES shape_row (id),
    record_id INTEGER NOT NULL REFERENCES record_row (id),
    PRIMARY KEY (shape_id, record_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE minute_row (
    entry_id INTEGER NOT NULL REFERENCES entry_row (id),
    minute INTEGER NOT NULL,
    shape_id INTEGER NOT NULL REFERENCES shape_row (id),
    count INTEGER NOT NULL,
    hash_sum INTEGER NOT NULL,
    PRIMARY KEY (entry_id, minute, shape_id)
) STRICT, WITHOUT ROWID;

-- Which entries held lines that an earlier one holds too, and that are counted there.
CREATE TABLE overlap_row (
    entry_id INTEGER NOT NULL REFERENCES entry_row (id),
    other_id INTEGER NOT NULL REFERENCES entry_row (id),
    records INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    PRIMARY KEY (entry_id, other_id)
) STRICT, WITHOUT ROWID;

-- key='value' pairs of records at WARNING or above, in the order they stand.
CREATE TABLE field_row (
    record_id INTEGER NOT NULL REFERENCES record_row (id),
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE locator_row (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry_row (id),
    line INTEGER,
    byte_offset INTEGER,
    row INTEGER,
    key TEXT,
    text TEXT NOT NULL
) STRICT;

-- Pieces of text that many scan records share, stored once.
CREATE TABLE phrase_row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;

-- What a scan came to. A log's scans share rows here: the end of their text decides all of it.
CREATE TABLE scan_detail_row (
    id INTEGER PRIMARY KEY,
    text TEXT,
    result_code INTEGER,
    result_label TEXT,
    allowed INTEGER CHECK (allowed IN (0, 1)),
    blocked_reason TEXT,
    rule_name TEXT,
    user_agent TEXT,
    source TEXT,
    threat_name TEXT
) STRICT;

-- A scan read from a log has the id of its record; others are numbered from 2^40 on. A record
-- whose message is NULL reads: head, data id, middle, file name, second middle, hash, detail text.
CREATE TABLE scan_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    data_id BLOB,
    sha256 BLOB,
    file_name TEXT,
    detail_id INTEGER NOT NULL REFERENCES scan_detail_row (id),
    head_id INTEGER REFERENCES phrase_row (id),
    middle_id INTEGER REFERENCES phrase_row (id),
    middle2_id INTEGER REFERENCES phrase_row (id),
    parent_data_id BLOB,
    started_us INTEGER,
    finished_us INTEGER,
    queue_ms INTEGER,
    processing_ms INTEGER,
    locator_id INTEGER REFERENCES locator_row (id)
) STRICT;

-- Where else a scan stands: rows of other sources that became part of it.
CREATE TABLE scan_source_row (
    scan_id INTEGER NOT NULL REFERENCES scan_row (id),
    -- The row that was merged; it is gone, and its id is not used again.
    other_id INTEGER PRIMARY KEY,
    record_id INTEGER REFERENCES record_row (id),
    locator_id INTEGER REFERENCES locator_row (id),
    -- What it came to there.
    result_code INTEGER,
    result_label TEXT
) STRICT;

-- Scans whose result is not plainly clean; rules and symptoms start here.
CREATE TABLE unclean_scan_row (scan_id INTEGER PRIMARY KEY REFERENCES scan_row (id)) STRICT;

CREATE TABLE engine_result_row (
    scan_id INTEGER NOT NULL REFERENCES scan_row (id),
    engine TEXT NOT NULL,
    result_code INTEGER,
    message TEXT,
    scan_ms INTEGER,
    wait_ms INTEGER,
    def_time_us INTEGER,
    locator_id INTEGER REFERENCES locator_row (id)
) STRICT;

-- What else a result body says of a scan, under the few keys that are kept.
CREATE TABLE scan_value_row (
    scan_id INTEGER NOT NULL REFERENCES scan_row (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    locator_id INTEGER NOT NULL REFERENCES locator_row (id)
) STRICT;

CREATE TABLE icap_request_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    connection_id TEXT,
    request_id TEXT,
    client_ip TEXT,
    file_name TEXT,
    uri TEXT,
    path_key TEXT,
    path TEXT,
    base_name TEXT,
    server TEXT,
    time_us INTEGER,
    answered_us INTEGER,
    status INTEGER,
    response_info TEXT,
    response_desc TEXT,
    blocked_reason TEXT,
    profile TEXT,
    threat TEXT,
    data_id BLOB,
    sha256 BLOB,
    error TEXT,
    last_error TEXT,
    action TEXT,
    core_server TEXT,
    record_id INTEGER REFERENCES record_row (id),
    error_record_id INTEGER REFERENCES record_row (id),
    last_error_record_id INTEGER REFERENCES record_row (id),
    answer_record_id INTEGER REFERENCES record_row (id),
    locator_id INTEGER REFERENCES locator_row (id)
) STRICT;

-- An nginx access line; the path is a part of its record's message.
CREATE TABLE http_request_row (
    id INTEGER PRIMARY KEY REFERENCES record_row (id),
    status INTEGER NOT NULL,
    method TEXT NOT NULL,
    path_at INTEGER NOT NULL,
    path_bytes INTEGER NOT NULL,
    answer_bytes INTEGER,
    duration_ms INTEGER
) STRICT;

CREATE TABLE refusal_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    time_us INTEGER,
    kind TEXT NOT NULL,
    hop TEXT NOT NULL,
    status INTEGER,
    text TEXT,
    file_name TEXT,
    data_id BLOB,
    connection_id TEXT,
    request_id TEXT,
    record_id INTEGER REFERENCES record_row (id)
) STRICT;

CREATE TABLE quarantine_item_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    data_id BLOB,
    sha256 BLOB,
    file_name TEXT,
    time_us INTEGER,
    pinned INTEGER CHECK (pinned IN (0, 1)),
    state TEXT,
    state_text TEXT,
    state_us INTEGER,
    record_id INTEGER REFERENCES record_row (id),
    locator_id INTEGER REFERENCES locator_row (id)
) STRICT;

CREATE TABLE cloud_attempt_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    item_id INTEGER REFERENCES quarantine_item_row (id),
    data_id BLOB,
    sha256 BLOB,
    started_us INTEGER,
    outcome TEXT NOT NULL,
    code INTEGER,
    status INTEGER,
    message TEXT,
    limit_for TEXT,
    limit_total INTEGER,
    limit_used INTEGER,
    reset_seconds INTEGER,
    interval_seconds INTEGER,
    record_id INTEGER REFERENCES record_row (id),
    locator_id INTEGER REFERENCES locator_row (id)
) STRICT;

CREATE TABLE nutanix_file_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    ext_id TEXT,
    path TEXT NOT NULL,
    path_key TEXT NOT NULL,
    base_name TEXT NOT NULL,
    share TEXT,
    file_server_id TEXT,
    server TEXT,
    scan_time_us INTEGER,
    description TEXT,
    quarantined INTEGER CHECK (quarantined IN (0, 1)),
    locator_id INTEGER NOT NULL REFERENCES locator_row (id)
) STRICT;

CREATE TABLE service_run_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    product TEXT NOT NULL,
    started_us INTEGER,
    ended_us INTEGER,
    how_started TEXT NOT NULL,
    how_ended TEXT NOT NULL,
    start_record_id INTEGER REFERENCES record_row (id),
    end_record_id INTEGER REFERENCES record_row (id)
) STRICT;

CREATE TABLE engine_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    engine TEXT NOT NULL,
    version TEXT,
    state TEXT NOT NULL,
    message TEXT,
    from_us INTEGER,
    to_us INTEGER,
    record_id INTEGER REFERENCES record_row (id),
    locator_id INTEGER REFERENCES locator_row (id)
) STRICT;

CREATE TABLE setting_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    section TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    locator_id INTEGER NOT NULL REFERENCES locator_row (id)
) STRICT;

CREATE TABLE fact_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    number REAL,
    time_us INTEGER,
    locator_id INTEGER REFERENCES locator_row (id)
) STRICT;

CREATE TABLE license_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    status TEXT,
    expires TEXT,
    days_left INTEGER,
    engines TEXT,
    locator_id INTEGER NOT NULL REFERENCES locator_row (id)
) STRICT;

CREATE TABLE file_row (
    id INTEGER PRIMARY KEY,
    path_key TEXT,
    path TEXT,
    name TEXT,
    server TEXT,
    sha256 BLOB
) STRICT;

CREATE TABLE file_link_row (
    file_id INTEGER NOT NULL REFERENCES file_row (id),
    kind TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    how TEXT NOT NULL,
    strength INTEGER NOT NULL CHECK (strength BETWEEN 0 AND 3),
    PRIMARY KEY (file_id, kind, row_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE predicted_lock_row (
    file_id INTEGER PRIMARY KEY REFERENCES file_row (id),
    request_id INTEGER NOT NULL REFERENCES icap_request_row (id),
    since_us INTEGER,
    why TEXT NOT NULL
) STRICT;

CREATE TABLE expected_event_row (
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES file_row (id),
    kind TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    request_id INTEGER REFERENCES icap_request_row (id),
    time_us INTEGER,
    window_from_us INTEGER,
    window_to_us INTEGER,
    scan_id INTEGER REFERENCES scan_row (id),
    how TEXT
) STRICT;

-- Requests that may be of the file of an expected event that has none, the likeliest first.
CREATE TABLE other_name_row (
    event_id INTEGER NOT NULL REFERENCES expected_event_row (id),
    position INTEGER NOT NULL,
    request_id INTEGER NOT NULL REFERENCES icap_request_row (id),
    temporary INTEGER NOT NULL CHECK (temporary IN (0, 1)),
    same_folder INTEGER NOT NULL CHECK (same_folder IN (0, 1)),
    among INTEGER NOT NULL,
    PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE symptom_row (
    id INTEGER PRIMARY KEY,
    family TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    scan_id INTEGER REFERENCES scan_row (id),
    event_id INTEGER REFERENCES expected_event_row (id),
    policy INTEGER NOT NULL DEFAULT 0 CHECK (policy IN (0, 1)),
    time_us INTEGER,
    window_from_us INTEGER,
    window_to_us INTEGER
) STRICT;

CREATE TABLE gap_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    source TEXT NOT NULL,
    from_us INTEGER NOT NULL,
    to_us INTEGER NOT NULL,
    usual_us INTEGER,
    before_record_id INTEGER REFERENCES record_row (id),
    after_record_id INTEGER REFERENCES record_row (id)
) STRICT;

CREATE TABLE coverage_row (
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    product TEXT NOT NULL,
    source TEXT NOT NULL,
    from_us INTEGER,
    to_us INTEGER,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    why TEXT NOT NULL
) STRICT;

CREATE TABLE message_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    msgid INTEGER NOT NULL,
    severity TEXT,
    text TEXT NOT NULL,
    locator_id INTEGER NOT NULL REFERENCES locator_row (id)
) STRICT;

CREATE TABLE note_row (
    id INTEGER PRIMARY KEY,
    package_id INTEGER NOT NULL REFERENCES package_row (id),
    entry_path TEXT NOT NULL,
    line INTEGER,
    byte_offset INTEGER,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    limit_name TEXT
) STRICT;

CREATE TABLE clock_row (
    package_id INTEGER PRIMARY KEY REFERENCES package_row (id),
    zone TEXT NOT NULL,
    offset_us INTEGER NOT NULL,
    how TEXT NOT NULL,
    skew_us INTEGER NOT NULL DEFAULT 0,
    spread_us INTEGER,
    anchors INTEGER NOT NULL DEFAULT 0,
    against_id INTEGER REFERENCES package_row (id),
    record_id INTEGER REFERENCES record_row (id),
    locator_id INTEGER REFERENCES locator_row (id)
) STRICT;
