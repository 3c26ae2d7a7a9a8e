internal import CaseStore
internal import GRDB

/// Moves the times of a package that were stored as written.
///
/// Records and shapes keep theirs and are turned by their entry's offset; the smaller tables are
/// changed.
enum LocalTimes {
    /// Moves what has no zone of its own back by `offsetUS`.
    static func shift(localOf packageID: Int64, by offsetUS: Int64, _ writer: CaseWriter) throws {
        try writer.execute(
            """
            UPDATE entry_row SET offset_us = offset_us + ? WHERE package_id = ? AND zone_known = 0
            """,
            [offsetUS, packageID]
        )
        // The look-up of records costs; most packages have no product log in UTC.
        let hasUTCLogs = try hasUTCLogs(packageID, writer)
        try writer.execute(
            """
            UPDATE shape_row SET offset_us = offset_us + ?
            WHERE package_id = ? AND coalesce(component, '') NOT LIKE 'nginx.%'
                \(hasUTCLogs ? "AND \(shapeIsLocal)" : "")
            """,
            [offsetUS, packageID]
        )
        for table in tables {
            var isLocal = table.isLocal
            if hasUTCLogs, let record = table.record {
                isLocal = "(\(isLocal)) AND \(Self.isLocal(record: record))"
            }
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

    /// Moves the times of logs back by their own amounts, after those of their package.
    static func move(entries: [Int64: Int64], of packageID: Int64, _ writer: CaseWriter) throws {
        for (entry, byUS) in entries.sorted(by: { $0.key < $1.key }) {
            try writer.execute(
                "UPDATE entry_row SET offset_us = offset_us + ? WHERE id = ?",
                [byUS, entry]
            )
        }
        let moved = entries.keys.sorted().map(String.init).joined(separator: ", ")
        for (table, column, record) in ofRecords {
            try writer.execute(
                """
                UPDATE \(table) SET \(column) = told.time_us FROM (
                    SELECT record_row.id AS id, record_row.time_us - entry_row.offset_us AS time_us
                    FROM record_row JOIN entry_row ON entry_row.id = record_row.entry_id
                    WHERE entry_row.id IN (\(moved))
                ) AS told
                WHERE told.id = \(table).\(record) AND \(table).package_id = ?
                """,
                [packageID]
            )
        }
        try writer.execute(
            """
            UPDATE engine_row SET to_us = (
                SELECT min(later.from_us) FROM engine_row AS later
                WHERE later.package_id = ?1 AND later.engine = engine_row.engine
                    AND later.record_id IS NOT NULL AND later.from_us > engine_row.from_us)
            WHERE package_id = ?1 AND record_id IS NOT NULL AND to_us IS NOT NULL
            """,
            [packageID]
        )
        try writer.execute(
            """
            UPDATE coverage_row SET from_us = told.from_us, to_us = told.to_us FROM (
                SELECT source, min(first_us - offset_us) AS from_us,
                    max(last_us - offset_us) AS to_us
                FROM entry_row WHERE package_id = ?1 GROUP BY source
            ) AS told
            WHERE package_id = ?1 AND coverage_row.source = told.source
                AND coverage_row.from_us IS NOT NULL
                AND told.source IN (SELECT source FROM entry_row WHERE id IN (\(moved)))
            """,
            [packageID]
        )
    }

    /// Columns that hold the time of a record, and the column that names it.
    private static let ofRecords = [
        ("icap_request_row", "time_us", "record_id"),
        ("icap_request_row", "answered_us", "answer_record_id"),
        ("engine_row", "from_us", "record_id"),
        ("quarantine_item_row", "state_us", "record_id"),
        ("cloud_attempt_row", "started_us", "record_id"),
        ("refusal_row", "time_us", "record_id"),
        ("service_run_row", "started_us", "start_record_id"),
        ("service_run_row", "ended_us", "end_record_id"),
        ("gap_row", "from_us", "before_record_id"),
        ("gap_row", "to_us", "after_record_id"),
    ]

    /// Whether product logs of the package came with stamps that tell UTC.
    private static func hasUTCLogs(_ packageID: Int64, _ writer: CaseWriter) throws -> Bool {
        try !writer.rows(
            """
            SELECT 1 FROM entry_row WHERE package_id = ? AND zone_known = 1
                AND source IN ('core-log', 'icap-log', 'engine-log') LIMIT 1
            """,
            [packageID]
        ).isEmpty
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

    /// True if the first record of a shape is in an entry without zones of its own.
    private static let shapeIsLocal = """
        (SELECT entry_row.zone_known FROM by_shape_row
            JOIN record_row ON record_row.id = by_shape_row.record_id
            JOIN entry_row ON entry_row.id = record_row.entry_id
            WHERE by_shape_row.shape_id = shape_row.id LIMIT 1) = 0
        """

    /// True if there is no such record, or if it is in an entry without zones of its own.
    private static func isLocal(record: String) -> String {
        """
        coalesce((SELECT entry_row.zone_known FROM record_row
            JOIN entry_row ON entry_row.id = record_row.entry_id
            WHERE record_row.id = \(record)), 0) = 0
        """
    }

    private struct Table {
        let name: String
        let columns: [String]
        /// Which of its rows are local: what came from a product log nearly always is.
        let isLocal: String
        /// The column of the record a row came from; nil if there is none.
        let record: String?

        init(_ name: String, _ columns: [String], _ isLocal: String, record: String? = nil) {
            self.name = name
            self.columns = columns
            self.isLocal = isLocal
            self.record = record
        }
    }

    /// True for what came from a log, and for what is placed in an entry without zones of its own.
    private static let recordedLocally = "record_id IS NOT NULL OR \(placedLocally)"

    /// True for a source of which an entry has no zones of its own: then all its times are local.
    private static let sourceIsLocal = """
        source IN (SELECT source FROM entry_row WHERE package_id = ?2 AND zone_known = 0)
        """

    private static let tables = [
        Table(
            "icap_request_row",
            ["time_us", "answered_us"],
            recordedLocally,
            record: "record_id"
        ),
        Table("engine_row", ["from_us", "to_us"], recordedLocally, record: "record_id"),
        Table(
            "quarantine_item_row",
            ["time_us", "state_us"],
            recordedLocally,
            record: "record_id"
        ),
        Table("cloud_attempt_row", ["started_us"], recordedLocally, record: "record_id"),
        Table("nutanix_file_row", ["scan_time_us"], placedLocally),
        Table("fact_row", ["time_us"], placedLocally),
        Table("scan_row", ["started_us", "finished_us"], placedLocally),
        Table(
            "service_run_row",
            ["started_us", "ended_us"],
            "1",
            record: "coalesce(start_record_id, end_record_id)"
        ),
        Table("refusal_row", ["time_us"], "1", record: "record_id"),
        Table("gap_row", ["from_us", "to_us"], "source NOT LIKE '%-nginx' AND \(sourceIsLocal)"),
        Table(
            "coverage_row",
            ["from_us", "to_us"],
            """
            \(sourceIsLocal) AND (source LIKE '%-history' OR source IN
                ('core-log', 'icap-log', 'engine-log', 'database-log', 'icap-client'))
            """
        ),
    ]
}
