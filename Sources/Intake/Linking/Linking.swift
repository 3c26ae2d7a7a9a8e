internal import CaseStore
internal import GRDB

/// Joins the rows that belong to one file, over all packages of the case.
///
/// An identifier joins first, then a hash or a whole path, then the end of a path; a base name
/// alone joins only where it is the one candidate in the window, and weakest.
struct Linking {
    let writer: CaseWriter

    func link() throws {
        try mergeSplitRequests()
        try writer.execute(Self.filesOfRequests)
        try linkNutanix()
        try linkScans()
        try writer.execute(Self.refusals)
        try ItemMerge(writer: writer).merge()
        try writer.execute(Self.quarantineItems)
    }

    /// True for packages that hold lines of one log of ICAP Server.
    private static let isOneInstance = """
        SELECT 1 FROM overlap_row
        JOIN entry_row AS one ON one.id = overlap_row.entry_id
        JOIN entry_row AS two ON two.id = overlap_row.other_id
        WHERE one.source = 'icap-log'
            AND min(one.package_id, two.package_id) = min(early.package_id, late.package_id)
            AND max(one.package_id, two.package_id) = max(early.package_id, late.package_id)
        """

    /// A request whose first and last records stand in two rotated logs was read as two rows.
    private func mergeSplitRequests() throws {
        let split = """
            SELECT early.id AS early, late.id AS late
            FROM icap_request_row AS early
            JOIN icap_request_row AS late ON late.connection_id = early.connection_id
                AND late.request_id = early.request_id AND late.id <> early.id
                AND (late.package_id = early.package_id OR EXISTS (\(Self.isOneInstance)))
            WHERE early.answer_record_id IS NULL AND early.uri IS NOT NULL
                AND late.answer_record_id IS NOT NULL AND late.uri IS NULL
                AND early.time_us <= late.time_us
            ORDER BY late.time_us, late.id, early.time_us DESC, early.id
            """
        var merged: Set<Int64> = []
        for row in try writer.rows(split) {
            let early: Int64 = row["early"]
            let late: Int64 = row["late"]
            // Request ids come again: an answer belongs to the last request before it alone.
            guard !merged.contains(early), !merged.contains(late) else { continue }
            merged.formUnion([early, late])
            try writer.execute(
                """
                UPDATE icap_request_row SET
                    (answered_us, status, response_info, response_desc, blocked_reason, profile,
                        threat, data_id, sha256, error, core_server, error_record_id,
                        last_error, last_error_record_id, answer_record_id) =
                    (SELECT late.answered_us, late.status, late.response_info, late.response_desc,
                        late.blocked_reason, late.profile, late.threat,
                        coalesce(icap_request_row.data_id, late.data_id),
                        coalesce(icap_request_row.sha256, late.sha256),
                        coalesce(icap_request_row.error, late.error),
                        coalesce(late.core_server, icap_request_row.core_server),
                        coalesce(icap_request_row.error_record_id, late.error_record_id),
                        coalesce(late.last_error, iif(icap_request_row.error IS NULL, NULL,
                            late.error), icap_request_row.last_error),
                        coalesce(late.last_error_record_id, iif(icap_request_row.error IS NULL,
                            NULL, late.error_record_id), icap_request_row.last_error_record_id),
                        late.answer_record_id
                    FROM icap_request_row AS late WHERE late.id = ?)
                WHERE id = ?
                """,
                [late, early]
            )
            try writer.execute("DELETE FROM icap_request_row WHERE id = ?", [late])
        }
    }

    /// One file for each path that ICAP was asked about.
    private static let filesOfRequests = """
        INSERT INTO file_row (path_key, path, name, server)
        SELECT path_key, min(path), min(file_name), min(server) FROM icap_request_row
        WHERE path_key <> '' GROUP BY path_key ORDER BY path_key;
        INSERT INTO file_link_row (file_id, kind, row_id, how, strength)
        SELECT file_row.id, 'icap-request', icap_request_row.id, 'path', 2
        FROM icap_request_row JOIN file_row ON file_row.path_key = icap_request_row.path_key;
        """

