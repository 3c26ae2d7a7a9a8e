internal import GRDB

extension CaseFile {
    /// Lets SQLite plan queries over this file, which may be empty, as over a case of a gigabyte.
    ///
    /// A plan depends on the sizes that `ANALYZE` has written down: over a large case SQLite may
    /// prefer to read all records once and index them, which no plan over an empty file shows.
    ///
    /// - Throws: If the file cannot be written.
    package func planAsLarge() throws(StoreError) {
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.write { db in
                try db.execute(sql: "DELETE FROM sqlite_stat1")
                for size in Self.sizes {
                    try db.execute(
                        sql: "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)",
                        arguments: [size.table, size.index, size.statistics]
                    )
                }
            }
            try queue.close()
        } catch {
            throw StoreError(wrapping: error, "write the sizes of a large case", on: name)
        }
    }

    /// What `ANALYZE` finds in the gigabyte of the load generator, and, where that has nothing, in
    /// a night of 1,400 requests, taken a hundred times.
    private static let sizes: [(table: String, index: String?, statistics: String)] = [
        ("record_row", nil, "5800000"), ("by_shape_row", "by_shape_row", "4300000 401 1"),
        ("field_row", "field_row", "248000 3 1"), ("phrase_row", nil, "40000"),
        ("shape_row", "shape_by_msgid", "75 2"), ("entry_row", nil, "10"),
        ("scan_row", "scan_by_file_name", "700000 2"), ("scan_row", "scan_by_sha256", "580000 1"),
        ("scan_row", "scan_by_data_id", "370000 1"), ("scan_detail_row", nil, "48000"),
        ("unclean_scan_row", nil, "25000"), ("result_code_row", nil, "59"),
        ("minute_row", "minute_row", "83000 401 51 1"), ("http_request_row", nil, "740000"),
        ("http_request_row", "http_request_by_status", "28000 401"),
        ("symptom_row", "symptom_by_subject", "5100 401 1"),
        ("symptom_row", "symptom_by_family", "5300 401 2"),
        ("icap_request_row", "icap_request_by_base_name", "140000 2"),
        ("icap_request_row", "icap_request_by_connection", "140000 2 1"),
        ("icap_request_row", "icap_request_by_data_id", "140000 2"),
        ("icap_request_row", "icap_request_by_path", "140000 2 1"),
        ("expected_event_row", "expected_event_by_file", "140000 2"),
        ("file_row", "file_by_path", "88000 1"),
        ("file_link_row", "file_link_by_row", "280000 401 1"),
        ("file_link_row", "file_link_row", "280000 3 2 1"),
        ("nutanix_file_row", "nutanix_file_by_base_name", "13000 1"),
        ("nutanix_file_row", "nutanix_file_by_path", "13000 1"),
        ("refusal_row", "refusal_by_kind", "13000 401 1"),
        ("refusal_row", "refusal_by_request", "13000 2 2"), ("predicted_lock_row", nil, "13000"),
        ("locator_row", nil, "200"), ("fact_row", nil, "40"), ("engine_row", nil, "12"),
        ("package_row", nil, "3"), ("coverage_row", nil, "8"), ("clock_row", nil, "3"),
        ("service_run_row", nil, "2"), ("setting_row", "setting_by_key", "37 2"),
    ]
}
