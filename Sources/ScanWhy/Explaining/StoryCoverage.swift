internal import CaseModel
internal import GRDB
internal import Rules

/// Over which times each source of the case speaks.
struct StoryCoverage {
    private struct Stretch {
        var range: ClosedRange<Int64>?
        var isComplete: Bool
        var why: String
    }

    private var stretches: [Source: [Stretch]] = [:]

    init(_ db: Database) throws {
        let sql = """
            SELECT source, from_us, to_us, complete, why FROM coverage
            ORDER BY source, from_us, to_us, why
            """
        for row in try Row.fetchAll(db, sql: sql) {
            guard let source = Source(rawValue: row[0]) else { continue }
            var stretch = Stretch(range: nil, isComplete: row[3], why: row[4])
            if let from = row[1] as Int64?, let to = row[2] as Int64?, from <= to {
                stretch.range = from...to
            }
            stretches[source, default: []].append(stretch)
        }
    }

    func has(_ source: Source) -> Bool { stretches[source] != nil }

    /// What none of `sources`, any of which would do, can tell of the times in `windows`.
    func gaps(of sources: [Source], in windows: [ClosedRange<Int64>]) -> [Story.Gap] {
        guard let wanted = sources.first, !windows.isEmpty else { return [] }
        let present = sources.filter(has)
        guard !present.isEmpty else {
            return [
                Story.Gap(
                    source: wanted,
                    fromUS: windows.first?.lowerBound,
                    toUS: windows.last?.upperBound,
                    why: "no package of the case holds it",
                    collect: wanted.collectable.sentence
                )
            ]
        }
        let spoken = present.flatMap { stretches[$0] ?? [] }
        let inferred = spoken.lazy.compactMap { CoverageWhy.inference(in: $0.why) }.first
        let silent = windows.flatMap { Self.uncovered($0, spoken.compactMap(\.range)) }
        var gaps = silent.map {
            Story.Gap(
                source: present[0],
                fromUS: $0.lowerBound,
                toUS: $0.upperBound,
                why: "it does not reach over the time in question"
                    + (inferred.map { " (inferred: \($0))" } ?? ""),
                collect: present[0].collectable.sentence
            )
        }
        // A damaged source counts only where no whole one of the same window stands beside it.
        for source in present where !isWhole(present, in: windows) {
            for stretch in stretches[source] ?? [] where !stretch.isComplete {
                gaps.append(Story.Gap(source: source, why: "it is not whole: \(stretch.why)"))
            }
        }
        return gaps
    }

    /// True if whole sources alone reach over all windows.
    func isWhole(_ sources: [Source], in windows: [ClosedRange<Int64>]) -> Bool {
        let whole = sources.flatMap { stretches[$0] ?? [] }.filter(\.isComplete)
        return windows.allSatisfy { Self.uncovered($0, whole.compactMap(\.range)).isEmpty }
    }

    private static func uncovered(_ window: ClosedRange<Int64>, _ ranges: [ClosedRange<Int64>])
        -> [ClosedRange<Int64>]
    {
        var open: [ClosedRange<Int64>] = []
        var from = window.lowerBound
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard range.upperBound >= from else { continue }
            guard range.lowerBound <= window.upperBound else { break }
            if range.lowerBound > from { open.append(from...range.lowerBound) }
            from = range.upperBound
            if from >= window.upperBound { return open }
        }
        return open + [from...window.upperBound]
    }
}
