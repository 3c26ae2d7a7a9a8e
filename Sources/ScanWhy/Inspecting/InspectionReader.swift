package import CaseModel
package import CaseStore
internal import GRDB
internal import Rules

/// Reads what is in the packages of a case, what was understood of it, and what was not.
package struct InspectionReader {
    private let reader: SealedReader
    private let limits: Limits

    /// `limits` are those the case was made with; they name the values of limits that were reached.
    package init(_ reader: SealedReader, limits: Limits = Limits()) {
        self.reader = reader
        self.limits = limits
    }

    /// In the order of packages and paths, whatever the order in which they were read.
    package func inspection(toolVersion: String) throws -> Inspection {
        try reader.read(subject: "inspection") { db in
            let labels = try PackageLabels(db)
            let kept = try StoredNotes(db)
            let notes = try NoteReading(db, labels)
            return Inspection(
                tool: Assessment.Tool(
                    version: toolVersion,
                    rulesDigest: kept[ResultStore.Key.digest] ?? ""
                ),
                packages: try PackageReading(db, labels).packages,
                entries: try Self.entries(db, labels),
                coverage: try Self.coverage(db, labels),
                unknownLines: try Self.unknownLines(db, labels),
                notes: notes.notes,
                limitsReached: notes.limits(limits)
            )
        }
    }

    private static func entries(_ db: Database, _ labels: PackageLabels) throws
        -> [Inspection.Entry]
    {
        let sql = """
            SELECT package_id, path, role, source, format, why, size_bytes, lines, unparsed_lines
            FROM entry
            """
        let entries = try Row.fetchAll(db, sql: sql).map { row in
            let lines: Int = row["lines"]
            let isEmpty = row["role"] as String == "empty"
            return Inspection.Entry(
                package: labels.id(of: row["package_id"]) ?? "",
                path: row["path"],
                role: (row["source"] as String?) ?? (isEmpty ? "empty" : nil),
                format: row["format"],
                why: row["why"],
                sizeBytes: row["size_bytes"],
                lines: lines > 0 ? lines : nil,
                unparsedLines: lines > 0 ? row["unparsed_lines"] : nil
            )
        }
        return entries.sorted { ($0.package, $0.path, $0.why) < ($1.package, $1.path, $1.why) }
    }

    /// Forms that are shown; a new version of a product has a few, a foreign log thousands.
    private static let unknownForms = 10

    /// Records without a head: their shapes have neither level nor component nor id.
    private static func unknownLines(_ db: Database, _ labels: PackageLabels) throws
        -> [Inspection.UnknownLines]
    {
        let sql = """
            SELECT shape.package_id AS package_id, shape.text AS text, shape.count AS count,
                entry.path AS path, record.line AS line
            FROM shape
            JOIN record ON record.id =
                (SELECT min(record_id) FROM by_shape WHERE by_shape.shape_id = shape.id)
            JOIN entry ON entry.id = record.entry_id
            WHERE shape.level IS NULL AND shape.component IS NULL AND shape.msgid IS NULL
            ORDER BY shape.count DESC, shape.package_id, record.id LIMIT :most
            """
        return try Row.fetchAll(db, sql: sql, arguments: ["most": unknownForms]).map { row in
            Inspection.UnknownLines(
                package: labels.id(of: row["package_id"]) ?? "",
                shape: row["text"],
                count: row["count"],
                entry: row["path"],
                line: row["line"]
            )
        }
    }

    /// What each package covers, and then the sources that none has.
    private static func coverage(_ db: Database, _ labels: PackageLabels) throws
        -> [Inspection.Coverage]
    {
        let sql = "SELECT package_id, source, from_us, to_us, complete, why FROM coverage"
        let covered = try Row.fetchAll(db, sql: sql).compactMap { row -> Inspection.Coverage? in
            guard let source = Source(rawValue: row["source"]) else { return nil }
            return Inspection.Coverage(
                package: labels.id(of: row["package_id"]),
                source: source,
                fromUS: row["from_us"],
                toUS: row["to_us"],
                complete: row["complete"],
                why: row["why"]
            )
        }
        let present = Set(covered.map(\.source))
        let missing = Source.allCases.filter { !present.contains($0) }.map {
            Inspection.Coverage(source: $0, complete: false, why: "in none of the packages")
        }
        return covered.sorted { order($0) < order($1) } + missing
    }

    private static func order(_ coverage: Inspection.Coverage) -> (String, Int, Int64, String) {
        let place = Source.allCases.firstIndex(of: coverage.source) ?? 0
        return (coverage.package ?? "", place, coverage.fromUS ?? 0, coverage.why ?? "")
    }
}
