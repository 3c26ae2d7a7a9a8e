import CaseModel
import CaseStore
import GRDB
import Rules
import Testing

@Suite struct RuleRunnerTests {
    private func threeScans() throws -> TestCase {
        try TestCase { writer in
            for number in 1...3 {
                try TestCase.addScan(number, minute: Int64(number) * 10, to: writer)
            }
            try TestCase.addCoverage(.coreLog, minutes: 0...100, to: writer)
        }
    }

    @Test func `rows of one cause are one finding with its subjects, times and evidence`() throws {
        let page = TestRule.page(meaning: "From {{first}} to {{last}}, {{engine}} since {{since}}.")
        let extra = ", 'ClamAV' AS engine, 1782511200000000 AS since_us"
        let rule = TestRule.files(
            "failed-to-scan/tested",
            page: page,
            detect: TestRule.fits(cause: "'engine/7'", extra: extra)
        )
        let results = try threeScans().run(rule)
        #expect(results.outcomes.map(\.kind) == [.found])
        let finding = try #require(results.findings.first)
        #expect(results.findings.count == 1)
        #expect(finding.title == "3 files failed")
        #expect(
            finding.explanation
                == "From 2026-06-26 22:10:00Z to 2026-06-26 22:30:00Z, "
                + "ClamAV since 2026-06-26 22:00:00Z."
        )
        #expect(finding.hits.count == 3)
        #expect(finding.id.hasPrefix("failed-to-scan/tested:"))
        #expect(finding.id.count == "failed-to-scan/tested:".count + 12)
        #expect(finding.evidenceCount == 1)
        let evidence = try #require(finding.evidence.first)
        #expect(evidence.text == "Engine failed, try=1")
        #expect(evidence.entry == "log/core.log" && evidence.line == 1)
        #expect(evidence.byteOffset == 100 && evidence.package == "core.tar.gz")
    }

    @Test func `two causes are two findings, and a repeat run gives the same`() throws {
        let cause = "'engine/' || (symptom.subject_id % 2)"
        let rule = TestRule.files("failed-to-scan/tested", detect: TestRule.fits(cause: cause))
        let test = try threeScans()
        let first = try test.run(rule)
        #expect(first.findings.map(\.hits.count) == [2, 1])
        #expect(try test.run(rule).findings == first.findings)
    }

    @Test func `a row may lower its confidence, which splits the finding`() throws {
        let extra = """
            , CASE WHEN symptom.subject_id % 2 THEN 'possible' ELSE 'certain' END AS confidence
            """
        let rule = TestRule.files("failed-to-scan/tested", detect: TestRule.fits(extra: extra))
        let results = try threeScans().run(rule)
        #expect(results.findings.map(\.confidence) == [.likely, .possible])
        #expect(results.findings.map(\.hits.count) == [1, 2])
    }

    @Test func `of a file that only a name ties to its scan nothing is certain`() throws {
        let test = try TestCase { writer in
            try TestCase.addScan(1, minute: 10, to: writer)
            try writer.execute(
                "INSERT INTO file_row (id, path_key, name) VALUES (7, 'a', 'a.doc')"
            )
            try writer.execute(
                "INSERT INTO file_link_row VALUES (7, 'scan', 1099511627777, 'name', 0)"
            )
            try writer.execute("UPDATE symptom_row SET subject_kind = 'file', subject_id = 7")
        }
        let page = TestRule.page(confidence: "certain")
        let query = TestRule.fits()
            .replacing("symptom.subject_id - 1099511627776 BETWEEN 1 AND 99", with: "1")
        let rule = TestRule.files("failed-to-scan/tested", page: page, detect: query)
        #expect(try test.run(rule).findings.map(\.confidence) == [.likely])
        let named = try TestCase { writer in
            try TestCase.addScan(1, minute: 10, to: writer)
        }
        #expect(try named.run(rule).findings.map(\.confidence) == [.certain])
    }

    @Test func `a row may lower the severity of its finding, never raise it`() throws {
        for (named, severity) in [("info", Severity.info), ("critical", .error)] {
            let extra = ", '\(named)' AS severity"
            let rule = TestRule.files("failed-to-scan/tested", detect: TestRule.fits(extra: extra))
            let results = try threeScans().run(rule)
            #expect(results.findings.map(\.severity) == [severity])
        }
        let wrong = try threeScans().outcome(TestRule.fits(extra: ", 'bad' AS severity"))
        #expect(wrong.kind == .failed)
        #expect(wrong.why?.contains("a severity is none of") == true)
    }

    @Test func `a placeholder that differs within a cause fails the rule`() throws {
        let outcome = try threeScans().outcome(
            TestRule.fits(extra: ", symptom.subject_id AS number")
        )
        #expect(outcome.kind == .failed)
        #expect(outcome.why?.contains("number differs") == true)
        let each = try threeScans().outcome(
            TestRule.fits(extra: ", symptom.subject_id AS each_number")
        )
        #expect(each.kind == .found)
    }

    @Test func `a ruled-out row keeps its sentence`() throws {
        let page = TestRule.page(extra: "why: {too-late: \"Only from {{from}}, after this file.\"}")
        let detect = TestRule.fits(extra: ", 1782511200000000 AS from_us")
            .replacing("'fits' AS verdict", with: "'ruled-out' AS verdict")
            .replacing("NULL AS why_code", with: "'too-late' AS why_code")
        let results = try threeScans().run(
            TestRule.files("failed-to-scan/tested", page: page, detect: detect)
        )
        #expect(results.findings.isEmpty)
        #expect(results.outcomes[0].kind == .clear)
        #expect(results.ruledOut.count == 3)
        #expect(results.ruledOut[0].why == "Only from 2026-06-26 22:00:00Z, after this file.")
    }

    @Test(arguments: [
        ("a row without evidence", "'record/1' AS evidence", "NULL AS evidence"),
        ("evidence that is not there", "'record/1' AS evidence", "'record/99' AS evidence"),
        ("a subject that is not there", "symptom.subject AS subject", "'scan/5' AS subject"),
        ("a subject of no kind", "symptom.subject AS subject", "'record/1' AS subject"),
        ("an unknown verdict", "'fits' AS verdict", "'maybe' AS verdict"),
        ("a missing column", "NULL AS why_code, ", ""),
        ("a cause that is no row", "NULL AS cause", "'the night' AS cause"),
        ("a syntax error", "FROM symptom\n", "FROM FROM symptom\n"),
        ("a table that is not there", "FROM symptom\n", "FROM nowhere AS symptom\n"),
    ])
    func `a broken rule is an outcome`(_ what: String, _ old: String, _ new: String) throws {
        let detect = TestRule.fits().replacing(old, with: new)
        try #require(detect != TestRule.fits())
        let outcome = try threeScans().outcome(detect)
        #expect(outcome.kind == .failed, "\(what)")
        #expect(outcome.why?.isEmpty == false)
    }

    @Test func `a failing rule does not stop the others`() throws {
        let results = try threeScans().run(
            TestRule.files("failed-to-scan/broken", detect: "SELECT 1\n")
                + TestRule.files("failed-to-scan/good", detect: TestRule.fits())
        )
        #expect(results.outcomes.map(\.kind) == [.failed, .found])
    }

    @Test(arguments: [
        "ATTACH DATABASE '/tmp/other.db' AS other",
        "PRAGMA query_only = 0",
        "CREATE TEMP TABLE t AS SELECT 1",
        "DELETE FROM record_row",
        "SELECT 1; DELETE FROM record_row",
        "WITH x AS (SELECT 1) DELETE FROM record_row",
        "-- a comment\nVACUUM INTO '/tmp/copy.db'",
        "SELECT load_extension('x')",
        "",
    ])
    func `what is no single SELECT is refused`(_ sql: String) throws {
        let test = try threeScans()
        #expect(try test.outcome(sql).kind == .failed)
        let count = try SealedReader(test.file).rows(
            foreign: "SELECT count(*) FROM record",
            steps: .max,
            subject: "test"
        )
        #expect(count.first?[0] == 3)
    }

    @Test func `an endless query stops at the step limit, and many rows at the row limit`() throws {
        let endless = """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT 'package/1' AS subject, 'record/1' AS evidence, 'fits' AS verdict,
                NULL AS why_code, NULL AS cause, NULL AS time_us FROM n WHERE
            """
        var options = RuleOptions()
        options.limits.ruleSteps = 200_000
        options.limits.ruleRows = 1_000
        for condition in ["i < 0", "i > 0"] {
            let rule = TestRule.files("failed-to-scan/tested", detect: "\(endless) \(condition)\n")
            let outcome = try threeScans().run(rule, options: options).outcomes[0]
            #expect(outcome.kind == .failed)
            #expect(outcome.why?.contains("limit") == true)
        }
    }

    @Test func `parameters are bound, and can be set by the rule's name`() throws {
        let page = TestRule.page(extra: "parameters: [{name: last, value: 2, reason: a test}]")
        let detect = TestRule.fits().replacing("AND 99", with: "AND :last")
        let rule = TestRule.files("failed-to-scan/tested", page: page, detect: detect)
        let test = try threeScans()
        #expect(try test.run(rule).findings.first?.hits.count == 2)
        var options = RuleOptions()
        options.parameters = ["tested.last": "1"]
        #expect(try test.run(rule, options: options).findings.first?.hits.count == 1)
        options.parameters = ["tested.other": "1"]
        #expect(throws: RuleError.self) { try test.run(rule, options: options) }
        options.parameters = ["failed-to-scan/tested.last": "many"]
        #expect(throws: RuleError.self) { try test.run(rule, options: options) }
    }

    @Test func `since and until choose subjects`() throws {
        var options = RuleOptions()
        options.sinceUS = TestCase.start + 20 * TestCase.minute
        options.untilUS = TestCase.start + 30 * TestCase.minute
        let results = try threeScans().run(
            TestRule.files("failed-to-scan/tested", detect: TestRule.fits()),
            options: options
        )
        #expect(results.findings.first?.hits.count == 1)
        #expect(results.subjects.map(\.label) == ["file-2.doc"])
    }

    @Test func `more evidence than the limit is counted, and the shared line is kept`() throws {
        var options = RuleOptions()
        options.limits.evidencePerFinding = 1
        let own = TestRule.fits().replacing(
            "'record/1'",
            with: "(SELECT evidence FROM scan WHERE id = symptom.subject_id)"
        )
        let results = try threeScans().run(
            TestRule.files(
                "failed-to-scan/tested",
                detect: "\(own) UNION ALL \(TestRule.fits())"
            ),
            options: options
        )
        let finding = try #require(results.findings.first)
        #expect(finding.evidenceCount == 4)
        #expect(finding.evidence.map(\.text) == ["Engine failed, try=1"])
    }
}
