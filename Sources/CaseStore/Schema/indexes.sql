-- Built after the last row: an index that grows while rows arrive costs several times as much.
CREATE INDEX scan_by_data_id ON scan_row (data_id);
CREATE INDEX scan_by_sha256 ON scan_row (sha256);
CREATE INDEX scan_by_file_name ON scan_row (file_name COLLATE NOCASE);
CREATE INDEX scan_source_by_scan ON scan_source_row (scan_id);
CREATE INDEX engine_result_by_scan ON engine_result_row (scan_id);
CREATE INDEX scan_value_by_scan ON scan_value_row (scan_id);
CREATE INDEX icap_request_by_data_id ON icap_request_row (data_id);
CREATE INDEX icap_request_by_path ON icap_request_row (path_key, time_us);
CREATE INDEX icap_request_by_base_name ON icap_request_row (base_name);
CREATE INDEX icap_request_by_connection ON icap_request_row (connection_id, request_id);
CREATE INDEX http_request_by_status ON http_request_row (status) WHERE status >= 400;
CREATE INDEX refusal_by_kind ON refusal_row (kind, time_us);
CREATE INDEX refusal_by_request ON refusal_row (connection_id, request_id);
CREATE INDEX nutanix_file_by_path ON nutanix_file_row (path_key);
CREATE INDEX nutanix_file_by_base_name ON nutanix_file_row (base_name);
CREATE INDEX quarantine_item_by_sha256 ON quarantine_item_row (sha256);
CREATE INDEX cloud_attempt_by_sha256 ON cloud_attempt_row (sha256);
CREATE INDEX shape_by_msgid ON shape_row (msgid);
CREATE INDEX setting_by_key ON setting_row (key);
-- Linking itself looks these up while it fills the tables.
CREATE INDEX file_by_path ON file_row (path_key);
CREATE INDEX file_link_by_row ON file_link_row (kind, row_id);
