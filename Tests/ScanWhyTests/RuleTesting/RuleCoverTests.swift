import CaseModel
import ScanWhy
import TestSupport
import Testing

/// A rule folder of one rule whose cases leave known holes.
@Suite struct RuleCoverTests {
    private static let page = """
        ---
        title: "{{count}} queues"
        explains: none
        severity: warning
        confidence: likely
        inferred: true
        status: experimental
        specificity: 10
        needs: [core-log]
        parameters:
          - {name: least, value: 3, step: 1, reason: because}
        remediation:
          - {step: Look, actor: core-admin, check: It is seen}
        sources:
          - {title: A test, where: here}
        ---
        # Queues

        ## Meaning

        There are queues.

        ## When this is wrong

        Never.

        """

    private static let query = """
        -- Shapes of Core's queue that come often enough.
        SELECT
            'package/' || shape.package_id AS subject,
            'record/' || record.id AS evidence,
            'fits' AS verdict,
            NULL AS why_code,
            NULL AS cause,
            record.time_us AS time_us
        FROM shape
        JOIN by_shape ON by_shape.shape_id = shape.id
        JOIN record ON record.id = by_shape.record_id
        WHERE shape.text LIKE 'Queue status%'
            AND shape.component = 'core.network'
            AND shape.level >= 0 -- cover: equivalent, no level is below
            AND shape.count >= :least

        """

    private static let firing = """
        outcome: found
        finding: likely
        title: 1 queues
        subject: package
        evidence: log/core.log:1
        evidence: log/core.log:2
        evidence: log/core.log:3

        """

    private func write(_ count: Int, _ name: String, _ expected: String, _ to: TemporaryDirectory)
        throws
    {
        let folder = "health/queues/cases/\(name)"
        let lines = (0..<count).map {
            LogLine.core("20:0\($0):00.000", "core.network", "Queue status, inQueue='1'")
        }
        let other = LogLine.core("20:09:00.000", "core.network", "Another thing, a='1'")
        let log = (lines + [other]).joined(separator: "\n") + "\n"
        try to.write("\(folder)/package/log/core.log", log)
        try to.write("\(folder)/expected.txt", expected)
    }

    private func withRules<Result>(_ body: (TemporaryDirectory) throws -> Result) throws -> Result {
        try TemporaryDirectory.with { directory in
            try directory.write("health/queues/rule.md", Self.page)
            try directory.write("health/queues/detect.sql", Self.query)
            try write(3, "fires", Self.firing, directory)
            try write(2, "silent", "outcome: clear\n", directory)
            try write(1, "silent-badly", "outcome: found\n", directory)
            return try body(directory)
        }
    }

    @Test func `it tells which changes the cases notice, and where the others are`() throws {
        try withRules { directory in
            let coverage = try RuleCover(directory: directory.path).coverage(of: nil)
            let rule = try #require(coverage.rules.first)
            #expect(rule.fires == 2 && rule.silent == 1 && rule.undetermined == 0)
            #expect(rule.broken == ["silent-badly"])
            #expect(rule.equivalent == 2)
            // Dropping the component changes nothing that a case looks at; the text does not
            // either, since the other line comes once only.
            #expect(
                rule.survivors.map { "\($0.line) \($0.change)" } == ["12 dropped", "13 dropped"]
            )
            #expect(rule.survivors.allSatisfy { $0.file.hasSuffix("/health/queues/detect.sql") })
            // Two conditions flipped, one dropped and flipped, the parameter to both sides.
            #expect(rule.mutants == RuleCoverage.Tally(6, of: 8))
            #expect(coverage.families.map(\.name).contains("cloud"))
            #expect(coverage.families.allSatisfy { $0.rules == 0 && $0.fires == 0 })
        }
    }

    @Test func `a second run gives the same, and an unknown rule is refused`() throws {
        try withRules { directory in
            let cover = try RuleCover(directory: directory.path)
            let first = try cover.coverage(of: "health/queues")
            #expect(try first == cover.coverage(of: "health/queues"))
            #expect(first.families.isEmpty)
            #expect(throws: UserMessage.self) { try cover.coverage(of: "health/none") }
        }
    }

    @Test func `the commands say it with their exit status`() throws {
        try withRules { directory in
            let low = try ToolRun(["rules", "cover", "--rules", directory.path])
            #expect(low.status == 0)
            #expect(low.output.contains("mutation score 75 % (6 of 8)"))
            let cover = ["rules", "cover", "--rules", directory.path, "--fail-under"]
            #expect(try ToolRun(cover + ["76"]).status == 1)
            #expect(try ToolRun(cover + ["75", "--format", "json"]).status == 0)
            let junit = directory.path(of: "junit.xml")
            let tested = try ToolRun(
                ["rules", "test", "--rules", directory.path, "--junit", junit]
            )
            #expect(tested.status == 1)
            let xml = try directory.text(of: "junit.xml")
            #expect(xml.contains("tests=\"3\" failures=\"1\""))
            #expect(xml.contains("<testcase classname=\"health/queues\" name=\"silent-badly\">"))
        }
    }

    @Test func `a new rule is a folder that nobody had, and fails its gates`() throws {
        try TemporaryDirectory.with { directory in
            let new = ["rules", "new", "--rules", directory.path, "health/brand-new"]
            let made = try ToolRun(new)
            #expect(made.status == 0 && made.output.contains("health/brand-new/rule.md"))
            #expect(directory.files.count >= 8)
            let again = try ToolRun(new)
            #expect(again.status == 2 && again.errors.contains("a rule of that name already"))
            let bad = try ToolRun(["rules", "new", "--rules", directory.path, "../Up"])
            #expect(bad.status == 2 && bad.errors.contains("no name for a rule"))
            let check = try ToolRun(["rules", "check", "--rules", directory.path])
            #expect(check.status == 1 && check.output.contains("title is no text"))
        }
    }

    @Test func `show wraps the page and leaves the query to a flag`() throws {
        let shown = try ToolRun(["rules", "show", "failed-to-scan/disk-full"])
        #expect(shown.status == 0)
        #expect(shown.output.contains("\nMeaning\n") && !shown.output.contains("SELECT"))
        #expect(!shown.output.contains("{{"))
        let whole = try ToolRun(["rules", "show", "--query", "failed-to-scan/disk-full"])
        #expect(whole.output.contains("\nQuery\n") && whole.output.contains("SELECT"))
    }
}
