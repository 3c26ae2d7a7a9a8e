internal import CaseModel
internal import GRDB

/// Reads from when to when each source speaks, and when it was silent in between.
///
/// Packages of one instance that hold the same lines are one log: together they cover what neither
/// covers alone.
enum CoverageFacts {
    private struct Key: Hashable {
        var instance: Int64
        var source: String
    }

    static func coverage(_ db: Database) throws -> [Source: [CaseFacts.Coverage]] {
        let instances = try instances(db)
        let silences = try silences(db, instances)
        var coverage: [Source: [CaseFacts.Coverage]] = [:]
        var last: (key: Key, index: Int)?
        let sql = """
            SELECT package_id, source, from_us, to_us, complete, why FROM coverage
            ORDER BY source, package_id, from_us, to_us
            """
        let rows = try Row.fetchAll(db, sql: sql).map { row in
            let package: Int64 = row["package_id"]
            return (Key(instance: instances[package] ?? package, source: row["source"]), row)
        }.sorted {
            ($0.0.source, $0.0.instance, ($0.1["from_us"] as Int64?) ?? .min)
                < ($1.0.source, $1.0.instance, ($1.1["from_us"] as Int64?) ?? .min)
        }
        for (key, row) in rows {
            guard let source = Source(rawValue: key.source) else { continue }
            let one = CaseFacts.Coverage(
                fromUS: row["from_us"],
                toUS: row["to_us"],
                complete: row["complete"],
                why: row["why"],
                silences: silences[key] ?? []
            )
            if let (before, index) = last, before == key,
                let joined = joined(coverage[source]?[index], one)
            {
                coverage[source]?[index] = joined
            } else {
                coverage[source, default: []].append(one)
                last = (key, (coverage[source]?.count ?? 1) - 1)
            }
        }
        return coverage
    }

    /// Two times of one log as one, if they meet.
    private static func joined(_ early: CaseFacts.Coverage?, _ late: CaseFacts.Coverage)
        -> CaseFacts.Coverage?
    {
        guard var joined = early, let ends = joined.toUS, let begins = late.fromUS,
            let lateEnds = late.toUS, begins <= ends
        else { return nil }
        joined.toUS = max(ends, lateEnds)
        if joined.complete, !late.complete { joined.why = late.why }
        joined.complete = joined.complete && late.complete
        return joined
    }

    /// The first package of those that hold the same lines, for each of them.
    private static func instances(_ db: Database) throws -> [Int64: Int64] {
        let sql = """
            SELECT DISTINCT one.package_id, two.package_id FROM overlap
            JOIN entry AS one ON one.id = overlap.entry_id
            JOIN entry AS two ON two.id = overlap.other_id
            WHERE one.package_id <> two.package_id ORDER BY 1, 2
            """
        var instances: [Int64: Int64] = [:]
        for row in try Row.fetchAll(db, sql: sql) {
            let pair: [Int64] = [row[0], row[1]]
            let known = pair.map { instances[$0] ?? $0 }
            let first = known.min() ?? 0
            for package in pair { instances[package] = first }
            for (package, instance) in instances where known.contains(instance) {
                instances[package] = first
            }
        }
        return instances
    }

    /// A log is silent while its service is down, and that is known: such gaps hide nothing.
    private static func silences(_ db: Database, _ instances: [Int64: Int64]) throws
        -> [Key: [CaseFacts.Silence]]
    {
        let sql = """
            SELECT package_id, source, from_us, to_us FROM gap
            WHERE NOT EXISTS (
                SELECT 1 FROM outage WHERE gap.source LIKE outage.product || '-%'
                    AND outage.from_us <= gap.from_us AND outage.to_us >= gap.to_us)
            ORDER BY from_us, to_us
            """
        var silences: [Key: [CaseFacts.Silence]] = [:]
        for row in try Row.fetchAll(db, sql: sql) {
            let package: Int64 = row["package_id"]
            let key = Key(instance: instances[package] ?? package, source: row["source"])
            let silence = CaseFacts.Silence(fromUS: row["from_us"], toUS: row["to_us"])
            if let before = silences[key]?.last, before.toUS > silence.fromUS {
                let count = silences[key]?.count ?? 1
                silences[key]?[count - 1].toUS = max(before.toUS, silence.toUS)
            } else {
                silences[key, default: []].append(silence)
            }
        }
        return silences
    }
}
