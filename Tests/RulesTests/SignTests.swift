import CaseModel
import CaseStore
import GRDB
import Rules
import Testing

@Suite struct SignTests {
    private static let full = """
        signs:
          - {name: full, texts: ["no room%device", "disk is full"], components: ["core*"], level: WARNING, apart_minutes: 5}
        """

    /// Adds a record of a shape of its own; a reason becomes a field of it.
    private func say(
        _ number: Int64,
        _ text: String,
        minute: Int64,
        level: Int = 3,
        component: String = "core.file",
        fields: [(String, String)] = [],
        to writer: CaseWriter
    ) throws {
        var shape = ShapeRow(id: 100 + number, packageID: 1, text: text, count: 1)
        shape.level = level
        shape.component = component
        try writer.insert(shape)
        try writer.execute(
            """
            INSERT INTO record_row (id, entry_id, line, byte_offset, time_us, shape_id, message)
            VALUES (?, 1, ?, ?, ?, ?, ?)
            """,
            [
                100 + number, 100 + number, number, TestCase.start + minute * TestCase.minute,
                100 + number, text,
            ]
        )
        try writer.execute(
            "INSERT INTO by_shape_row VALUES (?, ?)",
            [100 + number, 100 + number]
        )
        for (position, field) in fields.enumerated() {
            try writer.execute(
                "INSERT INTO field_row VALUES (?, ?, ?, ?)",
                [100 + number, position, field.0, field.1]
            )
        }
    }

    private func rule(_ query: String, extra: String = full) -> [RuleFile] {
        TestRule.files(
            "failed-to-scan/tested",
            page: TestRule.page(title: "{{count}} of {{told}}", extra: extra),
            detect: query
        )
    }

    private let perRecord = """
        -- Packages in which a record has the sign.
        SELECT 'package/' || package_id AS subject, evidence, 'fits' AS verdict,
            NULL AS why_code, NULL AS cause, time_us, count(*) OVER () AS told
        FROM sign_record
        ORDER BY record_id

        """

    @Test func `a sign stands in a sentence or in the value of an error key`() throws {
        let test = try TestCase { writer in
            try TestCase.addScan(1, minute: 10, to: writer)
            try say(1, "No room is left on DEVICE, path='…'", minute: 1, to: writer)
            try say(
                2,
                "Write failed, reason='…'",
                minute: 2,
                fields: [("reason", "The disk is full")],
                to: writer
            )
        }
        let finding = try #require(try test.run(rule(perRecord)).findings.first)
        #expect(finding.title == "1 of 2")
        #expect(finding.evidence.map(\.line) == [101, 102])
    }

    @Test func `where a record has no component the words have to do, and an id does not`() throws {
        let test = try TestCase { writer in
            try TestCase.addScan(1, minute: 10, to: writer)
            try say(1, "The disk is full", minute: 1, component: "", to: writer)
            try say(2, "Something else", minute: 1, component: "", to: writer)
            try writer.execute("UPDATE shape_row SET msgid = 77")
            // Both records are given the entry of Core's log.
            try writer.execute("UPDATE record_row SET entry_id = 1")
            try writer.execute("UPDATE entry_row SET source = 'core-log'")
        }
        let page = Self.full.replacing("level: WARNING", with: "level: WARNING, msgids: [77]")
        let finding = try #require(try test.run(rule(perRecord, extra: page)).findings.first)
        #expect(finding.evidence.map(\.line) == [101])
    }

    @Test func `level, component, order of words and values of other keys decide against it`()
        throws
    {
        let test = try TestCase { writer in
            try TestCase.addScan(1, minute: 10, to: writer)
            try say(1, "The disk is full", minute: 1, level: 2, to: writer)
            try say(2, "The disk is full", minute: 1, component: "icap.file", to: writer)
            try say(3, "A device with no room", minute: 1, to: writer)
            let named = [("file", "disk is full"), ("reason", "open '/x/disk is full' failed")]
            try say(4, "Opened, file='…', reason='…'", minute: 1, fields: named, to: writer)
            let path = [("error", "/x/disk is full.txt: permission denied")]
            try say(5, "Opened, error='…'", minute: 1, fields: path, to: writer)
        }
        #expect(try test.run(rule(perRecord)).findings.isEmpty)
    }

