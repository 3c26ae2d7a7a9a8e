internal import CaseStore
internal import GRDB

/// Things that two packages tell of, each with its own time: shared ids first, then contents and
/// names that stand once in both.
struct ClockAnchors {
    /// Two packages; the estimate is of the second's times against the first's.
    struct Pair: Hashable {
        var first: Int64
        var second: Int64

        var turned: Pair { Pair(first: second, second: first) }
    }

    let writer: CaseWriter

    /// What tells of clocks, the surest first.
    private enum Kind: CaseIterable {
        case scans, answers, requests, connections, contents, rowsOfContents, names, locks

        var order: ClockEstimate.Order {
            switch self {
            case .scans, .rowsOfContents: .same
            case .answers, .contents, .names: .laterByChance
            case .requests, .connections, .locks: .later
            }
        }

        /// Names are weaker than ids, and so more of them have to agree.
        var least: Int {
            switch self {
            case .scans, .answers, .requests, .connections: 3
            case .contents, .rowsOfContents, .names, .locks: 5
            }
        }

        var sql: String {
            switch self {
            case .scans: ClockAnchors.scans
            case .answers: ClockAnchors.answers
            case .requests: ClockAnchors.requests
            case .connections: ClockAnchors.connections
            case .contents: ClockAnchors.contents
            case .rowsOfContents: ClockAnchors.rowsOfContents
            case .names: ClockAnchors.names
            case .locks: ClockAnchors.locks
            }
        }
    }

    private struct Anchor {
        var firstUS: Int64
        var secondUS: Int64
        /// When the request of a lock began; nil for what is no lock.
        var askedUS: Int64?
        /// False for a lock whose request has no answer.
        var isAnswered = true
    }

    /// Anchors of one kind that are looked at; more make no estimate better.
    private static let most = 20_000
    private static let dayUS: Int64 = 86_400_000_000
    /// A job that comes each day comes within this of its hour.
    private static let jobUS: Int64 = 3_600_000_000

    func estimates() throws -> [Pair: ClockEstimate] {
        var estimates: [Pair: ClockEstimate] = [:]
        let known = try packagesOfKnownZone()
        let spoken = try spokenTimes()
        let waitUS = try shareWaitUS()
        for kind in Kind.allCases where try !joinsAll(estimates) {
            for (pair, anchors) in try anchors(kind)
            where estimates[pair] == nil && estimates[pair.turned] == nil {
                let isKnown = known.isSuperset(of: [pair.first, pair.second])
                var anchors = anchors
                if isKnown, kind == .contents || kind == .rowsOfContents {
                    anchors.removeAll { !Self.isHeardByBoth($0, pair, spoken) }
                }
                let estimate = Self.estimate(kind, anchors, waitUS: waitUS)
                guard let estimate, !isKnown || Self.mayMove(kind, estimate, anchors) else {
                    continue
                }
                estimates[pair] = estimate
            }
        }
        return estimates
    }

    private static func estimate(
        _ kind: Kind,
        _ anchors: [Anchor],
        waitUS: Int64?
    ) -> ClockEstimate? {
        guard kind == .locks else {
            let differences = anchors.map { $0.secondUS - $0.firstUS }
            return ClockEstimate(differences, kind.order, minimum: kind.least)
        }
        let locks = anchors.map {
            LockTime(
                askedUS: $0.askedUS ?? $0.firstUS,
                answeredUS: $0.isAnswered ? $0.firstUS : nil,
                lockedUS: $0.secondUS
            )
        }
        return LockTime.estimate(locks, waitUS: waitUS, minimum: kind.least)
    }

    /// How long shares wait for a scan; nil where no policy tells, or several tell different times.
    private func shareWaitUS() throws -> Int64? {
        let sql = """
            SELECT DISTINCT CAST(value AS INTEGER) AS seconds FROM setting_row
            WHERE replace(lower(key), '_', '') = 'scantimeoutintervalsecs'
                AND CAST(value AS INTEGER) BETWEEN 1 AND 240 LIMIT 2
            """
        let rows = try writer.rows(sql)
        guard rows.count == 1, let seconds: Int64 = rows[0]["seconds"] else { return nil }
        return seconds * 1_000_000
    }