    /// Nutanix lists a path with or without the share's own prefix.
    private func linkNutanix() throws {
        try writer.execute(
            """
            INSERT INTO file_link_row (file_id, kind, row_id, how, strength)
            SELECT file_row.id, 'nutanix-file', nutanix_file_row.id, 'path', 2
            FROM nutanix_file_row JOIN file_row ON file_row.path_key = nutanix_file_row.path_key
            """
        )
        try writer.execute(
            """
            INSERT INTO file_link_row (file_id, kind, row_id, how, strength)
            SELECT min(file_row.id), 'nutanix-file', nutanix_file_row.id, 'path end', 1
            FROM nutanix_file_row
            JOIN icap_request_row ON icap_request_row.base_name = nutanix_file_row.base_name
                AND (substr('/' || icap_request_row.path_key,
                        -length('/' || nutanix_file_row.path_key))
                        = '/' || nutanix_file_row.path_key
                    OR substr('/' || nutanix_file_row.path_key,
                        -length('/' || icap_request_row.path_key))
                        = '/' || icap_request_row.path_key)
            JOIN file_row ON file_row.path_key = icap_request_row.path_key
            WHERE nutanix_file_row.id NOT IN
                (SELECT row_id FROM file_link_row WHERE kind = 'nutanix-file')
            GROUP BY nutanix_file_row.id HAVING count(DISTINCT file_row.id) = 1
            """
        )
        try writer.execute(
            """
            INSERT INTO file_row (path_key, path, name)
            SELECT path_key, min(path), min(base_name) FROM nutanix_file_row
            WHERE id NOT IN (SELECT row_id FROM file_link_row WHERE kind = 'nutanix-file')
            GROUP BY path_key ORDER BY path_key
            """
        )
        try writer.execute(
            """
            INSERT INTO file_link_row (file_id, kind, row_id, how, strength)
            SELECT max(file_row.id), 'nutanix-file', nutanix_file_row.id, 'path', 2
            FROM nutanix_file_row JOIN file_row ON file_row.path_key = nutanix_file_row.path_key
            WHERE nutanix_file_row.id NOT IN
                (SELECT row_id FROM file_link_row WHERE kind = 'nutanix-file')
            GROUP BY nutanix_file_row.id
            """
        )
        try writer.execute(Self.shownPaths)
    }

    /// A person knows the path as Nutanix shows it, not as the URI of a request.
    private static let shownPaths = """
        UPDATE file_row SET path = nutanix_file_row.path
        FROM nutanix_file_row JOIN file_link_row ON file_link_row.kind = 'nutanix-file'
            AND file_link_row.row_id = nutanix_file_row.id
        WHERE file_row.id = file_link_row.file_id
        """

    /// Scans of a request's file: by Core's id, by hash, by name where only one fits in time.
    private func linkScans() throws {
        try writer.execute(
            """
            INSERT OR IGNORE INTO file_link_row (file_id, kind, row_id, how, strength)
            SELECT file_link_row.file_id, 'scan', scan_row.id, 'data id', 3
            FROM icap_request_row
            JOIN scan_row ON scan_row.data_id = icap_request_row.data_id
            JOIN file_link_row ON file_link_row.kind = 'icap-request'
                AND file_link_row.row_id = icap_request_row.id
            WHERE icap_request_row.data_id IS NOT NULL
            """
        )
        try writer.execute(
            """
            INSERT OR IGNORE INTO file_link_row (file_id, kind, row_id, how, strength)
            SELECT file_link_row.file_id, 'scan', scan_row.id, 'hash', 2
            FROM icap_request_row
            JOIN scan_row ON scan_row.sha256 = icap_request_row.sha256
            JOIN file_link_row ON file_link_row.kind = 'icap-request'
                AND file_link_row.row_id = icap_request_row.id
            WHERE icap_request_row.sha256 IS NOT NULL
            """
        )
        try writer.execute(Self.scansByName)
        try writer.execute(
            """
            UPDATE file_row SET sha256 = (
                SELECT scan_row.sha256 FROM file_link_row
                JOIN scan_row ON scan_row.id = file_link_row.row_id
                WHERE file_link_row.file_id = file_row.id AND file_link_row.kind = 'scan'
                    AND file_link_row.strength >= 2
                ORDER BY scan_row.id DESC LIMIT 1)
            """
        )
    }

