internal import CaseModel
internal import CaseStore
internal import GRDB

/// Tells the lives of a service once that several packages see parts of.
///
/// A run that one package sees begin and another sees end is one run, so the runs are told again
/// from the beginnings and ends of all of them.
struct OverlapRuns {
    let writer: CaseWriter

    func merge() throws {
        for (product, source) in [(Product.core, Source.coreLog), (.icap, .icapLog)] {
            for group in try OverlapGroups(writer: writer).groups(of: source.rawValue) {
                try merge(product, group)
            }
        }
    }

    private func merge(_ product: Product, _ group: [Int64]) throws {
        let packages = group.map(String.init).joined(separator: ", ")
        let rows = try writer.rows(
            """
            SELECT * FROM service_run_row WHERE package_id IN (\(packages)) AND product = ?
            ORDER BY id
            """,
            [product.rawValue]
        )
        guard Set(rows.map { $0["package_id"] as Int64 }).count > 1 else { return }
        var seen: Set<Int64> = []
        var events: [ServiceEvent] = []
        for row in rows {
            for event in [Self.start(row, product), Self.end(row, product)].compactMap({ $0 })
            where seen.insert(event.recordID).inserted {
                events.append(event)
            }
        }
        try writer.execute(
            "DELETE FROM service_run_row WHERE package_id IN (\(packages)) AND product = ?",
            [product.rawValue]
        )
        for var run in ServiceRuns.runs(of: events, product) {
            // One package has them all, since an outage lies between two runs of one.
            run.packageID = group[0]
            try writer.insert(run)
        }
    }

    private static func start(_ row: Row, _ product: Product) -> ServiceEvent? {
        guard let record: Int64 = row["start_record_id"], let timeUS: Int64 = row["started_us"]
        else { return nil }
        let how: String = row["how_started"]
        return ServiceEvent(
            packageID: row["package_id"],
            timeUS: timeUS,
            recordID: record,
            product: product,
            kind: how == "engines" ? "engine" : "start"
        )
    }

    private static func end(_ row: Row, _ product: Product) -> ServiceEvent? {
        let how: String = row["how_ended"]
        // The next start is told by the run that begins with it.
        guard how != "next-start", let record: Int64 = row["end_record_id"],
            let timeUS: Int64 = row["ended_us"]
        else { return nil }
        return ServiceEvent(
            packageID: row["package_id"],
            timeUS: timeUS,
            recordID: record,
            product: product,
            kind: how
        )
    }
}
