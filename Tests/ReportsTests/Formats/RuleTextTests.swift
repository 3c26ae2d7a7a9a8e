import CaseModel
import Reports
import TestSupport
import Testing

@Suite struct RuleTextTests {
    private static let card = RuleCard(
        id: "health/log-gap",
        version: "0123456789ab",
        title: "The log of … went silent",
        severity: .warning,
        confidence: .likely,
        inferred: true,
        status: "experimental",
        needs: ["core-log|icap-log"],
        parameters: [RuleCard.Parameter(name: "least", value: "10", unit: "min", reason: "usual")],
        meaning: "A paragraph that an editor\nbroke into lines.\n\n- one\n- two",
        whenWrong: "Never.",
        remediation: [Assessment.Step(step: "Look", actor: .coreAdmin)],
        references: ["The manual, example.com"],
        cases: ["fires"],
        query: "-- What.\nSELECT 1\n"
    )

    @Test func `a rule reads as a page, without any of its front matter`() {
        let text = RuleCardText(TextOptions(width: 60)).render(Self.card)
        #expect(
            text.contains("  A paragraph that an editor broke into lines.\n  - one\n  - two\n")
        )
        #expect(text.contains("core-log or icap-log"))
        #expect(text.contains("at most likely; its mechanism is in no public"))
        #expect(text.contains("  - least = 10 min: usual\n"))
        #expect(!text.contains("SELECT"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 || $0.contains("--param") })
        let whole = RuleCardText(TextOptions()).render(Self.card, showsQuery: true)
        #expect(whole.hasSuffix("Query\n  -- What.\n  SELECT 1\n"))
    }

    private static let coverage: RuleCoverage = {
        var rule = RuleCoverage.Rule(id: "health/log-gap")
        rule.fires = 1
        rule.silent = 2
        rule.broken = ["fires-badly"]
        rule.branches = RuleCoverage.Tally(1, of: 2)
        rule.mutants = RuleCoverage.Tally(9, of: 11)
        rule.equivalent = 1
        rule.survivors = [
            RuleCoverage.Survivor(
                change: "dropped",
                file: "rules/health/log-gap/detect.sql",
                line: 7,
                text: "AND x = 1"
            )
        ]
        return RuleCoverage(
            tool: Assessment.Tool(version: "0.1.0", rulesDigest: "1"),
            families: [RuleCoverage.Family(name: "cloud", rules: 3, fires: 0)],
            rules: [rule]
        )
    }()

    @Test func `coverage names what is missing with its place`() {
        let text = CoverageText().render(Self.coverage)
        #expect(text.contains("cloud  3 rules, 0 cases that fire"))
        #expect(text.contains("health/log-gap: undetermined"))
        #expect(text.contains("health/log-gap fires-badly"))
        #expect(text.contains("rules/health/log-gap/detect.sql:7\n    dropped: AND x = 1\n"))
        #expect(text.contains("mutation score 81.8 % (9 of 11)"))
    }

    @Test func `coverage as JSON has the same numbers`() throws {
        let json = try JSONValue(JSONReport.render(Self.coverage))
        #expect(json["schema"] == .text("scanwhy.coverage/1"))
        #expect(json["mutants"]?["killed"] == .number(9))
        #expect(json["mutants"]?["share"] == .number(0.8181))
        #expect(json["rules"]?[0]?["survivors"]?[0]?["line"] == .number(7))
    }
}
