import CaseModel
import CaseStore
import Foundation
import Rules
import Testing

@Suite struct RuleFolderTests {
    private static let rules = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "rules").path()

    @Test func `the embedded rules are those of the rules folder`() throws {
        let folder = try RuleSet(directory: Self.rules)
        #expect(folder.rules.count >= 1)
        #expect(RuleSet.embedded.rules.map(\.id) == folder.rules.map(\.id))
        #expect(RuleSet.embedded.rules.map(\.version) == folder.rules.map(\.version))
        #expect(RuleSet.embedded.digest == folder.digest, "run script/embed-rules")
        #expect(folder.digest.count == 64)
    }

    @Test func `every rule passes its gates`() throws {
        let folder = FileManager.default.temporaryDirectory.path()
        let problems = try RuleCheck(temporaryFolder: folder)
            .problems(of: RuleSet(directory: Self.rules))
        #expect(problems.isEmpty, "\(problems.map(\.description).joined(separator: "\n"))")
    }

    @Test func `a change in any file changes the digest and that rule's version alone`() {
        let files =
            TestRule.files("health/one", detect: "SELECT 1\n")
            + TestRule.files("health/two", detect: "SELECT 2\n")
        var changed = files
        changed[3].text += "-- more\n"
        let before = RuleSet(files: files)
        let after = RuleSet(files: changed)
        #expect(before.digest != after.digest)
        #expect(before.rules[0].version == after.rules[0].version)
        #expect(before.rules[1].version != after.rules[1].version)
        #expect(before.digest == RuleSet(files: files.reversed()).digest)
    }

    @Test func `a log that goes silent is found with the time of its longest silence`() throws {
        let test = try TestCase { writer in
            for (from, to) in [(0, 6), (10, 40)] {
                var gap = GapRow(
                    packageID: 1,
                    source: "core-log",
                    fromUS: TestCase.start + Int64(from) * TestCase.minute,
                    toUS: TestCase.start + Int64(to) * TestCase.minute
                )
                gap.usualUS = 10_000_000
                try writer.insert(gap)
            }
            try TestCase.addCoverage(.coreLog, minutes: 0...60, to: writer)
        }
        var options = RuleOptions()
        options.families = ["health"]
        let set = RuleSet.embedded
        let results = try RuleRunner(set, options: options).run(on: SealedReader(test.file))
        let finding = try #require(results.findings.first { $0.rule.name == "log-gap" })
        #expect(
            finding.title == "core.tar.gz: a log says nothing for 30 minutes, then goes on"
        )
        #expect(finding.explanation.contains("2 silences of five minutes and more"))
        #expect(finding.evidence.map(\.kind) == ["absence", "absence"])
    }
}
