import CaseModel
import Rules
import Testing

@Suite struct RulePageTests {
    private func problems(_ page: String) -> [RuleProblem] {
        do {
            _ = try RulePage(page, rule: "failed-to-scan/tested", file: "rule.md")
            return []
        } catch {
            return error.problems
        }
    }

    @Test func `a whole page is read with all of its parts`() throws {
        let extra = """
            inferred: true
            applies: {products: [icap], since: {core: "4.14"}}
            yields_to: [failed-to-scan/disk-full]
            caused_by: [failed-to-scan]
            parameters: [{name: window_seconds, value: 240, unit: s, reason: documented}]
            why: {too-late: "From {{from}} on."}
            remediation:
              - {step: Restart, actor: core-admin, risk: [interrupts-scanning], before: Collect, check: Look}
            """
        let page = try RulePage(
            TestRule.page(
                needs: "[icap-log, core-log|core-history]",
                extra: extra,
                meaning: "One.\n\nTwo {{x}}."
            ),
            rule: "failed-to-scan/tested",
            file: "rule.md"
        )
        #expect(page.needs.map(\.anyOf) == [[.icapLog], [.coreLog, .coreHistory]])
        #expect(page.products == [.icap] && page.since.map(\.version) == ["4.14"])
        #expect(page.inferred && page.specificity == 10 && page.severity == .error)
        #expect(page.parameters.map(\.value) == [.integer(240)])
        #expect(page.remediation.first?.risk == [.interruptsScanning])
        #expect(page.references == ["The manual, chapter 1"])
        #expect(page.meaning.source == "One.\n\nTwo {{x}}.")
        #expect(page.meaning.placeholders.map(\.line) == [2])
        #expect(page.explains == "failed-to-scan")
        #expect(page.why["too-late"]?.rendered(["from": "noon"]) == "From noon on.")
    }

    @Test(arguments: [
        ("severity: error", "severity: bad", 4, "severity is no bad"),
        ("status: stable", "colour: red", 6, "no key colour"),
        ("specificity: 10", "specificity: high", 7, "no whole number"),
        ("needs: [core-log]", "needs: [core-logs]", 8, "needs is no core-logs"),
        ("needs: [core-log]", "needs: core-log", 8, "needs is no list"),
        ("{{count}} files", "{{> count}} files", 2, "is no placeholder"),
        ("{{count}} files", "{{count files", 2, "never closed"),
        ("It failed.", "One.\n\nIt {{{failed}}}.", 17, "is no placeholder"),
        ("## When this is wrong", "## When this is right", 17, "no section is called"),
        ("title: \"{{count}} files failed\"", "title: [", 4, "not YAML"),
        ("status: stable", "severity: error", 4, "severity stands twice"),
    ])
    func `a broken page names file and line`(
        _ old: String,
        _ new: String,
        _ line: Int,
        _ text: String
    ) throws {
        let page = TestRule.page().replacing(old, with: new)
        try #require(page != TestRule.page())
        let found = problems(page)
        #expect(
            found.contains { $0.line == line && $0.text.contains(text) },
            "\(found.map(\.description))"
        )
        #expect(!found.contains { $0.file != "rule.md" || $0.fix.isEmpty })
    }

    @Test func `a risky step without a before is refused`() {
        let step = "remediation: [{step: Reset, actor: nutanix-admin, risk: [loses-evidence]}]"
        #expect(problems(TestRule.page(extra: step)).map(\.line) == [9])
    }

    @Test func `anchors and deep nests are refused at once`() {
        var lines = ["a0: &a0 [x, x]"]
        for step in 1...26 { lines.append("a\(step): &a\(step) [*a\(step - 1), *a\(step - 1)]") }
        let bomb = "---\n\(lines.joined(separator: "\n"))\n? *a26\n: 1\n? *a25\n: 1\n---\n"
        #expect(problems(bomb).map(\.text) == ["the front matter holds an anchor"])
        let deep = String(repeating: "[", count: 50_000)
        #expect(problems("---\ntitle: \(deep)\n---\n").map(\.line) == [2])
        #expect(problems(TestRule.page(extra: "why: {}", meaning: "A &b.")).isEmpty)
    }

    @Test func `text without front matter is no page`() {
        #expect(problems("# Only prose\n").map(\.line) == [1])
        #expect(problems("---\ntitle: x\n").map(\.line) == [1])
        #expect(problems("").count == 1)
    }

    @Test func `values are put in as they are, and sections hide what is not there`() throws {
        let text = try RuleText("{{name}}{{#size}} of {{size}}{{/size}}{{^size}} unknown{{/size}}")
        #expect(text.rendered(["name": "<a> & {{b}}"]) == "<a> & {{b}} unknown")
        #expect(text.rendered(["name": "x", "size": "7 MB"]) == "x of 7 MB")
    }

    @Test func `times are shown in UTC`() {
        #expect(UTCText.seconds(0) == "1970-01-01 00:00:00Z")
        #expect(UTCText.seconds(-1) == "1969-12-31 23:59:59Z")
        #expect(UTCText.seconds(1_709_164_800_000_000) == "2024-02-29 00:00:00Z")
        #expect(UTCText.seconds(4_107_542_399_999_999) == "2100-02-28 23:59:59Z")
    }
}
