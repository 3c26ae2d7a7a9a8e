internal import CaseStore
internal import GRDB

/// Makes one row of the rows that several packages' records gave for one thing.
///
/// The rows already point to records that stay, so two of one record are one thing.
struct OverlapRows {
    let writer: CaseWriter

    func merge() throws {
        try mergeRequests()
        try mergeEngines()
        for (table, columns) in Self.ofOneRecord {
            try writer.execute(
                """
                DELETE FROM \(table) WHERE record_id IN (SELECT kept_id FROM twin)
                    AND id NOT IN (SELECT min(id) FROM \(table) WHERE record_id IS NOT NULL
                        GROUP BY record_id, \(columns))
                """
            )
        }
        try mergeGaps()
    }

    /// What tells rows of one record apart.
    private static let ofOneRecord = [
        ("refusal_row", "kind, hop"),
        ("quarantine_item_row", "data_id, sha256, file_name"),
        ("cloud_attempt_row", "data_id, sha256, outcome"),
    ]

    /// Fills `same_row` with rows that share a value, and the first of them by `order`.
    ///
    /// - Returns: False if there are none.
    private func findSame(_ table: String, by column: String, and more: String, order: String)
        throws -> Bool
    {
        try writer.execute(
            """
            DELETE FROM same_row;
            INSERT INTO same_row (kept_id, id, place)
            SELECT first_value(id) OVER same, id, row_number() OVER same FROM \(table)
            WHERE \(column) IN (SELECT kept_id FROM twin)
            WINDOW same AS (PARTITION BY \(column), \(more) ORDER BY \(order));
            DELETE FROM same_row WHERE kept_id = id;
            """
        )
        return try writer.rows("SELECT 1 FROM same_row LIMIT 1").first != nil
    }

    private func removeSame(_ table: String) throws {
        try writer.execute("DELETE FROM \(table) WHERE id IN (SELECT id FROM same_row)")
    }

    /// A request is one where it begins with one record, or ends with one.
    private func mergeRequests() throws {
        for column in ["record_id", "answer_record_id"] {
            while try findSame(
                "icap_request_row",
                by: column,
                and: "connection_id, request_id",
                order: "uri IS NULL, id"
            ) {
                // One at a time: an update takes from one row alone.
                try writer.execute("DELETE FROM same_row WHERE place > 2")
                try writer.execute(Self.requestValues)
                try removeSame("icap_request_row")
            }
        }
    }

    /// The row that stays learns what only the other knows, such as the answer.
    private static let requestValues: String = {
        let columns = [
            "client_ip", "file_name", "uri", "path_key", "path", "base_name", "server",
            "answered_us", "status", "response_info", "response_desc", "blocked_reason",
            "profile", "threat", "data_id", "sha256", "error", "action", "core_server",
            "last_error", "error_record_id", "last_error_record_id", "answer_record_id",
            "locator_id",
        ]
        let values = columns.map { "\($0) = coalesce(icap_request_row.\($0), other.\($0))" }
        return """
            UPDATE icap_request_row SET \(values.joined(separator: ", "))
            FROM same_row JOIN icap_request_row AS other ON other.id = same_row.id
            WHERE same_row.kept_id = icap_request_row.id
            """
    }()

    /// A state lasts until the next one that any of the packages tells of.
    private func mergeEngines() throws {
        if try findSame("engine_row", by: "record_id", and: "engine", order: "to_us IS NULL, id") {
            try removeSame("engine_row")
        }
        for group in try OverlapGroups(writer: writer).groups() {
            let packages = group.map(String.init).joined(separator: ", ")
            try writer.execute(
                """
                UPDATE engine_row SET to_us = (
                    SELECT min(later.from_us) FROM engine_row AS later
                    WHERE later.package_id IN (\(packages)) AND later.record_id IS NOT NULL
                        AND later.engine = engine_row.engine
                        AND (later.from_us, later.record_id)
                            > (engine_row.from_us, engine_row.record_id))
                WHERE package_id IN (\(packages)) AND record_id IS NOT NULL
                """
            )
        }
    }

    /// A gap is one between the same records, and none where another package's log goes on.
    private func mergeGaps() throws {
        try writer.execute(
            """
            DELETE FROM gap_row WHERE before_record_id IS NOT NULL AND id NOT IN (
                SELECT min(id) FROM gap_row GROUP BY source, before_record_id, after_record_id)
            """
        )
        for group in try OverlapGroups(writer: writer).groups() {
            let packages = group.map(String.init).joined(separator: ", ")
            try writer.execute(
                """
                DELETE FROM gap_row WHERE package_id IN (\(packages)) AND EXISTS (
                    SELECT 1 FROM record_row AS before
                    JOIN record_row AS after ON after.id = gap_row.after_record_id
                    JOIN entry_row ON entry_row.package_id IN (\(packages))
                        AND entry_row.source = gap_row.source
                    JOIN minute_row ON minute_row.entry_id = entry_row.id
                        AND minute_row.minute > before.time_us / 60000000
                        AND minute_row.minute < after.time_us / 60000000
                    WHERE before.id = gap_row.before_record_id)
                """
            )
        }
    }
}

/// Which packages hold lines of one instance.
struct OverlapGroups {
    let writer: CaseWriter

    /// Groups of two or more packages, each in the order of their ids.
    ///
    /// A `source` of nil means lines of any.
    func groups(of source: String? = nil) throws -> [[Int64]] {
        let rows = try writer.rows(
            """
            SELECT DISTINCT one.package_id, two.package_id FROM overlap_row
            JOIN entry_row AS one ON one.id = overlap_row.entry_id
            JOIN entry_row AS two ON two.id = overlap_row.other_id
            WHERE one.package_id <> two.package_id AND (?1 IS NULL OR one.source = ?1)
            ORDER BY 1, 2
            """,
            [source]
        )
        var groups: [Set<Int64>] = []
        for row in rows {
            let pair: Set<Int64> = [row[0], row[1]]
            let touched = groups.filter { !$0.isDisjoint(with: pair) }
            groups.removeAll { !$0.isDisjoint(with: pair) }
            groups.append(touched.reduce(pair) { $0.union($1) })
        }
        return groups.map { $0.sorted() }.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    }
}
