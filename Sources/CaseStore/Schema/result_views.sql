-- Views over the results of the last assessment; empty until a case was assessed.

-- What each rule came to.
CREATE VIEW outcome AS SELECT
    rule, -- family/name
    family, -- the symptom family or health
    rule_version, -- first hex digits of the rule's digest
    outcome, -- found, clear, not_applicable, undetermined, failed
    why, -- a sentence for undetermined, not applicable and failed
    collect -- what to collect to decide it
FROM outcome_row;

-- One cause with all its subjects.
CREATE VIEW finding AS SELECT
    id, -- rule plus twelve hex digits over its subjects
    rule, -- outcome
    severity, -- how bad if true
    confidence, -- how sure
    inferred, -- 1 if the page says the mechanism is inferred
    rank, -- order in reports, from 1
    title, -- one line
    explanation, -- paragraphs
    cause, -- the row held responsible, as kind/id
    count, -- subjects
    first_us, -- earliest subject
    last_us -- latest subject
FROM finding_row;

-- The subjects of a finding.
CREATE VIEW finding_subject AS SELECT
    finding_subject_row.finding_id AS finding_id, -- finding
    finding_subject_row.subject AS subject, -- stable id
    subject_row.label AS label, -- for people
    finding_subject_row.time_us AS time_us -- when it was hit
FROM finding_subject_row
JOIN subject_row ON subject_row.subject = finding_subject_row.subject;

-- Where a finding's statements can be opened.
CREATE VIEW evidence AS SELECT
    finding_id, -- finding
    position, -- order, from 0
    kind, -- line, row, key, absence
    package, -- name of the package
    entry, -- path in it
    line, -- from 1
    byte_offset, -- from 0
    row, -- from 1
    key, -- key within a document
    time_us, -- when
    msgid, -- of a log record; see message
    text -- what stands there
FROM evidence_row;
