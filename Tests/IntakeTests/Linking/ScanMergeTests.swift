import Archives
import CaseModel
import CaseStore
import TestSupport
import Testing

@testable import Intake

@Suite struct ScanMergeTests {
    private static let id = String(repeating: "a", count: 32)
    private static let other = String(repeating: "b", count: 32)

    private static func body(_ id: String, result: Int, label: String) -> String {
        """
        {"data_id":"\(id)","file_info":{"display_name":"a.doc","sha256":"\(LogLine.hash)"},
        "process_info":{"result":"Blocked","blocked_reason":"Infected","processing_time":2500,
        "queue_time":700,"verdicts":["Infected"]},
        "scan_results":{"scan_all_result_i":\(result),"scan_all_result_a":"\(label)",
        "start_time":"2026-06-27T19:59:50.000Z",
        "scan_details":{"Engine":{"scan_result_i":1,"threat_found":"EICAR","scan_time":12}}}}
        """
    }

    private static func rows(
        of files: [(path: String, lines: [String])],
        _ queries: String...
    ) throws -> [[String]] {
        try TemporaryDirectory.with { directory in
            var package = SmallPackage(name: "case")
            for file in files { package.add(file.path, file.lines) }
            let input = Input.folder(path: try package.folder(in: directory))
            let intake = Intake(limits: Limits(), options: Intake.Options())
            let path = directory.path(of: "merged.db")
            let (file, _) = try CaseFile.create(at: path, limits: Limits()) { writer in
                try intake.begin([input]).store(into: writer)
                try intake.conclude(writer)
            }
            let reader = try SealedReader(file)
            return try queries.map { sql in try reader.read { try cellTexts(sql, in: $0) } }
        }
    }

    private static let scans = """
        SELECT file_name, result_code, blocked_reason, queue_ms, processing_ms,
            finished_us / 1000000 % 86400, evidence LIKE 'record/%' FROM scan ORDER BY id
        """

    @Test func `a log and a result body give one scan with what both know`() throws {
        let found = try Self.rows(
            of: [
                ("log/core.log", [LogLine.scan("a.doc", result: "Infected", id: Self.id)]),
                ("result.json", [Self.body(Self.id, result: 1, label: "Infected")]),
            ],
            Self.scans,
            "SELECT evidence LIKE 'locator/%' FROM scan_source",
            "SELECT engine, message FROM engine_result JOIN scan ON scan.id = scan_id",
            "SELECT count(*) FROM unclean_scan",
            "SELECT message LIKE '%fileName=''a.doc''%' FROM record"
        )
        #expect(found[0] == ["a.doc|1|Infected|700|2500|72000|1"])
        #expect(found[1] == ["1"])
        #expect(found[2] == ["Engine|EICAR"])
        #expect(found[3] == ["1"])
        #expect(found[4] == ["1"])
    }

    @Test func `sources that disagree are told, and the log is kept`() throws {
        let found = try Self.rows(
            of: [
                ("log/core.log", [LogLine.scan("a.doc", id: Self.id)]),
                ("result.json", [Self.body(Self.id, result: 1, label: "Infected")]),
            ],
            "SELECT result_label FROM scan",
            "SELECT text FROM note WHERE kind = 'ambiguous'",
            "SELECT result_code, result_label FROM scan_source",
            "SELECT engine, message FROM engine_result JOIN scan ON scan.id = scan_id"
        )
        #expect(found[0] == ["No Threat Detected"])
        #expect(found[2] == ["1|Infected"])
        #expect(found[3] == ["Engine|EICAR"])
        #expect(found[1].count == 1)
        #expect(found[1].first?.contains("such as Infected for No Threat Detected") == true)
    }

    @Test func `each of several sources keeps its result, its engines and its details`() throws {
        let second = Self.body(Self.id, result: 3, label: "Failed")
            .replacing("EICAR", with: "no memory").replacing("}}}}", with: "}},\"total_avs\":7}}")
        let untold = "{\"data_id\":\"\(Self.id)\",\"process_info\":{\"result\":\"Blocked\"}}"
        let found = try Self.rows(
            of: [
                ("log/core.log", [LogLine.scan("a.doc", id: Self.id)]),
                ("1.json", [Self.body(Self.id, result: 1, label: "Infected")]),
                ("2.json", [second]), ("3.json", [untold]),
            ],
            "SELECT result_code, result_label FROM scan_source ORDER BY result_code",
            """
            SELECT message, entry.path FROM engine_result
            JOIN scan ON scan.id = scan_id
            JOIN locator ON 'locator/' || locator.id = engine_result.evidence
            JOIN entry ON entry.id = locator.entry_id ORDER BY entry.path
            """,
            "SELECT key, value FROM scan_detail JOIN scan ON scan.id = scan_id"
        )
        #expect(found[0] == ["-|-", "1|Infected", "3|Failed"])
        #expect(found[1] == ["EICAR|1.json", "no memory|2.json"])
        #expect(found[2] == ["scan_results.total_avs|7"])
    }

    @Test func `a row without an id keeps its result beside the scan of the same bytes`() throws {
        let history = """
            File Name,SHA256,Result,End Time
            a.doc,\(LogLine.hash),Infected,2026-06-27T20:00:10Z
            """
        let found = try Self.rows(
            of: [
                ("log/core.log", [LogLine.scan("a.doc", id: Self.id)]), ("history.csv", [history]),
            ],
            "SELECT result_label FROM scan",
            "SELECT result_code, result_label FROM scan_source"
        )
        #expect(found == [["No Threat Detected"], ["1|Infected"]])
    }

    @Test func `scans of other ids stay apart`() throws {
        let found = try Self.rows(
            of: [
                ("log/core.log", [LogLine.scan("a.doc", id: Self.other)]),
                ("result.json", [Self.body(Self.id, result: 1, label: "Infected")]),
            ],
            "SELECT count(*) FROM scan",
            "SELECT count(*) FROM scan_source"
        )
        #expect(found == [["2"], ["0"]])
    }

    @Test func `one scan in two packages is one, and both records can be read`() throws {
        let line = LogLine.scan("a.doc", result: "Infected", id: Self.id)
        let found = try Self.rows(
            of: [
                ("ometascan-5-support-1/log/core.log", [line]),
                ("ometascan-5-support-2/log/core.log", [line.replacing("4388", with: "4389")]),
            ],
            "SELECT file_name, evidence LIKE 'record/%' FROM scan",
            "SELECT evidence LIKE 'record/%' FROM scan_source",
            "SELECT count(*) FROM record WHERE message LIKE 'Processing%a.doc%'"
        )
        #expect(found == [["a.doc|1"], ["1"], ["2"]])
    }

    @Test func `a log that tells of a scan twice keeps both`() throws {
        let line = LogLine.scan("a.doc", id: Self.id)
        let found = try Self.rows(
            of: [("log/core.log", [line, line])],
            "SELECT count(*) FROM scan"
        )
        #expect(found == [["2"]])
    }
}
