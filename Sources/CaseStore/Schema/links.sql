-- Look-ups over what linking wrote.
CREATE INDEX expected_event_by_file ON expected_event_row (file_id);
CREATE INDEX symptom_by_family ON symptom_row (family, time_us);
CREATE INDEX symptom_by_subject ON symptom_row (subject_kind, subject_id);
