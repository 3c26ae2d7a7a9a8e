import CaseModel
import Foundation
import Rules
import Testing

@Suite struct RuleCheckTests {
    private static let cases = ["fires", "silent-nothing", "undetermined"]

    private func problems(
        _ detect: String,
        page: String = TestRule.page(),
        id: String = "failed-to-scan/tested",
        cases: [String]? = cases,
        contrast: String? = nil
    ) throws -> [RuleProblem] {
        var files = TestRule.files(id, page: page, detect: detect)
        if let contrast {
            files.append(RuleFile(path: "\(id)/contrast.sql", text: contrast))
        }
        let set = RuleSet(files: files, cases: cases.map { [id: $0] })
        let folder = FileManager.default.temporaryDirectory.path()
        return try RuleCheck(temporaryFolder: folder).problems(of: set)
    }

    @Test(arguments: [
        ("{step: UNQUARANTINE the files, actor: nutanix-admin}", "nobody has scanned"),
        ("{step: Allow traffic if Core is down, actor: icap-admin}", "nobody has scanned"),
        ("{step: Delete the old logs, actor: core-admin}", "without a risk"),
        ("{step: \"Scan {{count}} files again\", actor: core-admin}", "as written"),
    ])
    func `advice that harms is refused`(step: String, why: String) throws {
        let page = TestRule.page(extra: "remediation: [\(step)]")
        #expect(try problems(TestRule.fits(), page: page).contains { $0.text.contains(why) })
        let warned = step.replacing("UNQUARANTINE", with: "Never UNQUARANTINE")
            .replacing("Allow", with: "Do not allow").replacing("Delete", with: "Do not delete")
            .replacing("{{count}} ", with: "")
        let other = TestRule.page(extra: "remediation: [\(warned)]")
        #expect(try problems(TestRule.fits(), page: other).isEmpty)
    }

    @Test func `a good rule has no problems`() throws {
        #expect(try problems(TestRule.fits()).isEmpty)
        #expect(try problems(TestRule.fits(), cases: nil).isEmpty)
    }

    @Test(arguments: [
        ("NULL AS cause", "NULL AS reason", 1, "no column cause"),
        ("-- Failed scans.\n", "", 1, "no comment opens it"),
        ("FROM symptom\n", "FROM symptoms AS symptom\n", 1, "SQLite refuses it"),
        ("FROM symptom\n", "FROM symptom_row AS symptom\n", 4, "reads the table symptom_row"),
        ("FROM symptom\n", "FROM symptom, record\n", 1, "reads all records"),
        (
            "NULL AS cause", "(SELECT id FROM scan WHERE file_name LIKE '%x') AS cause", 1,
            "reads all records"
        ),
        (
            "NULL AS cause",
            """
            (SELECT max(record.id) FROM sign_record
                JOIN record ON record.id = sign_record.record_id) AS cause
            """, 1, "reads all records"
        ),
        ("NULL AS cause", "(SELECT max(id) FROM shape WHERE msgid = 8) AS cause", 3, "message id"),
        ("NULL AS cause", "random() AS cause", 3, "random differs"),
        ("NULL AS cause", "datetime('now') AS cause", 3, "now differs"),
        ("NULL AS cause", ":window AS cause", 3, "nobody declares :window"),
        ("NULL AS why_code", "'too-late' AS why_code", 3, "no sentence says what too-late"),
        (
            "NULL AS why_code", "CASE WHEN 1 THEN 'too-early' ELSE 'fine' END AS why_code", 3,
            "no sentence says what too-early"
        ),
        ("AND 99\n", "AND 99", 1, "one line break"),
        ("SELECT symptom", "DELETE FROM record_row; SELECT symptom", 1, "SQLite refuses it"),
    ])
    func `the SQL gates name file, line and fix`(
        _ old: String,
        _ new: String,
        _ line: Int,
        _ text: String
    ) throws {
        let detect = TestRule.fits().replacing(old, with: new)
        try #require(detect != TestRule.fits())
        let found = try problems(detect)
        #expect(
            found.contains {
                $0.file == "rules/failed-to-scan/tested/detect.sql" && $0.line == line
                    && $0.text.contains(text) && !$0.fix.isEmpty
            },
            "\(found.map(\.description))"
        )
    }

    @Test func `a placeholder must be a column that is the same for all rows`() throws {
        let page = TestRule.page(title: "{{count}} of {{other}}", meaning: "A.\n{{each_name}}")
        let found = try problems(TestRule.fits(extra: ", 'x' AS each_name"), page: page)
        #expect(found.map(\.line) == [2, 16])
        #expect(found[0].text == "{{other}} is no column of detect.sql")
        let times = TestRule.page(title: "{{since}} {{since_us}}")
        #expect(try problems(TestRule.fits(extra: ", 1 AS since_us"), page: times).isEmpty)
    }

    @Test func `cases, names, claims and references are looked at`() throws {
        #expect(try problems(TestRule.fits(), cases: ["fires"]).count == 2)
        #expect(try problems(TestRule.fits(), cases: Self.cases + ["Silent_2"]).count == 1)
        #expect(try problems(TestRule.fits(), id: "failed-to-scan/Tested_1").count == 1)
        #expect(try problems(TestRule.fits(), id: "weather/rain").count == 2)
        let sure = TestRule.page(confidence: "certain", extra: "inferred: true")
        #expect(try problems(TestRule.fits(), page: sure).map(\.line) == [5])
        let lost = TestRule.page(
            extra: "yields_to: [failed-to-scan/gone]\ncaused_by: [failed-to-scan, weather]"
        )
        #expect(try problems(TestRule.fits(), page: lost).map(\.line) == [9, 10])
        let circle = TestRule.page(extra: "yields_to: [failed-to-scan/tested]")
        #expect(try problems(TestRule.fits(), page: circle).count == 1)
        let unused = TestRule.page(
            extra: "parameters: [{name: window, value: 1, reason: x}]\nwhy: {never: Never.}"
        )
        #expect(try problems(TestRule.fits(), page: unused).map(\.line) == [9, 10])
    }

    @Test func `a contrast has its own columns`() throws {
        let found = try problems(TestRule.fits(), contrast: "-- None.\nSELECT 1 AS cause\n")
        #expect(found.count == 4)
    }

    @Test func `a rule without its files is a problem and stops a run`() throws {
        let set = RuleSet(files: [RuleFile(path: "health/empty/rule.md", text: "")])
        #expect(set.problems.map(\.text) == ["the rule has no detect.sql"])
        #expect(throws: RuleError.self) { try RuleRunner(set) }
        #expect(throws: RuleError.self) { try RuleSet(directory: "/nowhere/rules") }
    }
}
