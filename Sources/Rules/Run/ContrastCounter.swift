internal import CaseModel
internal import CaseStore
internal import GRDB

/// Counts how many failed, and of how many, inside and outside the time of a cause.
///
/// Scans are counted by the minute, since a case holds millions of them and a few thousand minutes;
/// expected scans by the second.
struct ContrastCounter {
    typealias Contrast = RuleResults.Finding.Contrast

    private struct Bin: Hashable {
        /// Nil where the family is one of all packages together.
        var package: Int64?
        /// Minutes or seconds since 1970 UTC.
        var slot: Int64
    }

    private struct Failed {
        var bin: Bin
        var code: Int64?
        var count: Int64
    }

    private var all: [Bin: Int64] = [:]
    private var failed: [Failed] = []
    private var packages: [RowKey: Int64] = [:]
    private let slotUS: Int64

    /// What happened in the case that the symptoms of a family are a part of.
    init(_ family: String, in reader: SealedReader) throws {
        let inScans = family == "failed-to-scan"
        slotUS = inScans ? 60_000_000 : 1_000_000
        try reader.read(subject: "contrast") { db in
            let cursor = try Row.fetchCursor(db, sql: inScans ? Self.allScans : Self.allEvents)
            while let row = try cursor.next() {
                all[Bin(package: row[0], slot: row[1]), default: 0] += row[2]
            }
            let sql = inScans ? Self.failedScans : Self.failedEvents
            let symptoms = try Row.fetchCursor(db, sql: sql, arguments: [family])
            while let row = try symptoms.next() {
                let bin = Bin(package: row[0], slot: row[1])
                failed.append(Failed(bin: bin, code: row[2], count: 1))
                if let package = bin.package {
                    packages[RowKey(kind: row[3], id: row[4])] = package
                }
            }
        }
    }

    /// The packages whose scans the subjects are; empty where that is not known.
    func packages(of subjects: some Sequence<RowKey>) -> Set<Int64> {
        Set(subjects.compactMap { $0.kind == "package" ? $0.id : packages[$0] })
    }

    /// Nil if nothing happened inside that time; `codes` restricts what counts as failed.
    func contrast(_ span: RuleRows.Span, packages: Set<Int64>, codes: [Int64]) -> Contrast? {
        var counted = Contrast(insideHits: 0, insideAll: 0, outsideHits: 0, outsideAll: 0)
        let slots = span.fromUS / slotUS...max(span.fromUS, span.toUS ?? .max) / slotUS
        func concerns(_ bin: Bin) -> Bool {
            packages.isEmpty || bin.package.map { packages.contains($0) } ?? true
        }
        for (bin, count) in all where concerns(bin) {
            if slots.contains(bin.slot) {
                counted.insideAll += count
            } else {
                counted.outsideAll += count
            }
        }
        for one in failed where concerns(one.bin) {
            guard codes.isEmpty || one.code.map({ codes.contains($0) }) ?? false else { continue }
            if slots.contains(one.bin.slot) {
                counted.insideHits += one.count
            } else {
                counted.outsideHits += one.count
            }
        }
        // What was read from several sources may stand in one minute here and in the next there.
        counted.insideAll = max(counted.insideAll, counted.insideHits)
        counted.outsideAll = max(counted.outsideAll, counted.outsideHits)
        return counted.insideAll > 0 ? counted : nil
    }

    private static let allScans = """
        SELECT shape.package_id, minute.minute, sum(minute.count)
        FROM shape JOIN minute ON minute.shape_id = shape.id
        WHERE shape.component LIKE 'core.%'
            AND (shape.text LIKE 'Processing finished%' OR shape.text LIKE 'Scan finished%')
        GROUP BY 1, 2
        UNION ALL
        SELECT scan.package_id, scan.finished_us / 60000000, count(*) FROM scan
        WHERE scan.locator_id IS NOT NULL AND scan.finished_us IS NOT NULL GROUP BY 1, 2
        """

    private static let failedScans = """
        SELECT scan.package_id, symptom.time_us / 60000000, scan.result_code,
            symptom.subject_kind, symptom.subject_id
        FROM symptom JOIN scan ON scan.id = symptom.scan_id
        WHERE symptom.family = ? AND NOT symptom.policy AND symptom.time_us IS NOT NULL
        """

    private static let allEvents = """
        SELECT NULL, time_us / 1000000, count(*) FROM expected_event
        WHERE time_us IS NOT NULL GROUP BY 2
        """

    private static let failedEvents = """
        SELECT NULL, time_us / 1000000, NULL, subject_kind, subject_id FROM symptom
        WHERE family = ? AND time_us IS NOT NULL
        """
}

extension RuleResults.Finding.Contrast {
    /// True if there is enough outside: three failures to be expected, were it as inside, or two
    /// that happened among twenty.
    var canCompare: Bool {
        Double(insideHits) * Double(outsideAll) >= 3 * Double(insideAll)
            || (outsideHits >= 2 && outsideAll >= 20)
    }

    /// True where failures were twice as frequent inside as outside.
    ///
    /// Where there is too little outside to compare, it is false only if of a thousand or more
    /// inside fewer than a tenth failed.
    var shows: Bool {
        guard insideAll > 0 else { return true }
        guard canCompare else { return insideAll < 1000 || 10 * insideHits >= insideAll }
        // Shares compared without dividing.
        return Double(insideHits) * Double(outsideAll)
            > 2 * Double(outsideHits) * Double(insideAll)
    }
}
