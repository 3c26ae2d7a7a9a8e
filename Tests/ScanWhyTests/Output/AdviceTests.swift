import CaseModel
import ScanWhy
import TestSupport
import Testing

/// No report may advise to release a file in which somebody once found something.
@Suite struct AdviceTests {
    private func assess(_ night: LockedNight, leaveOut: String? = nil) throws -> Assessment {
        try TemporaryDirectory.with { directory in
            var options = Analyzer.Options()
            options.inputs = try night.inputs(in: directory).filter {
                leaveOut.map($0.contains) != true
            }
            return try Analyzer(options).run { assessment, _ in assessment }
        }
    }

    private func names(_ rule: String, in assessment: Assessment) -> Set<String> {
        let findings = assessment.findings.filter { $0.rule == "nutanix-unknown/\(rule)" }
        return Set(
            findings.flatMap(\.subjects).compactMap { subject in
                (subject.path ?? subject.label).split(separator: "/").last.map(String.init)
            }
        )
    }

    @Test func `files to scan again never had a threat verdict`() throws {
        let assessment = try assess(LockedNight())
        let listed = names("needs-reset", in: assessment)
        #expect(listed.isSuperset(of: ["clean.docx", "lost.docx"]))
        #expect(listed.isDisjoint(with: LockedNight.threats), "\(listed.sorted())")
    }

    @Test func `a verdict that came too late is told as a threat all the same`() throws {
        let assessment = try assess(LockedNight())
        #expect(assessment.answer.locked.byVerdict >= 1)
        let held = assessment.findings.flatMap(\.ruledOut)
            .filter { $0.rule == "nutanix-unknown/needs-reset" }.flatMap(\.subjects)
        let labels = Set(
            assessment.subjects.filter { held.contains($0.id) }.map { $0.path ?? $0.label }
        )
        for name in LockedNight.threats {
            #expect(labels.contains(LockedNight.folder + name), "\(name) is not held back")
        }
    }

    @Test(arguments: ["ometascan", "mdicapsrv", "infected-files"])
    func `fewer packages never make a threat releasable`(_ missing: String) throws {
        let listed = names("needs-reset", in: try assess(LockedNight(), leaveOut: missing))
        // Without Core's package nobody can know of the verdicts that only Core has.
        let known = missing == "ometascan" ? ["mal.exe"] : LockedNight.threats
        #expect(listed.isDisjoint(with: known), "\(listed.sorted())")
    }

    @Test func `without Core's package no file is called certain to be harmless`() throws {
        let assessment = try assess(LockedNight(), leaveOut: "ometascan")
        for finding in assessment.findings where finding.rule == "nutanix-unknown/needs-reset" {
            #expect(finding.confidence == .possible)
        }
    }
}
