import CaseModel
import CaseStore
import Foundation
import GRDB
import Testing

@Suite struct SealedReaderTests {
    @Test(arguments: [
        "DELETE FROM entry_row", "INSERT INTO phrase_row VALUES (1, 'x')", "DROP VIEW entry",
        "CREATE TEMP TABLE own (a)", "CREATE TABLE own (a)", "PRAGMA user_version",
        "PRAGMA query_only = OFF", "ATTACH ':memory:' AS other", "VACUUM INTO 'copy'",
        "EXPLAIN SELECT 1", "BEGIN", "", "-- only words", "SELECT 1; DELETE FROM entry_row",
        "SELECT 1; SELECT 2", "WITH a AS (SELECT 1) DELETE FROM entry_row",
        "/* SELECT */ DELETE FROM entry_row",
    ])
    func `anything but one SELECT is refused`(_ sql: String) throws {
        let cases = try TemporaryCase()
        let reader = try SealedReader(try cases.create())
        let code = storeCode {
            _ = try reader.rows(foreign: sql, steps: 1_000_000, subject: "a query")
        }
        #expect(code == .refused)
        #expect(
            try reader.rows(foreign: "SELECT * FROM entry", steps: 1_000_000, subject: "q").count
                == 1
        )
    }

    @Test(arguments: [
        "SELECT id FROM entry", "WITH a AS (SELECT 1) SELECT * FROM a", "VALUES (1)",
        "-- words\n/* more */ select 1;",
    ])
    func `one SELECT is run however it is written`(_ sql: String) throws {
        let cases = try TemporaryCase()
        let reader = try SealedReader(try cases.create())
        #expect(try reader.rows(foreign: sql, steps: 1_000_000, subject: "q").count == 1)
    }

    @Test func `the connection itself cannot write either`() throws {
        let cases = try TemporaryCase()
        let reader = try SealedReader(try cases.create())
        for sql in ["DELETE FROM entry_row", "ATTACH ':memory:' AS other"] {
            #expect(throws: StoreError.self) { try reader.read { try $0.execute(sql: sql) } }
        }
        let code = storeCode { try reader.read { try $0.execute(sql: "DELETE FROM entry_row") } }
        #expect(code == .refused)
    }

    @Test func `a query that would never end is stopped`() throws {
        let cases = try TemporaryCase()
        let reader = try SealedReader(try cases.create())
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        let code = storeCode {
            _ = try reader.rows(
                foreign: endless + "SELECT count(*) FROM n",
                steps: 100_000,
                subject: "q"
            )
        }
        #expect(code == .stepLimit)
        #expect(try reader.rows(foreign: "SELECT 1", steps: 100_000, subject: "q").count == 1)
    }

    @Test func `more rows than asked for are told and not cut in silence`() throws {
        let cases = try TemporaryCase()
        let reader = try SealedReader(try cases.create())
        let three = "VALUES (1), (2), (3)"
        let code = storeCode {
            _ = try reader.rows(foreign: three, steps: 1_000, subject: "q", maxRows: 2)
        }
        #expect(code == .stepLimit)
        #expect(
            try reader.rows(foreign: three, steps: 1_000, subject: "q", maxRows: 3).count == 3
        )
    }

    @Test func `a plan is told for a SELECT alone`() throws {
        let cases = try TemporaryCase()
        let reader = try SealedReader(try cases.create())
        let plan = try reader.plan(of: "SELECT * FROM scan WHERE data_id = x'00'", subject: "q")
        #expect(plan.contains { $0.contains("scan_by_data_id") })
        #expect(
            storeCode { _ = try reader.plan(of: "DELETE FROM entry", subject: "q") } == .refused
        )
    }

    @Test func `a file that is not there cannot be opened`() throws {
        let cases = try TemporaryCase()
        let code = storeCode { _ = try SealedReader(CaseFile(path: cases.path)) }
        #expect(code == .cannotOpen)
        #expect(try cases.names.isEmpty)
    }

    @Test(arguments: ["", "no database at all", "SQLite format 3\0 and then nonsense"])
    func `a file that is no database is no case file`(_ text: String) throws {
        let cases = try TemporaryCase()
        try Data(text.utf8).write(to: URL(filePath: cases.path))
        #expect(storeCode { _ = try SealedReader(CaseFile(path: cases.path)) } == .notACaseFile)
    }

    @Test func `a database of another program is no case file`() throws {
        let cases = try TemporaryCase()
        try cases.plain { try $0.execute(sql: "CREATE TABLE other (a)") }
        #expect(storeCode { _ = try SealedReader(CaseFile(path: cases.path)) } == .notACaseFile)
    }

    @Test func `a case file of a newer version is told as that`() throws {
        let cases = try TemporaryCase()
        let file = try cases.create()
        try cases.plain {
            try $0.execute(sql: "PRAGMA user_version = \(CaseFile.viewsVersion + 1)")
        }
        #expect(storeCode { _ = try SealedReader(file) } == .newerVersion)
    }

    @Test func `results are replaced and never added`() throws {
        let cases = try TemporaryCase()
        let file = try cases.create()
        for value in ["first", "second"] {
            try ResultWriter(file).replaceResults { db in
                try db.execute(
                    sql: "INSERT INTO assessment_row VALUES ('key', ?)",
                    arguments: [value]
                )
            }
        }
        let rows = try SealedReader(file).rows(
            foreign: "SELECT value FROM assessment_row",
            steps: 1_000,
            subject: "q"
        )
        #expect(rows.map { $0["value"] as String } == ["second"])
    }

    @Test func `results that fail to be written leave the older ones`() throws {
        let cases = try TemporaryCase()
        let file = try cases.create()
        try ResultWriter(file).replaceResults { db in
            try db.execute(sql: "INSERT INTO assessment_row VALUES ('key', 'first')")
        }
        let code = storeCode {
            try ResultWriter(file).replaceResults { try $0.execute(sql: "INSERT INTO nowhere") }
        }
        #expect(code == .failed)
        let rows = try SealedReader(file).rows(
            foreign: "SELECT value FROM assessment_row",
            steps: 1_000,
            subject: "q"
        )
        #expect(rows.count == 1)
    }
}
