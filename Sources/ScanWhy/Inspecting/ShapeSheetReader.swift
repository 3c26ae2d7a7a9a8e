package import CaseModel
package import CaseStore
internal import GRDB
internal import Rules

/// Reads the shapes of a case and masks what may be a customer's.
package struct ShapeSheetReader {
    private let reader: SealedReader
    private let words = SharedWords()

    package init(_ reader: SealedReader) {
        self.reader = reader
    }

    package func sheet(toolVersion: String) throws -> ShapeSheet {
        try reader.read(subject: "shapes") { db in
            ShapeSheet(
                tool: Assessment.Tool(version: toolVersion, rulesDigest: RuleSet.embedded.digest),
                packages: try packages(db),
                files: try files(db),
                shapes: try shapes(db),
                unknownColumns: try unknownColumns(db)
            )
        }
    }

    private func packages(_ db: Database) throws -> [ShapeSheet.Package] {
        try Row.fetchAll(db, sql: "SELECT DISTINCT product, version FROM package ORDER BY 1, 2")
            .map { row in
                ShapeSheet.Package(
                    product: Product(rawValue: row[0]) ?? .unknown,
                    version: (row[1] as String?).map(words.versionMasked)
                )
            }
    }

    private func files(_ db: Database) throws -> [ShapeSheet.Files] {
        struct Key: Hashable {
            var pattern: String
            var role: String?
            var format: String?
        }
        var groups: [Key: ShapeSheet.Files] = [:]
        let sql = "SELECT path, source, format, lines, unparsed_lines FROM entry"
        for row in try Row.fetchAll(db, sql: sql) {
            let key = Key(pattern: words.masked(row[0]), role: row[1], format: row[2])
            var files =
                groups[key]
                ?? ShapeSheet.Files(
                    pattern: key.pattern,
                    role: key.role,
                    format: key.format,
                    count: 0,
                    lines: 0,
                    unparsedLines: 0
                )
            files.count += 1
            files.lines += row[3] as Int
            files.unparsedLines += row[4] as Int
            groups[key] = files
        }
        return groups.values.sorted {
            ($0.pattern, $0.role ?? "", $0.format ?? "")
                < ($1.pattern, $1.role ?? "", $1.format ?? "")
        }
    }

    private func shapes(_ db: Database) throws -> [ShapeSheet.Shape] {
        var counts: [ShapeSheet.Shape: Int] = [:]
        let sql = "SELECT level, component, msgid, text, count FROM shape"
        for row in try Row.fetchAll(db, sql: sql) {
            let component = (row[1] as String?).map {
                SharedWords.isComponent($0) ? $0 : words.masked($0)
            }
            let shape = ShapeSheet.Shape(
                level: row[0],
                component: component,
                msgid: row[2],
                text: words.masked(row[3]),
                count: 0
            )
            counts[shape, default: 0] += row[4] as Int
        }
        return counts.map { shape, count in
            var shape = shape
            shape.count = count
            return shape
        }.sorted {
            ($1.count, $0.text, $0.component ?? "", $0.msgid ?? 0, $0.level ?? 0)
                < ($0.count, $1.text, $1.component ?? "", $1.msgid ?? 0, $1.level ?? 0)
        }
    }

    private func unknownColumns(_ db: Database) throws -> [String] {
        let sql = "SELECT text FROM note WHERE kind = 'unknown-column'"
        let names = try String.fetchAll(db, sql: sql).flatMap { text in
            text.split(separator: ":", maxSplits: 1).dropFirst().flatMap {
                $0.split(separator: ",").map { words.masked(String($0.drop { $0 == " " })) }
            }
        }
        return Set(names).sorted()
    }
}
