import CaseModel
import CaseStore
import Foundation
import ScanWhy
import TestSupport
import Testing

/// A small sample: a folder with a README.md, the inputs in `package/`, and `expected.txt`.
struct Story: Sendable, CustomTestStringConvertible {
    let name: String

    var testDescription: String { name }
    var folder: String { "samples/stories/\(name)" }

    /// None if the folder cannot be read, which the test of their number tells.
    static let all: [Story] = {
        // That test shows that none could be read.
        let names = try? FileManager.default
            .contentsOfDirectory(atPath: "\(repositoryRoot)/samples/stories")
        return (names ?? []).sorted().filter { !$0.contains(".") }.map(Story.init)
    }()

    /// What an analysis of all its inputs, without options, comes to, and what was read for it.
    func analysis() throws -> (Assessment, Inspection) {
        let inputs = "\(repositoryRoot)/\(folder)/package"
        var options = Analyzer.Options()
        options.inputs = try FileManager.default.contentsOfDirectory(atPath: inputs).sorted()
            .map { "\(inputs)/\($0)" }
        return try Analyzer(options).run { assessment, file in
            (assessment, try InspectionReader(SealedReader(file)).inspection(toolVersion: ""))
        }
    }
}

/// Stories of support cases, each read as a person would.
struct StoryTests {
    @Test func `there are stories, for a test without arguments would pass`() {
        #expect(Story.all.count >= 13)
        #expect(Story.all.count { $0.name.hasPrefix("healthy") } >= 2)
    }

    /// Compares with the story's `expected.txt`; with `RECORD=1` writes it, and fails.
    @Test(arguments: Story.all)
    func `a story comes to what is expected`(_ story: Story) throws {
        let (assessment, inspection) = try story.analysis()
        let text = SampleSummary(assessment).text
        let path = "\(story.folder)/expected.txt"
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(text.utf8).write(to: URL(filePath: "\(repositoryRoot)/\(path)"))
            Issue.record("\(path) was written anew; read `git diff`")
        }
        #expect(try text == repositoryText(path))
        #expect(assessment.summary.failed == 0)
        #expect(inspection.parsedShare == 1)
        if story.name.hasPrefix("healthy") {
            #expect(assessment.findings.filter { $0.severity >= .warning }.map(\.rule).isEmpty)
        } else {
            #expect(!assessment.findings.isEmpty)
        }
    }

    @Test(arguments: Story.all)
    func `a story says what happened and what an expert would conclude`(_ story: Story) throws {
        let page = try repositoryText("\(story.folder)/README.md")
        #expect(page.contains("\n## What happened\n"))
        #expect(page.contains("\n## What an expert would conclude\n"))
    }
}
