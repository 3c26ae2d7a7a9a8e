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
        state.onStore {
            try LocalTimes.shift(localOf: packageID, besides: zoned, by: offsetUS, $0)
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

    /// The time for which summer time is decided: of the last local line, else of the package.
    private var referenceUS: Int64 {
        package.entries.filter(Self.isLocal).compactMap(\.lastUS).max()
            ?? package.identity.madeUS ?? package.entries.compactMap(\.lastUS).max() ?? 0
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
