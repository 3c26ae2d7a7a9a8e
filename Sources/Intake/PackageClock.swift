internal import CaseModel
internal import CaseStore
internal import GRDB

/// Decides once a package how its local times become UTC, and applies it to what was stored.
struct PackageClock {
    let options: Intake.Options
    let package: PackageState

    func write(_ state: inout IntakeState) throws {
        let (seconds, how) = decide()
        let offsetUS = Int64(seconds ?? 0) * 1_000_000
        state.sideRows.add(
            ClockRow(
                packageID: package.id, zone: seconds.map(Self.zone) ?? "unknown",
                offsetUS: offsetUS, how: how))
        if seconds == nil, package.entries.contains(where: Self.isLocal) {
            state.noteOnce(
                Note(
                    .clock,
                    "nothing in this package tells its time zone; its times are read as UTC "
                        + "(--timezone sets another)"))
        }
        guard offsetUS != 0 else { return }
        let writer = state.writer
        try writer.execute(
            "UPDATE entry_row SET offset_us = ? WHERE package_id = ? AND zone_known = 0",
            [offsetUS, package.id])
        try writer.execute(
            """
            UPDATE shape_row SET offset_us = ?
            WHERE package_id = ? AND coalesce(component, '') NOT LIKE 'nginx.%'
            """, [offsetUS, package.id])
        for (table, columns, record) in Self.localTables {
            let changes = columns.map { "\($0) = \($0) - \(offsetUS)" }.joined(separator: ", ")
            try writer.execute(
                """
                UPDATE \(table) SET \(changes)
                WHERE package_id = \(package.id) AND (\(record) OR locator_id IN (
                    SELECT locator_row.id FROM locator_row
                    JOIN entry_row ON entry_row.id = locator_row.entry_id
                    WHERE entry_row.package_id = \(package.id) AND entry_row.zone_known = 0))
                """)
        }
        try writer.execute(
            """
            UPDATE service_run_row SET started_us = started_us - \(offsetUS),
                ended_us = ended_us - \(offsetUS) WHERE package_id = \(package.id)
            """)
        try writer.execute(
            "UPDATE refusal_row SET time_us = time_us - \(offsetUS) WHERE package_id = \(package.id)")
        try writer.execute(
            """
            UPDATE gap_row SET from_us = from_us - \(offsetUS), to_us = to_us - \(offsetUS)
            WHERE package_id = \(package.id) AND source NOT LIKE '%-nginx'
            """)
        try writer.execute(
            """
            UPDATE coverage_row SET from_us = from_us - \(offsetUS), to_us = to_us - \(offsetUS)
            WHERE package_id = \(package.id) AND source IN ('core-log', 'icap-log', 'engine-log')
            """)
    }

    /// The option first, then the offset that access logs carry.
    private func decide() -> (Int?, String) {
        if let seconds = options.zoneSeconds { return (seconds, "option") }
        let zones = package.tallies.sorted { $0.key < $1.key }.compactMap(\.value.zoneSeconds)
        if let zone = zones.last { return (zone, "nginx access log") }
        if !package.entries.contains(where: Self.isLocal) { return (0, "own stamps") }
        return (nil, "none")
    }

    private static func isLocal(_ entry: EntryRow) -> Bool {
        !entry.zoneKnown && entry.firstUS != nil
    }

    private static func zone(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return "\(seconds < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// Tables with local times, their columns, and what marks a row that came from a log.
    private static let localTables: [(String, [String], String)] = [
        ("icap_request_row", ["time_us", "answered_us"], "record_id IS NOT NULL"),
        ("engine_row", ["from_us", "to_us"], "record_id IS NOT NULL"),
        ("quarantine_item_row", ["time_us", "state_us"], "record_id IS NOT NULL"),
        ("cloud_attempt_row", ["started_us"], "record_id IS NOT NULL"),
        ("nutanix_file_row", ["scan_time_us"], "0"),
        ("fact_row", ["time_us"], "0"),
        ("scan_row", ["started_us", "finished_us"], "0"),
    ]
}
