internal import CaseModel
internal import GRDB

/// When each product had the file in its hands: what happens to it then happens to the file.
struct StoryWindows {
    /// Sorted and apart from each other, in microseconds UTC.
    private(set) var core: [ClosedRange<Int64>] = []
    private(set) var icap: [ClosedRange<Int64>] = []
    /// When somebody else says that Core had it: a scan ought to be found there.
    private(set) var asked: [ClosedRange<Int64>] = []

    /// A scan whose beginning or end nobody logged is looked for within this time.
    private static let scanUS: Int64 = 600_000_000
    /// The longest that Nutanix Files waits for an answer.
    private static let waitUS: Int64 = 240_000_000

    init(_ rows: StoryRows) {
        var finished: [Identifier: Int64] = [:]
        for scan in rows.scans {
            guard let id = scan["data_id"] as Identifier?, let end = scan["finished_us"] as Int64?
            else { continue }
            finished[id] = max(end, finished[id] ?? end)
        }
        for request in rows.requests { add(request, finished) }
        for event in rows.events where (event["request_id"] as Int64?) == nil { add(event) }
        asked = Self.merged(core)
        let asked = Set(rows.requests.compactMap { $0["data_id"] as Identifier? })
        for scan in rows.scans {
            if let id = scan["data_id"] as Identifier?, asked.contains(id) { continue }
            guard let end = scan["finished_us"] as Int64? else { continue }
            core.append(Self.range((scan["started_us"] as Int64?) ?? end - Self.scanUS, end))
        }
        core = Self.merged(core)
        icap = Self.merged(icap)
    }

    private mutating func add(_ request: Row, _ finished: [Identifier: Int64]) {
        guard let time = request["time_us"] as Int64? else { return }
        let answered: Int64 = request["answered_us"] ?? time
        icap.append(Self.range(time, answered))
        guard let id = request["data_id"] as Identifier? else {
            core.append(Self.range(time, answered))
            return
        }
        core.append(Self.range(time, max(answered, finished[id] ?? answered + Self.scanUS)))
    }

    /// A lock or a report that no request is known for.
    private mutating func add(_ event: Row) {
        let kind: String = event["kind"]
        if kind == "nutanix-lock", let lock = event["time_us"] as Int64? {
            core.append(Self.range(lock - Self.waitUS, lock))
            icap.append(Self.range(lock - Self.waitUS, lock))
        } else if let from = event["window_from_us"] as Int64?,
            let to = event["window_to_us"] as Int64?
        {
            core.append(Self.range(from, to))
            icap.append(Self.range(from, to))
        }
    }

    /// Two clocks may tell the end before the beginning.
    private static func range(_ from: Int64, _ to: Int64) -> ClosedRange<Int64> {
        min(from, to)...max(from, to)
    }

    private static func merged(_ ranges: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
        var merged: [ClosedRange<Int64>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, last.upperBound >= range.lowerBound {
                let end = max(last.upperBound, range.upperBound)
                merged[merged.count - 1] = last.lowerBound...end
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
