-- Results, written after the rules in one transaction; assessing again replaces them.
CREATE TABLE assessment_row (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE outcome_row (
    rule TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    outcome TEXT NOT NULL
        CHECK (outcome IN ('found', 'clear', 'not_applicable', 'undetermined', 'failed')),
    why TEXT,
    collect TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE outcome_undetermined_row (
    rule TEXT NOT NULL REFERENCES outcome_row (rule),
    subject TEXT NOT NULL,
    PRIMARY KEY (rule, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE subject_row (
    subject TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    label TEXT NOT NULL,
    time_us INTEGER,
    data_id TEXT,
    sha256 TEXT,
    path TEXT,
    server TEXT,
    package TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX subject_by_row ON subject_row (kind, row_id);

CREATE TABLE finding_row (
    id TEXT PRIMARY KEY,
    rule TEXT NOT NULL REFERENCES outcome_row (rule),
    severity TEXT NOT NULL,
    confidence TEXT NOT NULL,
    inferred INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    title TEXT NOT NULL,
    explanation TEXT NOT NULL,
    false_positives TEXT NOT NULL,
    remediation TEXT NOT NULL,
    sources TEXT NOT NULL,
    cause TEXT,
    count INTEGER NOT NULL,
    first_us INTEGER,
    last_us INTEGER,
    evidence_count INTEGER NOT NULL,
    inside_hits INTEGER,
    inside_all INTEGER,
    outside_hits INTEGER,
    outside_all INTEGER,
    depends_on_clock INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_subject_row (
    finding_id TEXT NOT NULL REFERENCES finding_row (id),
    subject TEXT NOT NULL REFERENCES subject_row (subject),
    time_us INTEGER,
    PRIMARY KEY (finding_id, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_cause_row (
    finding_id TEXT NOT NULL REFERENCES finding_row (id),
    caused_by TEXT NOT NULL REFERENCES finding_row (id),
    subject TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (finding_id, caused_by, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE ruled_out_row (
    rule TEXT NOT NULL REFERENCES outcome_row (rule),
    subject TEXT NOT NULL REFERENCES subject_row (subject),
    why_code TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (rule, subject, why_code)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence_row (
    finding_id TEXT NOT NULL REFERENCES finding_row (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('line', 'row', 'key', 'absence')),
    package TEXT NOT NULL,
    entry TEXT,
    line INTEGER,
    byte_offset INTEGER,
    row INTEGER,
    key TEXT,
    time_us INTEGER,
    msgid INTEGER,
    text TEXT NOT NULL,
    source TEXT,
    from_us INTEGER,
    to_us INTEGER,
    before_entry TEXT,
    before_line INTEGER,
    after_entry TEXT,
    after_line INTEGER,
    PRIMARY KEY (finding_id, position)
) STRICT, WITHOUT ROWID;
