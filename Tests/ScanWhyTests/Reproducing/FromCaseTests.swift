import CaseModel
import CaseStore
import Foundation
import Quarantine
import Reports
import Rules
import TestSupport
import Testing

@testable import ScanWhy

/// Findings of cases that the engine plays, laid beside what the case shows.
struct FromCaseTests {
    private static let families = [
        "nutanix-unknown", "missing-first-scan", "failed-to-scan", "cloud",
    ]

    private func analyzer(_ folder: String) throws -> Analyzer {
        let inputs = "\(repositoryRoot)/\(folder)"
        var options = Analyzer.Options()
        options.inputs = try FileManager.default.contentsOfDirectory(atPath: inputs).sorted()
            .map { "\(inputs)/\($0)" }
        return Analyzer(options)
    }

    /// The outage night, read once.
    private func withNight(_ body: (Analyzer) throws -> Void) throws {
        var options = Analyzer.Options()
        options.inputs = ["core", "icap", "infected-files.json"].map {
            "\(repositoryRoot)/samples/outage-night/\($0)"
        }
        try Analyzer(options).run { _, file in
            var kept = Analyzer.Options()
            kept.inputs = [file.path]
            try body(Analyzer(kept))
        }
    }

    /// What can be played of a case, played.
    private func played(_ analyzer: Analyzer) throws -> [Reproduction] {
        try analyzer.run { assessment, file in
            var options = Analyzer.Options()
            options.inputs = [file.path]
            return try assessment.findings.filter { Trouble.byRule[$0.rule] != nil }.map {
                try Analyzer(options).reproducer(of: $0.id).run()
            }
        }
    }

    @Test func `of each rule about files it is decided whether the engine can play it`() {
        let rules = RuleSet.embedded.rules.map(\.id).filter { id in
            Self.families.contains { id.hasPrefix("\($0)/") }
        }
        #expect(rules.count > 70)
        #expect(Set(Trouble.byRule.keys).union(Trouble.unplayable.keys) == Set(rules))
        #expect(Set(Trouble.byRule.keys).isDisjoint(with: Trouble.unplayable.keys))
    }

    @Test func `each cause of the outage night leads in the engine to what the night shows`() throws
    {
        try withNight { night in
            let all = try played(night)
            #expect(all.count == 8)
            for one in all {
                #expect(one.differences == [], "\(one.basis?.finding ?? "")")
                #expect(one.files.count { $0.observed != nil } == one.files.count)
            }
            let full = try #require(all.first { $0.name == "queue-full" })
            #expect(full.basis?.played == 20 && full.basis?.of == 60)
            #expect(full.basis?.contrast == 6)
            #expect(full.files.count { $0.state.lock == "unknown" } == 20)
            #expect(full.files.count { $0.observed?.lock == "served" } == 6)
            #expect(ReproductionText().render(full).contains("That is no proof"))
            try expectOtherwise(full)
            try expectRemedy(night)
            try expectRefusals(night)
        }
    }

    /// Without the trouble the engine comes to something else, and that is said.
    private func expectOtherwise(_ one: Reproduction) throws {
        var scenario = try Scenario(yaml: one.scenario)
        scenario.faults = []
        let other = try Reproducer(scenario, basis: one.basis).run()
        #expect(other.differences.count >= 20)
        #expect(ReproductionText().render(other).contains("Not consistent with the finding"))
    }

    private func expectRemedy(_ night: Analyzer) throws {
        let one = try night.reproducer(of: "nutanix-unknown/poll-failed")
            .run(fixes: ["mend-faults"])
        #expect(one.files.count == 26)
        #expect(one.files.allSatisfy { $0.fixed?.lock == "served" })
        let schema = try JSONSchema(repositoryBytes("docs/reproduction.schema.json"))
        #expect(schema.problems(in: try JSONValue(JSONReport.render(one))) == [])
    }

    private func expectRefusals(_ night: Analyzer) throws {
        let refusals = [
            (nil, "say --finding and one of"), ("nobody/knows", "there is no such finding"),
            ("nutanix-unknown/core-unreachable", "the rule has 2 findings"),
            ("nutanix-unknown/needs-reset", "reproduce the cause instead"),
            ("health/polling-defaults", "it is about no file's fate"),
        ]
        for (id, why) in refusals {
            let error = #expect(throws: UserMessage.self) { try night.reproducer(of: id) }
            #expect(error?.description.contains(why) == true)
        }
    }

    @Test func `findings of the stories come out in the engine as their packages show`() throws {
        let folder = "\(repositoryRoot)/samples/stories"
        var findings = 0
        for story in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let package = "samples/stories/\(story)/package"
            guard FileManager.default.fileExists(atPath: "\(repositoryRoot)/\(package)") else {
                continue
            }
            for one in try played(analyzer(package)) {
                #expect(one.differences == [], "\(story): \(one.basis?.finding ?? "")")
                findings += 1
            }
        }
        #expect(findings >= 20)
    }

    /// Two that once did not: a verdict of a later scan was expected of the trouble before it, and
    /// a single upload was throttled by nobody.
    @Test(arguments: ["rescan-all-quarantined", "throttled"])
    func `findings of a scenario's packages come out as the scenario did`(name: String) throws {
        try TemporaryDirectory.with { directory in
            let folder = directory.path(of: "packages")
            let path = "\(repositoryRoot)/samples/scenarios/\(name).yaml"
            _ = try Reproducer(path: path).writePackages(to: folder)
            var options = Analyzer.Options()
            options.inputs = [folder]
            let all = try played(Analyzer(options))
            #expect(!all.isEmpty)
            for one in all {
                #expect(one.differences == [], "\(name): \(one.basis?.finding ?? "")")
            }
        }
    }

    @Test func `the command plays a case file, and prints the scenario to edit`() throws {
        try TemporaryDirectory.with { directory in
            let kept = directory.path(of: "night.case")
            let inputs = try LockedNight().inputs(in: directory)
            _ = try ToolRun(["analyze"] + inputs + ["--case", kept])
            let listed = try ToolRun(["reproduce", kept])
            #expect(listed.status == 2 && listed.errors.contains("say --finding"))
            let rule = "nutanix-unknown/blocked-by-verdict"
            let run = try ToolRun(["reproduce", kept, "--finding", rule])
            #expect(run.status == 0 && run.output.contains("Consistent with the finding"))
            let path = directory.path(of: "own.yaml")
            let yaml = ["--format", "yaml=\(path)"]
            _ = try ToolRun(["reproduce", kept, "--finding", rule] + yaml)
            let again = try ToolRun(["reproduce", path])
            #expect(again.status == 0 && again.output.contains("locked as Blocked"))
        }
    }
}
