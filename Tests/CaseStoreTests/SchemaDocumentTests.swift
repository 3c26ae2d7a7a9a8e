import CaseModel
import CaseStore
import Foundation
import GRDB
import Testing

@Suite struct SchemaDocumentTests {
    /// The page in the tree; `RECORD=1` writes it anew.
    private static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/schema.md").standardized

    @Test func `the page of the schema is that of the SQL`() throws {
        let expected = SchemaDocument.markdown
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try expected.write(to: Self.page, atomically: true, encoding: .utf8)
            Issue.record("docs/schema.md was written anew; read git diff")
            return
        }
        let actual = try String(contentsOf: Self.page, encoding: .utf8)
        #expect(actual == expected, "run RECORD=1 script/test --filter SchemaDocumentTests")
    }

    @Test func `the page has every view with the columns that SQLite sees`() throws {
        let documented = SchemaDocument.views + SchemaDocument.resultViews
        #expect(documented.count >= 30)
        let (names, columns) = try emptyCase { db in
            let names = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name"
            )
            let columns = try documented.map { view in
                try String.fetchAll(
                    db,
                    sql: "SELECT name FROM pragma_table_info(?) ORDER BY cid",
                    arguments: [view.name]
                )
            }
            return (names, columns)
        }
        #expect(documented.map(\.name).sorted() == names)
        for (view, seen) in zip(documented, columns) {
            #expect(view.columns.map(\.name) == seen, "\(view.name)")
        }
    }

    @Test func `every view says what it holds`() {
        for view in SchemaDocument.views + SchemaDocument.resultViews {
            #expect(view.comment.hasSuffix("."), "\(view.name) has no sentence above it")
            #expect(view.columns.contains { !$0.comment.isEmpty }, "\(view.name)")
        }
    }

    @Test func `the queries of the page run and keep its law`() throws {
        #expect(SchemaDocument.examples.count >= 5)
        try withEmptyCase { reader in
            for example in SchemaDocument.examples {
                let rows = try reader.rows(
                    foreign: example.sql,
                    steps: 1_000_000,
                    subject: example.question
                )
                #expect(rows.isEmpty, "an empty case has no answer to: \(example.question)")
                let plan = try reader.plan(of: example.sql, subject: example.question)
                #expect(!plan.contains { $0.hasPrefix("SCAN record_row") }, "\(example.question)")
                #expect(!plan.contains { $0.hasPrefix("SCAN scan_row") }, "\(example.question)")
            }
        }
    }

    @Test func `columns are found over several lines and in parentheses`() throws {
        let sql = """
            -- Not about the view.

            -- One thing,
            -- or another.
            CREATE VIEW thing AS SELECT
                row.id AS id, -- row id
                coalesce(row.a,
                    (SELECT max(b), -- the larger
                    c FROM other)) AS a, -- or b
                last
            FROM row;
            """
        let view = try #require(SchemaDocument.views(in: sql).first)
        #expect(view.comment == "One thing, or another.")
        #expect(view.columns.map(\.name) == ["id", "a", "last"])
        #expect(view.columns.map(\.comment) == ["row id", "the larger or b", ""])
    }

    private func emptyCase<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try withEmptyCase { reader in try reader.read { db in try body(db) } }
    }

    /// A case into which nothing was read.
    private func withEmptyCase<Result>(_ body: (SealedReader) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "scanwhy-schema-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // A folder left in the temporary directory does no harm.
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "empty.case").path
        let (file, _) = try CaseFile.create(at: path, limits: Limits()) { _ in true }
        return try body(try SealedReader(file))
    }
}
