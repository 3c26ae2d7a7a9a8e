import CaseModel
import TestSupport
import Testing

@testable import Reports

struct StoryAndInspectionTests {
    private let story = Story(
        tool: RichCase.assessment.tool,
        item: "plan 1.docx",
        label: "/projects/plan\u{1B} 1.docx",
        identity: [
            Story.Identity(name: "path", value: "/projects/plan 1.docx"),
            Story.Identity(name: "data_id", value: "d1"),
        ],
        packages: [RichCase.core, RichCase.icap],
        steps: [
            Story.Step(
                timeUS: RichCase.startUS,
                product: .icap,
                package: "p2",
                what: "ICAP Server asks Core for the result",
                text: "[INFO] asking\u{202E}",
                location: "log/icap.log:17"
            ),
            Story.Step(
                product: .core,
                package: "p1",
                what: "Core lists it in its history",
                location: "history.csv row 3"
            ),
        ],
        explanations: [
            Story.Explanation(
                finding: RichCase.polling.id,
                rule: RichCase.polling.rule,
                title: RichCase.polling.title,
                severity: .error,
                confidence: .certain,
                explanation: "The result was not there in time."
            )
        ],
        ruledOut: RichCase.polling.ruledOut,
        remediation: RichCase.polling.remediation,
        gaps: [
            Story.Gap(
                source: .coreLog,
                fromUS: RichCase.startUS,
                toUS: RichCase.startUS + RichCase.minuteUS,
                why: "The log begins too late.",
                collect: "A Core package of the day before"
            )
        ],
        otherMatches: [RichCase.subject(2)]
    )

    private let inspection = Inspection(
        tool: RichCase.assessment.tool,
        packages: [RichCase.core, RichCase.icap],
        entries: [
            Inspection.Entry(
                package: "p1",
                path: "log/core.log",
                role: "core-log",
                format: "product-log",
                why: "97 of the first 100 lines have the grammar of a product log.",
                sizeBytes: 12_345_678,
                lines: 1_000,
                unparsedLines: 3
            ),
            Inspection.Entry(
                package: "p2",
                path: "odd\u{1B}.bin",
                why: "No format claims it.",
                sizeBytes: 12
            ),
        ],
        coverage: [
            Inspection.Coverage(
                package: "p1",
                source: .coreLog,
                fromUS: RichCase.startUS,
                toUS: RichCase.startUS + RichCase.minuteUS,
                complete: false,
                why: "cut"
            ),
            Inspection.Coverage(source: .icapHistory, complete: false, why: "not in the package"),
        ],
        notes: RichCase.assessment.notes,
        limitsReached: RichCase.assessment.limitsReached
    )