    /// A job that takes the same files each night looks like a clock that is a day off.
    ///
    /// So contents move a clock of which the zone is known unless they came as a job does, and
    /// names only if no job can have brought them.
    private static func mayMove(
        _ kind: Kind,
        _ estimate: ClockEstimate,
        _ anchors: [Anchor]
    ) -> Bool {
        guard estimate.skewUS != 0 else { return true }
        let size = abs(estimate.skewUS)
        let fromJob = min(size % dayUS, dayUS - size % dayUS)
        switch kind {
        case .scans, .answers, .requests, .connections, .locks: return true
        case .names:
            let told = anchors.map(\.firstUS)
            let spanUS = (told.max() ?? 0) - (told.min() ?? 0)
            return estimate.anchors >= namesInStep && estimate.spreadUS <= stepUS
                && spanUS >= spanOfStepsUS
                && (fromJob > jobUS || size > longestStayUS || size < spanOfStepsUS)
        case .contents, .rowsOfContents:
            return size < dayUS / 2 || fromJob > jobUS
        }
    }

    /// Names that two packages tell in step are the same requests.
    ///
    /// In step is to a second or two over half an hour, and not by whole days: nothing that is done
    /// again takes as long each time. By less than half an hour no job can have brought them.
    private static let namesInStep = 10
    private static let stepUS: Int64 = 2_000_000
    private static let spanOfStepsUS: Int64 = 1_800_000_000
    /// Logs of two nights of a job lie in one case for so long at most.
    static let longestStayUS = 60 * dayUS

    /// True if each package speaks at the time that the other tells.
    ///
    /// Were both clocks right, then each would have heard of the other's time too; so it is the
    /// same event, and not another one of a job whose first part one log does not reach.
    private static func isHeardByBoth(
        _ anchor: Anchor,
        _ pair: Pair,
        _ spoken: [Int64: ClosedRange<Int64>]
    ) -> Bool {
        spoken[pair.first]?.contains(anchor.secondUS) == true
            && spoken[pair.second]?.contains(anchor.firstUS) == true
    }

    /// From when to when the histories of each package speak.
    private func spokenTimes() throws -> [Int64: ClosedRange<Int64>] {
        let sql = """
            SELECT package_id, min(from_us) AS from_us, max(to_us) AS to_us FROM coverage_row
            WHERE source IN ('core-log', 'core-history', 'icap-log', 'icap-history')
                AND from_us <= to_us
            GROUP BY package_id
            """
        return try writer.rows(sql).reduce(into: [:]) { spoken, row in
            let (from, to): (Int64, Int64) = (row["from_us"], row["to_us"])
            spoken[row["package_id"]] = from...to
        }
    }

    /// True if each package is joined to the others: weaker anchors would add nothing.
    private func joinsAll(_ estimates: [Pair: ClockEstimate]) throws -> Bool {
        let packages: [Int64] = try writer.rows("SELECT package_id FROM clock_row").map { $0[0] }
        var reached = Set(packages.prefix(1))
        var count = 0
        while reached.count > count {
            count = reached.count
            for pair in estimates.keys
            where reached.contains(pair.first) || reached.contains(pair.second) {
                reached.formUnion([pair.first, pair.second])
            }
        }
        return reached.count >= packages.count
    }

    private func packagesOfKnownZone() throws -> Set<Int64> {
        Set(try writer.rows("SELECT package_id FROM clock_row WHERE how <> 'none'").map { $0[0] })
    }

    /// In the order of the pairs.
    private func anchors(_ kind: Kind) throws -> [(Pair, [Anchor])] {
        var anchors: [Pair: [Anchor]] = [:]
        for row in try writer.rows(kind.sql, ["most": Self.most]) {
            let pair = Pair(first: row["first"], second: row["second"])
            anchors[pair, default: []].append(
                Anchor(
                    firstUS: row["told_first_us"],
                    secondUS: row["told_second_us"],
                    askedUS: kind == .locks ? row["asked_us"] : nil,
                    isAnswered: kind == .locks ? row["is_answered"] : true
                )
            )
        }
        return anchors.sorted { ($0.key.first, $0.key.second) < ($1.key.first, $1.key.second) }
            .map { ($0.key, $0.value) }
    }
}
