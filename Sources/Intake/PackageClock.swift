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
        guard offsetUS != 0 else { return }
        let packageID = package.id
        state.onStore { try LocalTimes.shift(localOf: packageID, by: offsetUS, $0) }
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
}
