import GRDB
import Testing

@testable import CaseStore

@Suite struct ViewTests {
    @Test func `every view can be read without a function of ours`() throws {
        let cases = try TemporaryCase()
        try cases.create()
        try cases.plain { db in
            let views = try Self.views(of: db)
            #expect(views.count >= 30)
            for view in views {
                let rows = try Row.fetchAll(db, sql: "SELECT * FROM \"\(view)\"")
                #expect(rows.count >= 0, "\(view)")
            }
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM package") == 1)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM result_code") ?? 0 > 50)
        }
    }

    @Test func `a fresh case file breaks no constraint`() throws {
        let cases = try TemporaryCase()
        try cases.create()
        try cases.plain { db in
            let broken = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            #expect(broken.isEmpty)
            #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
        }
    }

    @Test func `every view says what it is for`() throws {
        let texts = Self.texts(in: Schema.views) + Self.texts(in: Schema.resultViews)
        #expect(texts.count >= 30)
        for text in texts { #expect(text.above.hasPrefix("-- "), "\(text.name)") }
    }

    @Test func `every column of every view has a comment`() throws {
        let cases = try TemporaryCase()
        try cases.create()
        let texts = Self.texts(in: Schema.views) + Self.texts(in: Schema.resultViews)
        try cases.plain { db in
            for view in try Self.views(of: db) {
                let text = try #require(texts.first { $0.name == view }, "\(view)")
                for column in try db.columns(in: view).map(\.name) {
                    #expect(
                        text.lines.contains { Self.comments($0, on: column) },
                        "\(view).\(column)"
                    )
                }
            }
        }
    }

    private struct ViewText {
        var name: String
        var above: String
        var lines: [String]
    }

    private static func views(of db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name"
        )
    }

    private static func texts(in sql: String) -> [ViewText] {
        let lines = sql.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return lines.indices.compactMap { index in
            guard lines[index].hasPrefix("CREATE VIEW ") else { return nil }
            let name = lines[index].split(separator: " ")[2]
            let end = lines[index...].firstIndex { $0.hasSuffix(";") } ?? lines.endIndex
            return ViewText(
                name: String(name),
                above: index > 0 ? lines[index - 1] : "",
                lines: Array(lines[index..<end])
            )
        }
    }

    /// True if the line ends a column of that name and says something about it.
    private static func comments(_ line: String, on column: String) -> Bool {
        guard let mark = line.firstRange(of: "-- ") else { return false }
        let sql = line[..<mark.lowerBound].filter { $0 != "," }
        let word = sql.split { $0 == " " || $0 == "." }.last
        return word.map(String.init) == column && line[mark.upperBound...].count > 3
    }
}
