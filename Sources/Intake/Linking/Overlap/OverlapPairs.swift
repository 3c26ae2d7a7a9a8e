internal import CaseModel
internal import CaseStore
internal import GRDB

/// Which entries may hold lines that an earlier one holds too: of one source, of packages that may
/// be of one instance, and overlapping in time.
struct OverlapPairs {
    /// A log as far as comparing needs it; times are as its lines have them.
    struct Place {
        var entry: Int64
        var package: Int64
        var firstUS: Int64
        var lastUS: Int64
        var source: Source?
        fileprivate var path: String
        /// The source, or the product of the package where there is none.
        fileprivate var kind: String
        fileprivate var instance: String?
    }

    /// An entry and the earlier ones it overlaps, by their packages.
    struct Later {
        var own: Place
        var others: [(package: Int64, entries: [Place])]
    }

    let writer: CaseWriter

    func later() throws -> [Later] {
        let byKind = Dictionary(grouping: try places(), by: \.kind)
        var later: [Later] = []
        for kind in byKind.keys.sorted() {
            let places = byKind[kind] ?? []
            for (index, own) in places.enumerated() {
                let others = places[..<index].filter { Self.mayOverlap(own, $0) }
                guard !others.isEmpty else { continue }
                let byPackage = Dictionary(grouping: others, by: \.package)
                later.append(
                    Later(
                        own: own,
                        others: byPackage.sorted { $0.key < $1.key }
                            .map { (package: $0.key, entries: $0.value) }
                    )
                )
            }
        }
        return later
    }

    private func places() throws -> [Place] {
        let rows = try writer.rows(
            """
            SELECT entry_row.id AS id, package_id, first_us, last_us, source, path, instance,
                coalesce(source, product) AS kind
            FROM entry_row JOIN package_row ON package_row.id = entry_row.package_id
            WHERE role = 'records' AND records > 0 AND first_us IS NOT NULL
                AND last_us IS NOT NULL
            ORDER BY package_id, entry_row.id
            """
        )
        return rows.map { row in
            let source: String? = row["source"]
            return Place(
                entry: row["id"],
                package: row["package_id"],
                firstUS: row["first_us"],
                lastUS: row["last_us"],
                source: source.flatMap(Source.init),
                path: row["path"],
                kind: row["kind"],
                instance: row["instance"]
            )
        }
    }

    private static func mayOverlap(_ own: Place, _ other: Place) -> Bool {
        guard own.firstUS <= other.lastUS, other.firstUS <= own.lastUS else { return false }
        if own.package == other.package, isRotation(own, other) { return false }
        if let first = own.instance, let second = other.instance, first != second { return false }
        // Each engine has a log of its own, and all of them speak at the same time.
        return own.source != .engineLog || stem(own.path) == stem(other.path)
    }

    /// True for parts of one log that share no more than the moment of rotation: less than a minute
    /// and a tenth of either.
    ///
    /// Comparing them would read all of both.
    private static func isRotation(_ own: Place, _ other: Place) -> Bool {
        let sharedUS = min(own.lastUS, other.lastUS) - max(own.firstUS, other.firstUS)
        let shorterUS = min(own.lastUS - own.firstUS, other.lastUS - other.firstUS)
        return sharedUS < 60_000_000 && sharedUS * 10 < shorterUS
            && stem(own.path) == stem(other.path)
    }

    /// The name of a log without its place and its rotation: `core` of `log/core.log.1`.
    private static func stem(_ path: String) -> Substring {
        let name = path.split { $0 == "/" || $0 == "!" }.last ?? ""
        return name.firstRange(of: ".log").map { name[..<$0.lowerBound] } ?? name
    }
}
