internal import CaseStore
internal import GRDB

/// Moves the times of a package that were stored as written.
///
/// Records and shapes keep theirs and are turned by their entry's offset; the smaller tables are
/// changed.
enum LocalTimes {
    /// Moves what has no zone of its own back by `offsetUS`.
    ///
    /// Rows that came from the records in `zoned` are in UTC already.
    static func shift(
        localOf packageID: Int64,
        besides zoned: [ClosedRange<Int64>] = [],
        by offsetUS: Int64,
        _ writer: CaseWriter
    ) throws {
        try writer.execute(
            """
            UPDATE entry_row SET offset_us = offset_us + ? WHERE package_id = ? AND zone_known = 0
            """,
            [offsetUS, packageID]
        )
        try writer.execute(
            """
            UPDATE shape_row SET offset_us = offset_us + ?
            WHERE package_id = ? AND coalesce(component, '') NOT LIKE 'nginx.%'
            """,
            [offsetUS, packageID]
        )
        for table in tables {
            let isLocal = "(\(table.isLocal))" + exception(of: table.name, zoned)
            try shift(table.name, table.columns, packageID, offsetUS, where: isLocal, writer)
        }
    }

    /// Moves every time of a package back by `skewUS`, since its clock was ahead by that.
    static func shift(allOf packageID: Int64, by skewUS: Int64, _ writer: CaseWriter) throws {
        for table in ["entry_row", "shape_row"] {
            try writer.execute(
                "UPDATE \(table) SET offset_us = offset_us + ? WHERE package_id = ?",
                [skewUS, packageID]
            )
        }
        for table in tables {
            try shift(table.name, table.columns, packageID, skewUS, where: "?2", writer)
        }
    }

    /// A condition for the rows that came from such records, which are in UTC already.
    private static func exception(of table: String, _ zoned: [ClosedRange<Int64>]) -> String {
        let columns =
            switch table {
            case "icap_request_row", "engine_row", "quarantine_item_row", "cloud_attempt_row",
                "refusal_row":
                ["record_id"]
            case "service_run_row": ["start_record_id", "end_record_id"]
            default: [String]()
            }
        return zoned.flatMap { range in
            columns.map {
                " AND ifnull(\($0) NOT BETWEEN \(range.lowerBound) AND \(range.upperBound), 1)"
            }
        }.joined()
    }

    private static func shift(
        _ table: String,
        _ columns: [String],
        _ packageID: Int64,
        _ byUS: Int64,
        where condition: String,
        _ writer: CaseWriter
    ) throws {
        let changes = columns.map { "\($0) = \($0) - ?1" }.joined(separator: ", ")
        try writer.execute(
            "UPDATE \(table) SET \(changes) WHERE package_id = ?2 AND (\(condition))",
            [byUS, packageID]
        )
    }

    /// True for a row whose place is in an entry without zones of its own.
    private static let placedLocally = """
        locator_id IN (SELECT locator_row.id FROM locator_row
            JOIN entry_row ON entry_row.id = locator_row.entry_id
            WHERE entry_row.package_id = ?2 AND entry_row.zone_known = 0)
        """

    /// Tables with local times, their columns, and which of their rows are local: what came from a
    /// product log always is.
    private static let tables: [(name: String, columns: [String], isLocal: String)] = [
        (
            "icap_request_row", ["time_us", "answered_us"],
            "record_id IS NOT NULL OR \(placedLocally)"
        ),
        ("engine_row", ["from_us", "to_us"], "record_id IS NOT NULL OR \(placedLocally)"),
        (
            "quarantine_item_row", ["time_us", "state_us"],
            "record_id IS NOT NULL OR \(placedLocally)"
        ),
        ("cloud_attempt_row", ["started_us"], "record_id IS NOT NULL OR \(placedLocally)"),
        ("nutanix_file_row", ["scan_time_us"], placedLocally),
        ("fact_row", ["time_us"], placedLocally),
        ("scan_row", ["started_us", "finished_us"], placedLocally),
        ("service_run_row", ["started_us", "ended_us"], "1"),
        ("refusal_row", ["time_us"], "1"),
        ("gap_row", ["from_us", "to_us"], "source NOT LIKE '%-nginx'"),
        (
            "coverage_row", ["from_us", "to_us"],
            """
            (source IN ('core-log', 'icap-log', 'engine-log') OR source LIKE '%-history')
            AND source IN (
                SELECT source FROM entry_row WHERE package_id = ?2 AND zone_known = 0)
            """
        ),
    ]
}
