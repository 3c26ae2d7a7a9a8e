-- Look-ups over what linking wrote.
CREATE INDEX file_by_path ON file_row (path_key);
CREATE INDEX file_link_by_row ON file_link_row (kind, row_id);
CREATE INDEX expected_event_by_file ON expected_event_row (file_id);
CREATE INDEX symptom_by_family ON symptom_row (family, time_us);
CREATE INDEX symptom_by_subject ON symptom_row (subject_kind, subject_id);
