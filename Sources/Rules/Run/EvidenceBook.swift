internal import CaseModel
internal import CaseStore
internal import GRDB

/// Where each piece of evidence can be opened.
struct EvidenceBook {
    private var places: [RowKey: RuleResults.Evidence] = [:]

    /// Looks all `keys` up without their text; those that do not exist are left out.
    init(_ keys: Set<RowKey>, in reader: SealedReader) throws {
        try reader.read(subject: "evidence") { db in
            let packages = try PackageLabels(db)
            for (kind, ids) in keys.idLists() {
                guard let sql = Self.sql[kind] else { continue }
                let rows = try Row.fetchAll(db, sql: sql, arguments: [ids])
                let edges = kind == "gap" ? try Self.edges(of: rows, db) : [:]
                for row in rows {
                    places[RowKey(kind: kind, id: row[0])] =
                        kind == "gap"
                        ? Self.silence(row, edges, packages) : Self.place(row, packages)
                }
            }
        }
    }

    subscript(key: RowKey) -> RuleResults.Evidence? { places[key] }

    /// The best `limit` of `keys` in the order of time, then of place, with their text.
    ///
    /// What most hits rest on is kept first, so that the line of the cause itself is never lost
    /// among those of its thousand victims.
    func best(_ keys: [RowKey: Int], limit: Int, in reader: SealedReader) throws
        -> [RuleResults.Evidence]
    {
        let ranked = keys.sorted { left, right in
            left.value != right.value ? left.value > right.value : precedes(left.key, right.key)
        }
        var kept = ranked.prefix(limit).map(\.key)
        kept.sort(by: precedes)
        let texts = try Self.texts(Set(kept), in: reader)
        return kept.compactMap { key in
            guard var place = places[key] else { return nil }
            if let text = texts[key] { place.text = text }
            return place
        }
    }

    /// By time, those without last, then by place.
    private func precedes(_ left: RowKey, _ right: RowKey) -> Bool {
        guard let one = places[left], let two = places[right] else { return left < right }
        // Times differ nearly always, and are far cheaper to compare than the rest.
        let (early, late) = (one.timeUS ?? .max, two.timeUS ?? .max)
        if early != late { return early < late }
        return Self.order(one) < Self.order(two)
    }

    private static func order(_ place: RuleResults.Evidence) -> (
        String, String, Int64, Int64, String
    ) {
        (
            place.package, place.entry ?? "", place.line ?? 0, place.row ?? 0, place.key ?? ""
        )
    }

    private static let sql = [
        "record": """
        SELECT record.id, entry.package_id, entry.path, record.line, record.byte_offset,
            NULL, NULL, record.time_us, record.msgid
        FROM record JOIN entry ON entry.id = record.entry_id
        WHERE record.id IN (SELECT value FROM json_each(?))
        """,
        "locator": """
        SELECT locator.id, entry.package_id, entry.path, locator.line, locator.byte_offset,
            locator.row, locator.key, NULL, NULL
        FROM locator JOIN entry ON entry.id = locator.entry_id
        WHERE locator.id IN (SELECT value FROM json_each(?))
        """,
        "gap": """
        SELECT id, package_id, source, from_us, to_us, before_record_id, after_record_id
        FROM gap WHERE id IN (SELECT value FROM json_each(?))
        """,
    ]

    private static func place(_ row: Row, _ packages: PackageLabels) -> RuleResults.Evidence {
        let number: Int64? = row[5]
        let key: String? = row[6]
        let kind = number != nil ? "row" : key != nil ? "key" : "line"
        return RuleResults.Evidence(
            kind: kind,
            package: packages.label(of: row[1]) ?? "",
            entry: row[2],
            line: row[3],
            byteOffset: row[4],
            row: number,
            key: key,
            timeUS: row[7],
            msgid: row[8]
        )
    }

    /// The lines around silences, looked up apart from the gaps: an outer join with the records
    /// would read all of them.
    private static func edges(of gaps: [Row], _ db: Database) throws -> [Int64: (String, Int64)] {
        let ids = gaps.flatMap { row -> [RowKey] in
            let edges: [Int64?] = [row[5], row[6]]
            return edges.compactMap { $0 }.map { RowKey(kind: "record", id: $0) }
        }
        var edges: [Int64: (String, Int64)] = [:]
        for (_, list) in ids.idLists() {
            for row in try Row.fetchAll(db, sql: sql["record"] ?? "", arguments: [list]) {
                edges[row[0]] = (row[2], row[3])
            }
        }
        return edges
    }

    private static func silence(
        _ row: Row,
        _ edges: [Int64: (String, Int64)],
        _ packages: PackageLabels
    ) -> RuleResults.Evidence {
        let before = (row[5] as Int64?).flatMap { edges[$0] }
        let after = (row[6] as Int64?).flatMap { edges[$0] }
        let silence = RuleResults.Silence(
            source: row[2],
            fromUS: row[3],
            toUS: row[4],
            beforeEntry: before?.0,
            beforeLine: before?.1,
            afterEntry: after?.0,
            afterLine: after?.1
        )
        let from = UTCText.seconds(silence.fromUS)
        let to = UTCText.seconds(silence.toUS)
        return RuleResults.Evidence(
            kind: "absence",
            package: packages.label(of: row[1]) ?? "",
            timeUS: silence.fromUS,
            text: "no line of \(silence.source) between \(from) and \(to)",
            silence: silence
        )
    }

    private static func texts(_ keys: Set<RowKey>, in reader: SealedReader) throws
        -> [RowKey: String]
    {
        try reader.read(subject: "evidence") { db in
            var texts: [RowKey: String] = [:]
            for (kind, ids) in keys.idLists() where kind != "gap" {
                let column = kind == "record" ? "message" : "text"
                let cursor = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT id, \(column) FROM \(kind)
                        WHERE id IN (SELECT value FROM json_each(?))
                        """,
                    arguments: [ids]
                )
                while let row = try cursor.next() {
                    texts[RowKey(kind: kind, id: row[0])] = row[1] ?? ""
                }
            }
            return texts
        }
    }
}
