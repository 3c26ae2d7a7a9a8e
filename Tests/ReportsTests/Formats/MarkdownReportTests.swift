import CaseModel
import Reports
import Testing

@Suite struct MarkdownReportTests {
    private func lines(_ assessment: Assessment = RichCase.assessment) -> [String] {
        MarkdownReport(assessment).render().split(separator: "\n").map(String.init)
    }

    @Test func `the parts stand in the order of a ticket`() {
        let headings = lines().filter { $0.hasPrefix("# ") || $0.hasPrefix("## ") }
        #expect(
            headings == [
                "# ICAP Server stopped waiting while Core was starting again.", "## Do now",
                "## Explained and not explained", "## Findings", "## What to collect next",
                "## Rules", "## What was read", "## Notes",
            ]
        )
        #expect(lines(RichCase.empty).first == "# Nothing was found")
    }

    @Test func `a finding has its evidence in a table and its remedy with every risk`() {
        let lines = lines()
        #expect(
            lines.contains { $0.hasPrefix("| `icap-01.tar.gz!log/icap.log:1234` | 2026-06-28") }
        )
        #expect(lines.contains { $0.contains("nothing in core-log of: a start of the service") })
        #expect(lines.contains("    - **First:** Export the list of infected files."))
        #expect(lines.contains("    - **Risk:** loses evidence, exposes unscanned files"))
        #expect(lines.contains("| nutanix-unknown | 15 | 12 | 1 | 2 |"))
        #expect(lines.contains("- Caused by 1: Core stopped and started again"))
        #expect(lines.contains("- Inferred: the mechanism is in no public documentation"))
        #expect(lines.contains("and 56 more pieces of evidence"))
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "[x](javascript:1)", "![x](http://x.example/a.png)",
        "a | b | c", "**bold** _it_ ~~gone~~", "@everyone", "https://x.example", "www.x.example",
        "`code`", "# heading", "$$math$$", "line\nbreak", "&lt;b&gt;",
    ])
    func `hostile text formats nothing`(_ hostile: String) {
        var assessment = RichCase.assessment
        assessment.answer.headline = hostile
        assessment.findings[1].title = hostile
        assessment.findings[1].explanation = hostile
        assessment.findings[1].subjects[0].label = hostile
        let report = MarkdownReport(assessment).render()
        // What is in code spans is text to every reader; without them nothing raw may be left.
        let lines = report.split(separator: "\n").map { line in
            line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 0 }.map(\.element).joined()
        }
        // Nor does a character that is escaped.
        let bare = lines.joined(separator: "\n")
            .split(separator: "\\", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset == 0 ? $0.element : $0.element.dropFirst() }.joined()
        for raw in [
            "<script", "](", "**bold", "_it_", "~~", "@everyone", "https://", "www.x", "$$",
        ]
        where hostile.contains(raw) {
            #expect(!bare.contains(raw), "\(raw) in \(bare.prefix(200))")
        }
        let rows = report.split(separator: "\n").filter { $0.hasPrefix("| 1 |") }
        for row in rows {
            let cells = row.replacing("\\|", with: "").split(separator: "|")
            #expect(cells.count == 4, "\(row)")
        }
    }

    @Test func `code with backticks and bars stays one cell`() {
        var assessment = RichCase.assessment
        assessment.findings[1].evidence = [
            .passage(
                Assessment.Evidence.Passage(
                    package: "p2",
                    entry: "a|b``.log",
                    line: 1,
                    text: "`x` | y"
                )
            )
        ]
        let row = lines(assessment).first { $0.contains("icap-01.tar.gz!a") }
        #expect(row == "| ```icap-01.tar.gz!a\\|b``.log:1``` |  | `` `x` \\| y `` |")
    }

    @Test func `the story of a file comes as Markdown too`() {
        let story = Story(
            tool: Assessment.Tool(version: "0.1.0", rulesDigest: "1"),
            item: "a.docx",
            label: "/p/a|b.docx",
            identity: [Story.Identity(name: "data_id", value: "1")],
            packages: [RichCase.core],
            steps: [
                Story.Step(
                    timeUS: RichCase.startUS,
                    product: .core,
                    package: "p1",
                    what: "Core ends the scan",
                    text: "Failed | x",
                    location: "log/core.log:7"
                )
            ],
            explanations: [
                Story.Explanation(
                    finding: "f",
                    rule: "health/x",
                    title: "It *stopped*",
                    severity: .error,
                    confidence: .likely,
                    explanation: "Why."
                )
            ],
            remediation: [RichCase.polling.remediation[0]],
            gaps: [Story.Gap(source: .coreLog, why: "it ends", collect: "the next log")]
        )
        let text = StoryMarkdown(story).render()
        #expect(text.hasPrefix("# /p/a\\|b.docx\n"))
        #expect(text.contains("- data id: `1`"))
        #expect(text.contains("### It \\*stopped\\*"))
        #expect(
            text.contains("Core ends the scan: `Failed \\| x` | `core-01.tar.gz!log/core.log:7` |")
        )
        #expect(text.contains("**First:** Export the list of infected files."))
        #expect(text.contains("- core-log: it ends"))
    }
}
