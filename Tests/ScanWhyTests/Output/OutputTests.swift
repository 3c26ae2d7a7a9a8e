import CaseModel
import ScanWhy
import TestSupport
import Testing

/// What is written about a whole night: its form, its sameness, its places and its secrets.
@Suite struct OutputTests {
    @Test func `the JSON is valid under the published schema`() throws {
        let schema = try JSONSchema(repositoryBytes("docs/output.schema.json"))
        let document = try JSONValue(NightRun.folders.get().json)
        #expect(schema.problems(in: document) == [])
        #expect(document["findings"]?[0]?["evidence"]?[0] != nil)
    }

    @Test func `a subject without hash has none, and not an empty one`() throws {
        let subjects = try NightRun.folders.get().assessment.subjects
        #expect(subjects.contains { $0.sha256 == nil })
        #expect(subjects.allSatisfy { $0.sha256.map { $0.count == 64 } ?? true })
    }

    @Test func `a repeat with the inputs in another order gives the same bytes`() throws {
        let first = try NightRun.folders.get()
        let second = try NightRun.otherOrder.get()
        #expect(first.json.count > 100_000)
        // Compared outside of the expectation, which would print both.
        let isSameJSON = first.json == second.json
        let isSameText = first.text == second.text
        #expect(isSameJSON && isSameText)
    }

    @Test(arguments: ["folders", "packed"])
    func `every evidence line stands where it is said to stand`(_ form: String) throws {
        let run = try (form == "folders" ? NightRun.folders : NightRun.packed).get()
        let entries = try run.entries()
        var opened = 0
        for passage in run.assessment.findings.flatMap(\.evidence).compactMap(Self.line) {
            let entry = try #require(entries["\(passage.package) \(passage.entry)"])
            let line = try #require(passage.line)
            let first = try #require(passage.text.split(separator: "\n").first)
            #expect(
                entry.text(ofLine: line).contains(first),
                "\(passage.entry):\(line) lacks its text"
            )
            #expect(
                entry.start(ofLine: line).map(Int64.init) == passage.byteOffset,
                "\(passage.entry):\(line) begins elsewhere"
            )
            opened += 1
        }
        #expect(opened > 250)
    }

    private static func line(_ evidence: Assessment.Evidence) -> Assessment.Evidence.Passage? {
        guard case .passage(let passage) = evidence, passage.kind == .line else { return nil }
        return passage
    }

    @Test func `each finding has evidence that a person can open`() throws {
        for finding in try NightRun.folders.get().assessment.findings {
            #expect(!finding.evidence.isEmpty, "\(finding.rule)")
        }
    }

    @Test(arguments: NightRun.secrets)
    func `no secret of the packages is in the case file or a report`(_ secret: String) throws {
        let samples = [
            "core/config/ometascan.conf", "icap/config/mdicapsrv.conf", "icap/log/mdicapsrv.log",
        ]
        let sources = try samples.map { try repositoryText("samples/outage-night/\($0)") }
        #expect(sources.contains { $0.contains(secret) }, "the sample has no such secret any more")
        for run in [try NightRun.folders.get(), try NightRun.packed.get()] {
            #expect(!run.leaked.contains(secret))
            let isInJSON = String(decoding: run.json, as: UTF8.self).contains(secret)
            let isInText = String(decoding: run.text, as: UTF8.self).contains(secret)
            #expect(!isInJSON && !isInText)
        }
    }
}
