internal import CaseModel
internal import CaseStore
internal import GRDB

/// Sets the times of packages straight whose clocks differ, before anything joins by time.
///
/// Zones were applied when each package was read. What is left is a clock that was wrong, or a zone
/// that nobody named: of any size, and told by what two packages both know.
struct ClockAgreement {
    let writer: CaseWriter

    private struct Edge {
        var from: Int64
        var to: Int64
        var estimate: ClockEstimate
    }

    func write() throws {
        let packages = try packagesByTrust()
        guard packages.count > 1 else { return }
        let estimates = try ClockAnchors(writer: writer).estimates()
        var edges = estimates.flatMap { pair, estimate in
            var back = estimate
            back.skewUS = -estimate.skewUS
            return [
                Edge(from: pair.first, to: pair.second, estimate: estimate),
                Edge(from: pair.second, to: pair.first, estimate: back),
            ]
        }
        edges = try sameInstances() + edges
        // The best known difference is followed first, whatever order the table had.
        edges.sort {
            ($1.estimate.anchors, $0.from, $0.to) < ($0.estimate.anchors, $1.from, $1.to)
        }
        var skewUS: [Int64: Int64] = [:]
        for root in packages where skewUS[root] == nil {
            skewUS[root] = 0
            while let edge = edges.first(where: { skewUS[$0.from] != nil && skewUS[$0.to] == nil })
            {
                let skew = (skewUS[edge.from] ?? 0) + edge.estimate.skewUS
                skewUS[edge.to] = skew
                try store(skew, edge)
            }
        }
    }

    /// Packages that hold the same lines have one clock, whatever else they tell of.
    private func sameInstances() throws -> [Edge] {
        let sql = """
            SELECT one.package_id AS own, two.package_id AS other,
                sum(overlap_row.records) AS records
            FROM overlap_row JOIN entry_row AS one ON one.id = overlap_row.entry_id
            JOIN entry_row AS two ON two.id = overlap_row.other_id
            WHERE one.package_id <> two.package_id GROUP BY 1, 2 ORDER BY 1, 2
            """
        return try writer.rows(sql).flatMap { row in
            let (own, other): (Int64, Int64) = (row["own"], row["other"])
            let estimate = ClockEstimate(equalIn: row["records"])
            return [
                Edge(from: own, to: other, estimate: estimate),
                Edge(from: other, to: own, estimate: estimate),
            ]
        }
    }

    /// The clock that the others are measured by comes first: one with a known zone, that of a log
    /// before that of an export, Core's own.
    private func packagesByTrust() throws -> [Int64] {
        try writer.rows(
            """
            SELECT package_row.id FROM package_row
            JOIN clock_row ON clock_row.package_id = package_row.id
            ORDER BY clock_row.how = 'none',
                NOT EXISTS (SELECT 1 FROM entry_row
                    WHERE entry_row.package_id = package_row.id AND entry_row.role = 'records'),
                CASE package_row.product WHEN 'core' THEN 0 WHEN 'icap' THEN 1 ELSE 2 END,
                package_row.id
            """
        ).map { $0[0] }
    }

    private func store(_ skewUS: Int64, _ edge: Edge) throws {
        try writer.execute(
            """
            UPDATE clock_row SET skew_us = ?, spread_us = ?, anchors = ?, against_id = ?
            WHERE package_id = ?
            """,
            [skewUS, edge.estimate.spreadUS, edge.estimate.anchors, edge.from, edge.to]
        )
        guard skewUS != 0 else { return }
        try LocalTimes.shift(allOf: edge.to, by: skewUS, writer)
        let note = NoteRow(
            packageID: edge.to,
            entryPath: "",
            kind: Note.Kind.clock.rawValue,
            text: "its clock was \(SpanText.words(us: skewUS)) \(skewUS > 0 ? "ahead" : "behind"), "
                + "as \(edge.estimate.anchors) things tell that another package knows too; "
                + "its times were set right"
        )
        try writer.insert(note)
    }
}
