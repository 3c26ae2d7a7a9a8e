internal import CaseModel
internal import CaseStore
internal import GRDB

/// Decides once a package how its local times become UTC, and applies it to what was stored.
struct PackageClock {
    let options: Intake.Options
    let package: PackageState

    /// What a note says where a package has times and no zone.
    static let zoneUnknown =
        "nothing in this package tells its time zone; its times are read as UTC "
        + "(--timezone sets another)"

    /// Local time minus UTC; 0 where nothing tells it.
    var offsetUS: Int64 { Int64(decide().seconds ?? 0) * 1_000_000 }

    func write(_ state: inout IntakeState) {
        let (seconds, how, record) = decide()
        let offsetUS = offsetUS
        var row = ClockRow(
            packageID: package.id,
            zone: options.namedZone?.name ?? seconds.map(Self.zone) ?? "unknown",
            offsetUS: offsetUS,
            how: how
        )
        row.recordID = record
        state.sideRows.add(row)
        if seconds == nil, package.entries.contains(where: Self.isLocal) {
            state.noteOnce(
                Note(.clock, Self.zoneUnknown)
            )
        }
        if how == Self.describedMachine, package.zones.last?.summer == .unknown {
            state.noteOnce(
                Note(
                    .clock,
                    "the zone is told without summer time; times may be an hour off "
                        + "(--timezone sets another)"
                )
            )
        }
        let packageID = package.id
        if how == Self.describedMachine {
            state.onStore { try $0.execute(Self.zoneFact, [packageID]) }
        }
        if offsetUS != 0 {
            state.onStore { try LocalTimes.shift(localOf: packageID, by: offsetUS, $0) }
        }
        if let zones = zoneHistory(how), zones.hasChanges {
            applySummerTime(zones, offsetUS, &state)
        }
    }

    /// The offsets over the time of the package, as the user's zone or its access logs tell them.
    private func zoneHistory(_ how: String) -> ZoneHistory? {
        if let zone = options.namedZone {
            let local = package.entries.filter(Self.isLocal)
            guard let first = local.compactMap(\.firstUS).min(),
                let last = local.compactMap(\.lastUS).max()
            else { return nil }
            let dayUS: Int64 = 86_400_000_000
            return ZoneHistory(of: zone.file, fromUS: first - dayUS, toUS: last + dayUS)
        }
        guard how == Self.tellers[0].1 else { return nil }
        return ZoneHistory(package.tallies.values.flatMap(\.zoneChanges))
    }

    /// Logs of before a change of the clock have another offset than those of after it.
    private func applySummerTime(
        _ zones: ZoneHistory,
        _ offsetUS: Int64,
        _ state: inout IntakeState
    ) {
        var moved: [Int64: Int64] = [:]
        for entry in package.entries.filter({ $0.role == Recognition.Role.records.rawValue })
        where Self.isLocal(entry) {
            guard let first = entry.firstUS, let last = entry.lastUS else { continue }
            let found = zones.offset(fromUS: first, toUS: last)
            let offset = Int64(found.seconds) * 1_000_000
            if offset != offsetUS { moved[entry.id] = offset - offsetUS }
            if let other = found.other {
                let text =
                    "the clock changes between \(Self.zone(other)) and "
                    + "\(Self.zone(found.seconds)) within this log; all of it is read as "
                    + "\(Self.zone(found.seconds))"
                state.note(Note(.clock, text), at: entry.path)
            }
        }
        guard !moved.isEmpty else { return }
        let packageID = package.id
        state.onStore { [moved] in try LocalTimes.move(entries: moved, of: packageID, $0) }
    }

    /// The option first, then the offset that logs carry, then what is said of the machine.
    private func decide() -> (seconds: Int?, how: String, record: Int64?) {
        if let seconds = options.zoneSeconds { return (seconds, "option", nil) }
        if let zone = options.namedZone {
            return (zone.seconds(atLocal: referenceUS), "option", nil)
        }
        for (format, how) in Self.tellers {
            let told = package.entries.filter { $0.format == format }
                .sorted { ($0.lastUS ?? .min, $0.id) < ($1.lastUS ?? .min, $1.id) }
                .compactMap { package.tallies[$0.id] }.filter { $0.zoneSeconds != nil }
            if let last = told.last {
                return (last.zoneSeconds, how, last.lastRecord > 0 ? last.lastRecord : nil)
            }
        }
        if let zone = package.zones.last {
            return (zone.seconds(at: referenceUS), Self.describedMachine, nil)
        }
        if !package.entries.contains(where: Self.isLocal) { return (0, "own stamps", nil) }
        return (nil, "none", nil)
    }

    /// The time for which summer time is decided: of the last local line, else of the package.
    private var referenceUS: Int64 {
        package.entries.filter(Self.isLocal).compactMap(\.lastUS).max()
            ?? package.identity.madeUS ?? package.entries.compactMap(\.lastUS).max() ?? 0
    }

    private static let describedMachine = "system information"

    /// Where the description that was read last tells the zone.
    private static let zoneFact = """
        UPDATE clock_row SET locator_id = (
            SELECT max(locator_id) FROM fact_row
            WHERE package_id = ?1 AND key = 'os.zone_offset_seconds')
        WHERE package_id = ?1
        """

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
}
