internal import CaseModel
internal import CaseStore
internal import GRDB

/// Decides once a package how its local times become UTC, and applies it to what was stored.
struct PackageClock {
    let options: Intake.Options
    let package: PackageState

    /// Local time minus UTC; 0 where nothing tells it.
    var offsetUS: Int64 { Int64(decide().0 ?? 0) * 1_000_000 }

    func write(_ state: inout IntakeState) {
        let (seconds, how) = decide()
        let offsetUS = offsetUS
        state.sideRows.add(
            ClockRow(
                packageID: package.id,
                zone: seconds.map(Self.zone) ?? "unknown",
                offsetUS: offsetUS,
                how: how
            )
        )
        if seconds == nil, package.entries.contains(where: Self.isLocal) {
            state.noteOnce(
                Note(
                    .clock,
                    "nothing in this package tells its time zone; its times are read as UTC "
                        + "(--timezone sets another)"
                )
            )
        }
        guard offsetUS != 0 else { return }
        let packageID = package.id
        // The look-up costs; most packages have no such log.
        let hasUTCLogs = package.entries.contains {
            guard $0.zoneKnown, let source = $0.source.flatMap(Source.init) else { return false }
            return [.coreLog, .icapLog, .engineLog].contains(source)
        }
        state.onStore { try Self.apply(offsetUS, to: packageID, hasUTCLogs: hasUTCLogs, $0) }
    }

    /// Records and shapes keep their times as written and are turned by their entry's offset; the
    /// smaller tables are turned here, once.
    private static func apply(
        _ offsetUS: Int64,
        to packageID: Int64,
        hasUTCLogs: Bool,
        _ writer: CaseWriter
    ) throws {
        try writer.execute(
            "UPDATE entry_row SET offset_us = ? WHERE package_id = ? AND zone_known = 0",
            [offsetUS, packageID]
        )
        try writer.execute(
            """
            UPDATE shape_row SET offset_us = ?
            WHERE package_id = ? AND coalesce(component, '') NOT LIKE 'nginx.%'
                \(hasUTCLogs ? "AND \(shapeIsLocal)" : "")
            """,
            [offsetUS, packageID]
        )
        for table in localTables {
            let changes = table.columns.map { "\($0) = \($0) - ?1" }.joined(separator: ", ")
            var isLocal = table.isLocal
            if hasUTCLogs, let record = table.record {
                isLocal = "(\(isLocal)) AND \(Self.isLocal(record: record))"
            }
            try writer.execute(
                """
                UPDATE \(table.name) SET \(changes) WHERE package_id = ?2 AND (\(isLocal))
                """,
                [offsetUS, packageID]
            )
        }
    }

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

    /// The option first, then the offset that logs carry.
    private func decide() -> (Int?, String) {
        if let seconds = options.zoneSeconds { return (seconds, "option") }
        for (format, how) in Self.tellers {
            let told = package.entries.filter { $0.format == format }
                .sorted { $0.id < $1.id }.compactMap { package.tallies[$0.id]?.zoneSeconds }
            if let zone = told.last { return (zone, how) }
        }
        if !package.entries.contains(where: Self.isLocal) { return (0, "own stamps") }
        return (nil, "none")
    }

    /// Formats that tell the zone of the machine, the surest first, and the words for it.
    private static let tellers = [
        (NginxGrammar.name, "nginx access log"),
        (ContainerEnvelope.name, "stamps of the container runtime"),
        (SyslogEnvelope.name, "stamps of syslog"),
        (PostgresGrammar.name, "database log"),
    ]

    private static func isLocal(_ entry: EntryRow) -> Bool {
        !entry.zoneKnown && entry.firstUS != nil
    }

    private static func zone(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return "\(seconds < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// True for a row whose place is in an entry without zones of its own.
    private static let placedLocally = """
        locator_id IN (SELECT locator_row.id FROM locator_row
            JOIN entry_row ON entry_row.id = locator_row.entry_id
            WHERE entry_row.package_id = ?2 AND entry_row.zone_known = 0)
        """

    private struct LocalTable {
        let name: String
        let columns: [String]
        /// Which of its rows are local: what came from a product log nearly always is.
        let isLocal: String
        /// The column of the record a row came from; nil if there is none.
        var record: String?

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

    private static let localTables = [
        LocalTable(
            "icap_request_row",
            ["time_us", "answered_us"],
            recordedLocally,
            record: "record_id"
        ),
        LocalTable("engine_row", ["from_us", "to_us"], recordedLocally, record: "record_id"),
        LocalTable(
            "quarantine_item_row",
            ["time_us", "state_us"],
            recordedLocally,
            record: "record_id"
        ),
        LocalTable("cloud_attempt_row", ["started_us"], recordedLocally, record: "record_id"),
        LocalTable("nutanix_file_row", ["scan_time_us"], placedLocally),
        LocalTable("fact_row", ["time_us"], placedLocally),
        LocalTable("scan_row", ["started_us", "finished_us"], placedLocally),
        LocalTable(
            "service_run_row",
            ["started_us", "ended_us"],
            "1",
            record: "coalesce(start_record_id, end_record_id)"
        ),
        LocalTable("refusal_row", ["time_us"], "1", record: "record_id"),
        LocalTable(
            "gap_row",
            ["from_us", "to_us"],
            "source NOT LIKE '%-nginx' AND \(sourceIsLocal)"
        ),
        LocalTable(
            "coverage_row",
            ["from_us", "to_us"],
            """
            \(sourceIsLocal) AND (source LIKE '%-history' OR source IN
                ('core-log', 'icap-log', 'engine-log', 'database-log', 'icap-client'))
            """
        ),
    ]
}