    /// Where no id was logged: the one scan of that name which began after the request and ended
    /// within ten minutes of the answer.
    ///
    /// A clash of two files of one name joins nothing.
    private static let scansByName = """
        INSERT OR IGNORE INTO file_link_row (file_id, kind, row_id, how, strength)
        SELECT file_id, 'scan', min(scan_id), 'name', 0
        FROM (
            SELECT file_link_row.file_id AS file_id, icap_request_row.id AS request_id,
                scan_row.id AS scan_id
            FROM icap_request_row
            JOIN file_link_row ON file_link_row.kind = 'icap-request'
                AND file_link_row.row_id = icap_request_row.id
            JOIN scan_row ON scan_row.file_name = icap_request_row.file_name COLLATE NOCASE
            LEFT JOIN record_row ON record_row.id = scan_row.id
            LEFT JOIN entry_row ON entry_row.id = record_row.entry_id
            WHERE icap_request_row.data_id IS NULL AND icap_request_row.file_name <> ''
                AND coalesce(scan_row.finished_us, record_row.time_us - entry_row.offset_us)
                    BETWEEN icap_request_row.time_us - 2000000
                    AND coalesce(icap_request_row.answered_us, icap_request_row.time_us)
                        + 600000000
                AND scan_row.id NOT IN
                    (SELECT row_id FROM file_link_row WHERE kind = 'scan' AND strength = 3)
        )
        GROUP BY request_id HAVING count(*) = 1
        """

    private static let refusals = """
        INSERT OR IGNORE INTO file_link_row (file_id, kind, row_id, how, strength)
        SELECT file_link_row.file_id, 'refusal', refusal_row.id, 'connection', 3
        FROM refusal_row
        JOIN icap_request_row ON icap_request_row.connection_id = refusal_row.connection_id
            AND icap_request_row.request_id = refusal_row.request_id
        JOIN file_link_row ON file_link_row.kind = 'icap-request'
            AND file_link_row.row_id = icap_request_row.id;
        """

    /// The file whose scan put an item there, and then others with the same bytes.
    private static let quarantineItems = """
        INSERT OR IGNORE INTO file_link_row (file_id, kind, row_id, how, strength)
        SELECT scan_link.file_id, 'quarantine-item', quarantine_item_row.id, 'data id', 3
        FROM quarantine_item_row
        JOIN scan_row ON scan_row.data_id = quarantine_item_row.data_id
        JOIN file_link_row AS scan_link ON scan_link.kind = 'scan'
            AND scan_link.row_id = scan_row.id
        WHERE quarantine_item_row.data_id IS NOT NULL;
        INSERT OR IGNORE INTO file_link_row (file_id, kind, row_id, how, strength)
        SELECT scan_link.file_id, 'quarantine-item', quarantine_item_row.id, 'hash', 2
        FROM quarantine_item_row
        JOIN scan_row ON scan_row.sha256 = quarantine_item_row.sha256
        JOIN file_link_row AS scan_link ON scan_link.kind = 'scan'
            AND scan_link.row_id = scan_row.id
        WHERE quarantine_item_row.sha256 IS NOT NULL;
        UPDATE cloud_attempt_row SET item_id = (
            SELECT quarantine_item_row.id FROM quarantine_item_row
            WHERE quarantine_item_row.sha256 = cloud_attempt_row.sha256
            ORDER BY quarantine_item_row.id DESC LIMIT 1)
        WHERE sha256 IS NOT NULL AND item_id IS NULL;
        """
}