    @Test func `a story reads from what to where`() {
        let text = StoryText().render(story)
        let wanted = [
            "/projects/plan\\u{1B} 1.docx",
            "  data id  d1",
            "  certain   ICAP Server gave up asking Core for the result",
            "  2026-06-28 +02:00",
            "    12:15:02.123  (10:15:02.123 UTC)",
            "UTC)  ICAP Server    ICAP Server asks Core for the result\n",
            "        [INFO] asking\\u{202E}",
            "        icap-01.tar.gz!log/icap.log:17",
            "    no time",
            "        core-01.tar.gz!history.csv row 3",
            "missing-first-scan/core-down: Core answered another request",
            "core-log: The log begins too late.",
            "Collect  A Core package of the day before",
            "Other files that “plan 1.docx” could mean",
            "1. Scan the files again. (Nutanix administrator)",
        ]
        for line in wanted { #expect(text.contains(line), "\(line) in\n\(text)") }
        #expect(!text.contains("\u{1B}"))
    }

    @Test func `an inspection tells what is known, unknown and covered`() {
        let text = InspectionText().render(inspection)
        let wanted = [
            "2 packages, 2 entries, 1 not recognised, 99.7 % of the lines understood",
            "Entries of core-01.tar.gz\n"
                + "  log/core.log  core-log, product-log  1,000 lines  99.7 %\n",
            "Entries of icap-01.tar.gz\n"
                + "  not read: No format claims it.\n    odd\\u{1B}.bin  12 B\n",
            "  core-01.tar.gz\n"
                + "    core-log  2026-06-28 12:15:02 to 12:16:02 +02:00, incomplete: cut\n",
            "  not in the package: icap-history\n",
            "Limits reached",
        ]
        for line in wanted { #expect(text.contains(line), "\(line) in\n\(text)") }
        #expect(!text.contains("97 of the first"), "why it was recognised is in the JSON")
    }

    @Test func `entries fold, and a path too long for its column stays whole`() {
        var inspection = inspection
        let long = "log/" + String(repeating: "folder/", count: 12) + "core.log"
        inspection.entries = (1...203).map { number in
            var entry = self.inspection.entries[0]
            entry.path = number == 1 ? long : "log/\(number).log"
            return entry
        }
        let text = InspectionText(TextOptions(width: 80)).render(inspection)
        #expect(text.contains("… and 3 more; see all with --format json"))
        #expect(text.contains("  \(long)\n"))
        let wide = text.split(separator: "\n").filter { Wrap.width(String($0)) > 80 }
        #expect(wide.count == 1)
    }

    @Test func `a story is told in one zone, that of the first package that knows its own`() {
        var story = story
        story.packages[1].clock.offsetMS = 0
        story.steps[1].timeUS = RichCase.startUS + RichCase.minuteUS
        story.steps.swapAt(0, 1)
        story.packages.swapAt(0, 1)
        story.steps[0].text = "{\"a\":1,\"b\":\"" + String(repeating: "long,", count: 80) + "\"}"
        let text = StoryText(TextOptions(width: 80)).render(story)
        #expect(text.split(separator: "2026-06-28 +02:00\n").count == 2)
        #expect(text.contains("    12:16:02.123  (10:16:02.123 UTC)  Core"))
        let asked = "    12:15:02.123  (10:15:02.123 UTC)  ICAP Server\n      ICAP Server asks"
        #expect(text.contains(asked))
        #expect(text.contains("more characters)"))
        let wide = text.split(separator: "\n").filter { Wrap.width(String($0)) > 80 }
        #expect(wide == [])
    }

    @Test func `both are JSON too, with a schema name of their own`() throws {
        let story = try JSONValue(JSONReport.render(story))
        #expect(story["schema"] == .text("scanwhy.story/1"))
        #expect(story["steps"]?[0]?["time"] == .text("2026-06-28T10:15:02.123Z"))
        #expect(story["steps"]?[1]?["time"] == .null)
        #expect(story["gaps"]?[0]?["source"] == .text("core-log"))
        #expect(story["label"] == .text("/projects/plan\u{1B} 1.docx"))
        let inspection = try JSONValue(JSONReport.render(inspection))
        #expect(inspection["schema"] == .text("scanwhy.inspection/1"))
        #expect(inspection["parsed_share"] == .number(0.997))
        #expect(inspection["entries"]?[1]?["role"] == .null)
        #expect(inspection["coverage"]?[1]?["package"] == .null)
    }

    @Test func `both fit the published schemas, full or empty`() throws {
        let tool = RichCase.assessment.tool
        let stories = [story, Story(tool: tool, item: "x", label: "x")]
        let inspections = [inspection, Inspection(tool: tool)]
        let storySchema = try JSONSchema(repositoryBytes("docs/story.schema.json"))
        for story in stories {
            let problems = storySchema.problems(in: try JSONValue(JSONReport.render(story)))
            #expect(problems == [])
        }
        let inspectionSchema = try JSONSchema(repositoryBytes("docs/inspection.schema.json"))
        for inspection in inspections {
            let document = try JSONValue(JSONReport.render(inspection))
            #expect(inspectionSchema.problems(in: document) == [])
        }
    }

    @Test func `an empty story and an empty inspection say so`() {
        let tool = RichCase.assessment.tool
        let text = StoryText().render(Story(tool: tool, item: "x", label: "x"))
        #expect(text.contains("Explanations that fit\n  none\n"))
        let unasked = Assessment.Tool(version: "0.1.0", rulesDigest: "")
        let silent = StoryText().render(Story(tool: unasked, item: "x", label: "x"))
        #expect(!silent.contains("Explanations"))
        #expect(text.contains("What happened\n  nothing is recorded\n"))
        #expect(InspectionText().render(Inspection(tool: tool)).hasPrefix("0 packages, 0 entries"))
    }
}