    @Test func `records that follow one another closely are one episode`() throws {
        let query = """
            -- Episodes.
            SELECT 'package/' || package_id AS subject, evidence, 'fits' AS verdict,
                NULL AS why_code, cause, from_us AS time_us, records AS told
            FROM sign_episode
            ORDER BY from_us

            """
        let test = try TestCase { writer in
            try TestCase.addScan(1, minute: 10, to: writer)
            for (number, minute) in [(1, 1), (2, 5), (3, 20)] as [(Int64, Int64)] {
                try say(number, "The disk is full \(number)", minute: minute, to: writer)
            }
        }
        let findings = try test.run(rule(query)).findings
        #expect(findings.map(\.title).sorted() == ["1 of 1", "1 of 2"])
        #expect(Set(findings.map(\.cause)) == ["record/101", "record/103"])
    }

    @Test func `a scan is told by its reason, its engine or a record with its id`() throws {
        let query = """
            -- Scans that are told of.
            SELECT symptom.subject AS subject, sign_scan.evidence AS evidence, 'fits' AS verdict,
                NULL AS why_code, 'scan/' || symptom.scan_id AS cause, NULL AS time_us,
                sign_scan.how AS told
            FROM sign_scan
            JOIN symptom ON symptom.scan_id = sign_scan.scan_id

            """
        let test = try TestCase { writer in
            for number in 1...4 { try TestCase.addScan(number, minute: 10, to: writer) }
            let first = Int64(1) << 40
            try writer.execute(
                "UPDATE scan_detail_row SET blocked_reason = 'Disk is full' WHERE id = ?",
                [first + 1]
            )
            for (scan, code) in [(2, 3), (4, 1)] as [(Int64, Int64)] {
                try writer.execute(
                    """
                    INSERT INTO engine_result_row (scan_id, engine, result_code, message)
                    VALUES (?, 'An engine', ?, 'write failed: disk is full')
                    """,
                    [first + scan, code]
                )
            }
            try writer.execute(
                "UPDATE scan_row SET data_id = x'00112233445566778899aabbccddeeff' WHERE id = ?",
                [first + 3]
            )
            let id = [("dataId", "00112233445566778899AABBCCDDEEFF")]
            try say(1, "The disk is full, dataId='…'", minute: 9, fields: id, to: writer)
        }
        let findings = try test.run(rule(query)).findings
        #expect(findings.map(\.title).sorted() == ["1 of engine", "1 of reason", "1 of record"])
    }

    @Test(arguments: ["dataId", "data_id"])
    func `below WARNING the id is read out of the sentence, in both spellings`(_ key: String) throws
    {
        let query = """
            -- Records with an id.
            SELECT 'package/1' AS subject, sign_record.evidence AS evidence, 'fits' AS verdict,
                NULL AS why_code, NULL AS cause, NULL AS time_us,
                sign_record.data_id_text AS told
            FROM sign_record

            """
        let id = String(repeating: "ab", count: 16)
        let test = try TestCase { writer in
            try TestCase.addScan(1, minute: 10, to: writer)
            try say(1, "The disk is full, \(key)='\(id)'", minute: 9, level: 2, to: writer)
        }
        #expect(
            try test.run(rule(query, extra: Self.full.replacing("WARNING", with: "INFO"))).findings
                .map(\.title) == ["1 of \(id)"]
        )
    }

    @Test func `a rule whose starting point is not there is not even prepared`() throws {
        let broken = "-- Broken.\nSELECT nothing FROM nowhere\n"
        let test = try TestCase { writer in
            try TestCase.addScan(1, minute: 10, to: writer)
            try TestCase.addCoverage(.coreLog, minutes: 0...100, to: writer)
        }
        func outcome(_ extra: String) throws -> OutcomeKind {
            try test.run(rule(broken, extra: extra)).outcomes[0].kind
        }
        #expect(try outcome("results: [31]\nstarts_from: [results]") == .clear)
        #expect(try outcome("results: [3]\nstarts_from: [results]") == .failed)
        #expect(try outcome(Self.full + "\nstarts_from: [signs]") == .clear)
        #expect(try outcome(Self.full) == .failed)
    }

    @Test(arguments: [
        ("texts: [\"status 503 seen\"]", "digit"), ("texts: [\"full\"]", "too short"),
        ("msgids: [8]", "names no message"), ("level: INFO", "looks for nothing"),
        ("texts: [\"disk is full\"], components: [\"core*x\"]", "middle"),
    ])
    func `a sign that could not work is refused`(text: String, why: String) {
        let page = TestRule.page(extra: "signs: [{name: full, \(text)}]")
        let files = TestRule.files("failed-to-scan/tested", page: page, detect: perRecord)
        let problems = RuleSet(files: files).problems
        #expect(problems.contains { $0.text.contains(why) })
    }
}
