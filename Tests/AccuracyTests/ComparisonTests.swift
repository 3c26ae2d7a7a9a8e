import CaseModel
import Testing

@testable import Accuracy
@testable import Quarantine

/// What counts as right, wrong, undetermined and silent.
@Suite struct ComparisonTests {
    private static let right = "failed-to-scan/disk-full"
    private static let other = "failed-to-scan/license"

    private static func row(_ path: String, _ rules: [String]) -> TruthRow {
        var row = TruthRow(symptom: .failedScan, path: path, timeUS: 0)
        row.rules = rules
        return row
    }

    private static func subject(_ path: String) -> Assessment.Subject {
        Assessment.Subject(kind: .file, id: "file/\(path)", label: path, path: path)
    }

    private static func finding(_ rule: String, _ confidence: Confidence, _ paths: [String])
        -> Assessment.Finding
    {
        Assessment.Finding(
            id: rule,
            rule: rule,
            family: "failed-to-scan",
            severity: .error,
            confidence: confidence,
            title: "",
            explanation: "",
            subjects: paths.map(subject)
        )
    }

    private static func compare(
        _ findings: [Assessment.Finding],
        _ outcomes: [Assessment.Outcome] = [],
        releases: [ReleaseList.Row] = [],
        condemned: Set<String> = [],
        isTold: Bool = true,
        isDecidable: Bool = true,
        group: Trial.Group = .whole
    ) -> Comparison {
        var assessment = Assessment(
            tool: Assessment.Tool(version: "0", rulesDigest: ""),
            answer: Assessment.Answer(headline: "")
        )
        assessment.findings = findings
        assessment.outcomes = outcomes
        assessment.subjects = [subject("/a"), subject("/b")]
        var truth = row("/a", [right])
        truth.isDecidable = isDecidable
        return Comparison(
            group: group,
            truth: [truth],
            isTold: { _ in isTold },
            assessment: assessment,
            releases: ReleaseList(rows: releases),
            condemned: condemned
        )
    }

    @Test func `a finding of the right rule is right however sure it is`() {
        for confidence in Confidence.allCases {
            let comparison = Self.compare([Self.finding(Self.right, confidence, ["/a"])])
            #expect(comparison.judged.map(\.verdict) == [.right])
            #expect(comparison.wrong == [] && comparison.failures == [])
        }
    }

    @Test func `another rule is wrong at likely and above, and only then`() {
        let possible = Self.compare([Self.finding(Self.other, .possible, ["/a"])])
        #expect(possible.wrong == [] && possible.judged.map(\.verdict) == [.silent])
        let certain = Self.compare([Self.finding(Self.other, .certain, ["/a"])])
        #expect(certain.wrong.map(\.right) == [[Self.right]])
        #expect(certain.failures.map(\.kind) == [.wrongAtCertain, .missed])
    }

    @Test func `a finding about a file that nothing happened to is wrong`() {
        let comparison = Self.compare([Self.finding(Self.right, .likely, ["/a", "/b"])])
        #expect(comparison.held == [Self.right: 1])
        #expect(comparison.wrong.map(\.label) == ["/b"])
        #expect(comparison.failures.map(\.kind) == [.wrongAtLikely])
    }

    @Test func `a right rule that cannot tell is undetermined, which only whole cases miss`() {
        let open = Assessment.Outcome(
            rule: Self.right,
            outcome: .undetermined,
            undeterminedFor: ["file//a"]
        )
        let comparison = Self.compare([], [open])
        #expect(comparison.judged.map(\.verdict) == [.undetermined])
        var score = Score()
        score.add(comparison)
        #expect(score.rules[Self.right]?.recallPerMille(isWhole: true) == 0)
        #expect(score.rules[Self.right]?.recallPerMille(isWhole: false) == nil)
        // Where nobody could tell, it is no miss either.
        let rightly = Self.compare([], [open], isDecidable: false)
        #expect(rightly.judged.map(\.verdict) == [.open] && rightly.failures == [])
        #expect(Self.compare([], isDecidable: false).judged.map(\.verdict) == [.silent])
    }

    @Test func `what nothing that arrived names is untold, which only whole cases miss`() {
        var score = Score()
        score.add(Self.compare([], isTold: false))
        let tally = score.rules[Self.right]
        #expect(tally?.untold == 1 && tally?.silent == 0)
        #expect(tally?.recallPerMille(isWhole: true) == 0)
        #expect(tally?.recallPerMille(isWhole: false) == nil)
        // A finding that holds it shows that something tells of it.
        let held = Self.compare([Self.finding(Self.right, .likely, ["/a"])], isTold: false)
        #expect(held.judged.map(\.verdict) == [.right])
    }

    @Test func `freeing without a scan, or what a scan found bad, is harmful`() {
        let rows = [("/a", "UNQUARANTINE", "rescan"), ("/b", "RESCAN", "rescan")].map {
            ReleaseList.Row(path: $0.0, kind: $0.2, action: $0.1, why: "")
        }
        let harmless = Self.compare([], releases: [rows[1]])
        #expect(harmless.harmful == [])
        let both = Self.compare([], releases: rows, condemned: ["/b"])
        #expect(both.harmful.count == 2)
        #expect(both.failures.first?.kind == .harmful)
        let held = ReleaseList.Row(path: "/b", kind: "hold", action: "NONE", why: "")
        #expect(Self.compare([], releases: [held], condemned: ["/b"]).harmful == [])
    }

    @Test func `scores of a rule are shares of what it could explain and of what it holds`() {
        var score = Score()
        score.add(Self.compare([Self.finding(Self.right, .certain, ["/a"])]))
        score.add(Self.compare([Self.finding(Self.other, .certain, ["/a"])]))
        let tally = score.rules[Self.right]
        #expect(tally?.rows == 2 && tally?.silent == 1)
        #expect(tally?.recallPerMille(isWhole: true) == 500)
        #expect(tally?.precisionPerMille == 1_000)
        #expect(score.rules[Self.other]?.precisionPerMille == 0)
        #expect(score.total().wrongAtCertain == 1 && score.trials == 2)
        let table = ScoreTable([.whole: score]).markdown()
        #expect(
            table.contains("| \(Self.right) | 2 | 1 | 0 | 0 | 0 | 1 | 50.0 % | 100.0 % | 0 | 0 |")
        )
    }

    @Test func `a failing scenario is made as small as what makes it fail`() {
        let scenario = CaseScenario.make(seed: 3)
        let path = scenario.actions[0].files[0]
        var shrinking = Shrinking(tries: 500) { smaller in
            smaller.actions.contains { $0.files == [path] }
        }
        let small = shrinking.smallest(scenario)
        #expect(small.actions.count == 1 && small.files.map(\.path) == [path])
        #expect(small.faults == [] && small.traffic == [])
    }
}
