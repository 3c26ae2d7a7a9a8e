internal import CaseModel
internal import CaseStore

/// From when to when each source of a package speaks, where it went silent, and whether it is
/// whole.
struct SourceCoverage {
    private let package: PackageState
    private let product: Product

    /// Shorter silences are no gaps, however chatty the source (see the rule catalogue).
    private static let gapPauses: Int64 = 20

    /// Local time minus UTC in this package.
    private let offsetUS: Int64

    init(_ package: PackageState, product: Product, offsetUS: Int64) {
        self.package = package
        self.product = product
        self.offsetUS = offsetUS
    }

    func write(_ rows: inout SideRows) {
        for source in Source.allCases {
            let entries = alike(package.entries.filter { $0.source == source.rawValue })
            guard !entries.isEmpty else { continue }
            rows.add(coverage(of: source, entries))
            // Engines have a log each: the silence of one says nothing about another.
            if source != .engineLog { writeGaps(of: source, entries, &rows) }
        }
    }

    /// The entries with all times local if one of them has no zone; those of nginx as they are.
    private func alike(_ entries: [EntryRow]) -> [EntryRow] {
        guard entries.contains(where: { !$0.zoneKnown }) else { return entries }
        return entries.map { entry in
            var entry = entry
            let shiftUS = shift(of: entry)
            entry.firstUS = entry.firstUS.map { $0 + shiftUS }
            entry.lastUS = entry.lastUS.map { $0 + shiftUS }
            return entry
        }
    }

    private func shift(of entry: EntryRow) -> Int64 {
        entry.zoneKnown && entry.source?.hasSuffix("-nginx") == false ? offsetUS : 0
    }

    private func coverage(of source: Source, _ entries: [EntryRow]) -> CoverageRow {
        let cut = entries.filter { !$0.whole }
        let lines = entries.reduce(0) { $0 + $1.lines }
        let unparsed = entries.reduce(0) { $0 + $1.unparsedLines }
        // Where every twentieth line is not understood, the format may have moved.
        let isUnderstood = unparsed * 20 <= lines
        var row = CoverageRow(
            packageID: package.id,
            product: product.rawValue,
            source: source.rawValue,
            complete: cut.isEmpty && isUnderstood,
            why: "read whole"
        )
        if let first = cut.first {
            row.why = "\(first.path) is cut, damaged or stopped at a limit"
        } else if !isUnderstood {
            row.why = "\(unparsed) of \(lines) lines were not understood"
        }
        let isLog = entries.contains { $0.role == Recognition.Role.records.rawValue }
        if isLog || source == .coreHistory || source == .icapHistory {
            row.fromUS = entries.compactMap(\.firstUS).min()
            row.toUS = entries.compactMap(\.lastUS).max()
        }
        return row
    }

    /// Long pauses within an entry or between two, that no other entry of the source fills.
    private func writeGaps(of source: Source, _ entries: [EntryRow], _ rows: inout SideRows) {
        let isLocal = entries.contains { !$0.zoneKnown }
        let spoken = entries.compactMap { entry -> (EntryRow, EntryTally)? in
            guard let tally = package.tallies[entry.id], tally.firstUS != nil else { return nil }
            return (entry, isLocal ? tally.shifted(by: shift(of: entry)) : tally)
        }.sorted { ($0.1.firstUS ?? 0, $0.0.id) < ($1.1.firstUS ?? 0, $1.0.id) }
        guard let usual = spoken.compactMap(\.1.medianPauseUS).max() else { return }
        var pauses = spoken.flatMap(\.1.longPauses)
        var latest: EntryTally?
        for (_, tally) in spoken {
            if let before = latest, let from = before.lastUS, let to = tally.firstUS,
                to - from >= PauseTable.longUS
            {
                pauses.append(
                    .init(
                        fromUS: from,
                        toUS: to,
                        before: before.lastRecord,
                        after: tally.firstRecord
                    )
                )
            }
            if (tally.lastUS ?? .min) > (latest?.lastUS ?? .min) { latest = tally }
        }
        for pause in pauses.sorted(by: { $0.fromUS < $1.fromUS })
        where pause.toUS - pause.fromUS >= usual * Self.gapPauses && !isFilled(pause, spoken) {
            var row = GapRow(
                packageID: package.id,
                source: source.rawValue,
                fromUS: pause.fromUS,
                toUS: pause.toUS
            )
            row.usualUS = usual
            row.beforeRecordID = pause.before
            row.afterRecordID = pause.after
            rows.add(row)
        }
    }

    /// True if another entry of the source speaks within the pause.
    private func isFilled(_ pause: PauseTable.Pause, _ spoken: [(EntryRow, EntryTally)]) -> Bool {
        spoken.contains { _, tally in
            guard let first = tally.firstUS, let last = tally.lastUS else { return false }
            let isItself = tally.firstRecord <= pause.before && pause.before <= tally.lastRecord
            return !isItself && first < pause.toUS && last > pause.fromUS
                && !(first >= pause.toUS || last <= pause.fromUS)
        }
    }
}
