import CaseModel
import CaseStore
import ScanWhy
import Testing

@Suite struct StoryResultTests {
    private func assessed() throws -> NightCase {
        let night = try NightCase()
        try night.assess(StoryRules.all)
        return night
    }

    @Test func `findings that hold the file explain it, and behind them their cause`() throws {
        let story = try #require(try assessed().stories(of: "projects/a.docx").first)
        #expect(
            story.explanations.map(\.rule)
                == ["nutanix-unknown/answered-early", "health/core-busy"]
        )
        #expect(story.explanations.map(\.confidence) == [.likely, .likely])
        #expect(story.explanations.map(\.severity) == [.error, .warning])
        let cause = try #require(story.explanations.last)
        #expect(
            cause.explanation.hasPrefix(
                "This is what stands behind “Answered before the scan had ended”.\n\n"
            )
        )
        #expect(story.tool.rulesDigest.count == 64 && story.tool.version == "1.0")
    }

    @Test func `a cause stands before its effect, even where the effect says more`() throws {
        let night = try NightCase()
        try night.assess(StoryRules.all + StoryRules.locked)
        let story = try #require(try night.stories(of: "projects/a.docx").first)
        #expect(
            story.explanations.map(\.rule) == [
                "nutanix-unknown/answered-early", "nutanix-unknown/locked", "health/core-busy",
            ]
        )
        #expect(story.explanations[0].explanation.hasPrefix("This is what stands behind “Locked”"))
    }

    @Test func `remedies are merged in order, each once`() throws {
        let story = try #require(try assessed().stories(of: "projects/a.docx").first)
        #expect(
            story.remediation.map(\.step) == [
                "Scan it again", "Ask about Answered before the scan had ended",
                "Ask about Core was busy",
            ]
        )
    }

    @Test func `what was ruled out is told with its reason`() throws {
        let story = try #require(try assessed().stories(of: "projects/a.docx").first)
        #expect(story.ruledOut.map(\.rule) == ["nutanix-unknown/too-large"])
        #expect(story.ruledOut.map(\.why) == ["small enough"])
        #expect(story.ruledOut.first?.subjects.count == 1)
    }

    @Test func `a file that no finding holds has none`() throws {
        let story = try #require(try assessed().stories(of: "b.docx").first)
        #expect(story.explanations.isEmpty && story.remediation.isEmpty)
        #expect(!story.ruledOut.isEmpty)
        #expect(!story.gaps.contains { $0.why.contains("no rule has been run") })
    }

    @Test func `a rule that cannot be decided for the file is a gap`() throws {
        let story = try #require(try assessed().stories(of: "c.docx").first)
        let gap = try #require(story.gaps.first { $0.why.contains("failed-to-scan/no-status") })
        #expect(gap.collect?.contains("GET /readyz?verbose=true") == true)
    }
}
