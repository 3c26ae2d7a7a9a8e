import CaseStore
import ScanWhy
import Testing

@Suite struct QueryTests {
    private func run(_ sql: String, as format: QueryFormat) throws -> String {
        let night = try NightCase(icap: nil)
        return try withExtendedLifetime(night) {
            try QueryRunner(night.reader).run(sql, as: format)
        }
    }

    @Test func `a table is aligned, numbers to the right, controls visible`() throws {
        let sql = """
            SELECT 'Foto 日本' AS name, 7 AS size, NULL AS "left\u{1B}", x'00FF' AS hash
            UNION ALL SELECT 'a' || char(27) || '[2J', 1234, 'x', x'0a'
            """
        #expect(
            try run(sql, as: .table) == """
                name        size  left\\u{1B}  hash
                ----------  ----  ----------  ----
                Foto 日本      7  NULL        00ff
                a\\u{1B}[2J  1234  x           0a

                """
        )
    }

    @Test func `CSV quotes what RFC 4180 asks for and defuses formulas`() throws {
        let sql = """
            SELECT '=1+1' AS "@a", 'say "hi", you' AS b, -5 AS c, '-5' AS d, NULL AS e,
                'two' || char(10) || 'lines' AS f, char(9) || 'x' AS g, x'3d' AS h
            """
        #expect(
            try run(sql, as: .csv)
                == "'@a,b,c,d,e,f,g,h\r\n"
                + "'=1+1,\"say \"\"hi\"\", you\",-5,'-5,,\"two\nlines\",'\tx,3d\r\n"
        )
    }

    @Test func `a carriage return before a line feed is quoted, and defused in front`() throws {
        let sql = "SELECT char(13) || char(10) || '=1' AS a, 'x' || char(13) || char(10) AS b"
        #expect(try run(sql, as: .csv) == "a,b\r\n\"'\r\n=1\",\"x\r\n\"\r\n")
    }

    @Test func `JSON keeps types, the order of columns and each of two names`() throws {
        let sql = """
            SELECT 2 AS b, 1.5 AS a, 'q"\\' || char(27) AS b, NULL AS n, x'0aff' AS h, 9e999 AS i
            """
        #expect(
            try run(sql, as: .json) == """
                [
                  {"b": 2, "a": 1.5, "b_2": "q\\"\\\\\\u001b", "n": null, "h": "0aff", "i": null}
                ]

                """
        )
    }

    @Test func `no row at all still names the columns`() throws {
        let sql = "SELECT id, name FROM package WHERE id < 0"
        #expect(try run(sql, as: .table) == "id  name\n--  ----\n")
        #expect(try run(sql, as: .csv) == "id,name\r\n")
        #expect(try run(sql, as: .json) == "[]\n")
    }

    @Test func `the views of a case answer`() throws {
        let sql = "SELECT file_name, result_class FROM scan ORDER BY file_name"
        #expect(
            try run(sql, as: .csv)
                == "file_name,result_class\r\na.docx,clean\r\nc.docx,failure\r\n"
                + "loose.zip,threat\r\n"
        )
    }

    @Test(arguments: [
        "DELETE FROM scan_row", "SELECT 1; DROP TABLE scan_row", "PRAGMA query_only = OFF",
        "ATTACH 'x' AS y", "CREATE TEMP TABLE t (a)", "", "SELEC 1",
    ])
    func `anything but one select is refused`(sql: String) throws {
        #expect(throws: StoreError.self) { try run(sql, as: .table) }
    }

    @Test func `steps and rows are limited`() throws {
        let night = try NightCase(icap: nil)
        let endless = """
            WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n
            """
        let error = #expect(throws: StoreError.self) {
            try QueryRunner(night.reader, steps: 100_000).run(endless, as: .table)
        }
        #expect(error?.code == .stepLimit)
        let many = "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 11) SELECT i FROM n"
        #expect(throws: StoreError.self) {
            try QueryRunner(night.reader, mostRows: 10).run(many, as: .csv)
        }
        #expect(
            try QueryRunner(night.reader, mostRows: 11).run(many, as: .csv).hasSuffix("11\r\n")
        )
    }
}
