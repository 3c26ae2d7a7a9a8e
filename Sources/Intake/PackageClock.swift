internal import CaseModel
internal import CaseStore
internal import GRDB

/// Decides once a package how its local times become UTC, and applies it to what was stored.
struct PackageClock {
    let options: Intake.Options
    let package: PackageState

    func write(_ state: inout IntakeState) {
        let (seconds, how) = decide()
        let offsetUS = Int64(seconds ?? 0) * 1_000_000
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
        if how == "system information", package.zones.last?.summer == .unknown {
            state.noteOnce(
                Note(
                    .clock,
                    "the zone is told without summer time; times may be an hour off "
                        + "(--timezone sets another)"
                )
            )
        }
        guard offsetUS != 0 else { return }
        let packageID = package.id
        let zoned = Self.zonedRecords(of: package)
        state.onStore { try Self.apply(offsetUS, to: packageID, besides: zoned, $0) }
    }

    /// Records and shapes keep their times as written and are turned by their entry's offset; the
    /// smaller tables are turned here, once.
    private static func apply(
        _ offsetUS: Int64,
        to packageID: Int64,
        besides zoned: [ClosedRange<Int64>],
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
            """,
            [offsetUS, packageID]
        )
        for (table, columns, isLocal) in localTables {
            let changes = columns.map { "\($0) = \($0) - ?1" }.joined(separator: ", ")
            try writer.execute(
                """
                UPDATE \(table) SET \(changes)
                WHERE package_id = ?2 AND (\(isLocal))\(exception(of: table, zoned))
                """,
                [offsetUS, packageID]
            )
        }
    }

    /// Records of logs that carry their zone, such as events of Windows; the ids of an entry follow
    /// each other.
    private static func zonedRecords(of package: PackageState) -> [ClosedRange<Int64>] {
        package.entries.filter { $0.zoneKnown && $0.format == EventLog.format }.compactMap {
            guard let tally = package.tallies[$0.id], tally.firstRecord <= tally.lastRecord else {
                return nil
            }
            return tally.firstRecord...tally.lastRecord
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

    /// The option first, then the offset that access logs carry, then what is said of the machine.
    private func decide() -> (Int?, String) {
        if let seconds = options.zoneSeconds { return (seconds, "option") }
        let zones = package.tallies.sorted { $0.key < $1.key }.compactMap(\.value.zoneSeconds)
        if let zone = zones.last { return (zone, "nginx access log") }
        if let zone = package.zones.last {
            return (zone.seconds(at: referenceUS), "system information")
        }
        if !package.entries.contains(where: Self.isLocal) { return (0, "own stamps") }
        return (nil, "none")
    }

    /// The time for which summer time is decided: of the last line, else of the package.
    private var referenceUS: Int64 {
        package.entries.filter(Self.isLocal).compactMap(\.lastUS).max()
            ?? package.identity.madeUS ?? 0
    }

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

    /// Tables with local times, their columns, and which of their rows are local: what came from a
    /// product log always is.
    private static let localTables: [(String, [String], String)] = [
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
