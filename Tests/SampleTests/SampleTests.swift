import CaseModel
import Foundation
import ScanWhy
import TestSupport
import Testing

/// The whole way over whole packages.
struct SampleTests {
    /// Compares with the sample's `expected.txt`; with `RECORD=1` writes it, and fails.
    private func expectRecorded(_ sample: Sample, _ name: String) throws {
        let path = "samples/\(name)/expected.txt"
        let text = SampleSummary(sample.assessment).text
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(text.utf8).write(to: URL(filePath: "\(repositoryRoot)/\(path)"))
            Issue.record("\(path) was written anew; read `git diff`")
        }
        #expect(try text == repositoryText(path))
    }

    @Test func `the outage night comes to what is expected`() throws {
        try expectRecorded(Sample.outageNight.get(), "outage-night")
    }

    @Test func `the healthy evening comes to what is expected`() throws {
        try expectRecorded(Sample.healthy.get(), "healthy")
    }

    @Test func `a healthy evening holds nothing worth a warning`() throws {
        let assessment = try Sample.healthy.get().assessment
        #expect(assessment.findings.filter { $0.severity >= .warning }.map(\.rule).isEmpty)
        #expect(assessment.summary.symptoms.allSatisfy { $0.subjects == 0 })
        #expect(assessment.summary.failed == 0)
        let status = Trust(failOn: .warning, strict: false).status(of: assessment)
        #expect(status == .nothingFound)
    }

    @Test func `packages beside their folders are counted once`() throws {
        let packed = try Sample.outageNightPacked.get().assessment
        let whole = try Sample.outageNightWhole.get().assessment
        #expect(whole.summary.symptoms.map(\.family) == packed.summary.symptoms.map(\.family))
        #expect(whole.summary.symptoms.map(\.subjects) == packed.summary.symptoms.map(\.subjects))
        #expect(whole.summary.symptoms.map(\.explained) == packed.summary.symptoms.map(\.explained))
        #expect(whole.findings.map(\.rule) == packed.findings.map(\.rule))
        #expect(whole.findings.map(\.count) == packed.findings.map(\.count))
        #expect(whole.findings.map(\.title) == packed.findings.map(\.title))
        #expect(whole.findings.map(\.evidence.count) == packed.findings.map(\.evidence.count))
        let copies = whole.notes.filter { $0.note.kind == .overlap }
        #expect(copies.count == 10)
    }

    @Test func `packed packages and folders come to the same findings`() throws {
        let folders = try Sample.outageNight.get().assessment
        let packed = try Sample.outageNightPacked.get().assessment
        #expect(packed.findings.count == folders.findings.count)
        /// A text with the names of the folders in place of those of the archives.
        func renamed(_ text: String) -> String {
            packed.packages.reduce(text) { text, package in
                let folder = folders.packages.first { $0.product == package.product }
                return text.replacing(package.name, with: folder?.name ?? "")
            }
        }
        for (one, other) in zip(packed.findings, folders.findings) {
            // What is about a package has an id of its name, and that is another here.
            if !one.subjects.contains(where: { $0.kind == .package }) {
                #expect(one.id == other.id)
                #expect(one.subjects.map(\.id) == other.subjects.map(\.id))
            }
            #expect(one.rule == other.rule)
            #expect(one.subjects.map { renamed($0.label) } == other.subjects.map(\.label))
            #expect(renamed(one.title) == other.title)
            #expect(renamed(one.explanation) == other.explanation)
            #expect(one.severity == other.severity && one.confidence == other.confidence)
            #expect(one.evidence.map(Self.text) == other.evidence.map(Self.text))
            #expect(one.causedBy == other.causedBy)
            #expect(one.ruledOut == other.ruledOut)
        }
        #expect(packed.outcomes == folders.outcomes)
        #expect(packed.answer == folders.answer)
        #expect(packed.summary == folders.summary)
    }

    /// Entries of a packed package bear other names, so that evidence is compared by its text.
    private static func text(_ evidence: Assessment.Evidence) -> String {
        switch evidence {
        case .passage(let passage): "\(passage.timeUS ?? 0) \(passage.text)"
        case .absence(let absence): "\(absence.source.rawValue) \(absence.fromUS)"
        }
    }

    @Test(arguments: ["outage-night", "packed", "healthy"])
    func `every line of every log is understood`(_ name: String) throws {
        let samples = [
            "outage-night": Sample.outageNight, "packed": Sample.outageNightPacked,
            "healthy": Sample.healthy,
        ]
        let inspection = try #require(samples[name]).get().inspection
        #expect(inspection.parsedShare == 1)
        let logs = inspection.entries.filter { ($0.lines ?? 0) > 0 }
        #expect(logs.count >= 8)
        #expect(logs.filter { $0.unparsedLines != 0 }.map(\.path).isEmpty)
        let sources: [Source] = [
            .coreLog, .coreNginx, .coreConfig, .engineLog, .icapLog, .icapNginx, .icapConfig,
        ]
        for source in sources {
            let coverage = inspection.coverage.filter { $0.source == source }
            #expect(!coverage.isEmpty && coverage.allSatisfy(\.complete), "\(source.rawValue)")
        }
    }
}
