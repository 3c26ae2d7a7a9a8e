internal import CaseModel
internal import GRDB
internal import Rules

/// Reads where the statements of findings can be opened.
struct EvidenceReading {
    private var byFinding: [String: [Assessment.Evidence]] = [:]

    init(_ db: Database, _ labels: PackageLabels) throws {
        let ids = labels.ids
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT evidence_row.*, message.text AS documented
                FROM evidence_row LEFT JOIN message ON message.msgid = evidence_row.msgid
                ORDER BY finding_id, position
                """
        )
        while let row = try cursor.next() {
            let name: String = row["package"]
            let package = ids[name] ?? name
            let evidence = Self.absence(row, package) ?? Self.passage(row, package)
            guard let evidence else { continue }
            byFinding[row["finding_id"], default: []].append(evidence)
        }
    }

    subscript(finding: String) -> [Assessment.Evidence] { byFinding[finding] ?? [] }

    private static func passage(_ row: Row, _ package: String) -> Assessment.Evidence? {
        guard let kind = Assessment.Evidence.Passage.Kind(rawValue: row["kind"]) else { return nil }
        return .passage(
            Assessment.Evidence.Passage(
                kind: kind,
                package: package,
                entry: row["entry"] ?? "",
                line: row["line"],
                byteOffset: row["byte_offset"],
                row: row["row"],
                key: row["key"],
                timeUS: row["time_us"],
                msgid: row["msgid"],
                documented: row["documented"],
                text: row["text"]
            )
        )
    }

    private static func absence(_ row: Row, _ package: String) -> Assessment.Evidence? {
        guard let name = row["source"] as String?, let source = Source(rawValue: name),
            let from = row["from_us"] as Int64?, let to = row["to_us"] as Int64?
        else { return nil }
        return .absence(
            Assessment.Evidence.Absence(
                source: source,
                fromUS: from,
                toUS: to,
                lastBefore: edge(row["before_entry"], row["before_line"], package),
                firstAfter: edge(row["after_entry"], row["after_line"], package),
                searchedFor: "any line"
            )
        )
    }

    private static func edge(_ entry: String?, _ line: Int?, _ package: String)
        -> Assessment.Evidence.Absence.Edge?
    {
        guard let entry, let line else { return nil }
        return Assessment.Evidence.Absence.Edge(package: package, entry: entry, line: line)
    }
}
