import CaseModel
import Testing

@testable import ScanWhy

struct HeadlineTests {
    private func finding(
        _ id: String,
        _ severity: Severity = .error,
        files: ClosedRange<Int>? = nil,
        causedBy: [String] = []
    ) -> Assessment.Finding {
        Assessment.Finding(
            id: id,
            rule: id,
            family: "nutanix-unknown",
            severity: severity,
            confidence: .certain,
            title: id,
            explanation: "",
            subjects: files.map {
                $0.map { Assessment.Subject(kind: .file, id: "file/\($0)", label: "\($0)") }
            } ?? [Assessment.Subject(kind: .service, id: "service/core", label: "core")],
            causedBy: causedBy
        )
    }

    private func headline(
        _ findings: [Assessment.Finding],
        _ locked: Assessment.Answer.Locked = Assessment.Answer.Locked(),
        open: [String] = []
    ) -> String {
        let hit = locked.withoutVerdict + locked.unknown + locked.byVerdict > 0
        let symptoms = Assessment.Summary.Symptoms(
            family: "nutanix-unknown",
            subjects: locked.withoutVerdict + locked.unknown,
            explained: locked.withoutVerdict,
            unexplained: open
        )
        return Headline(
            findings: findings,
            roots: RootCauses(findings),
            locked: locked,
            summary: Assessment.Summary(symptoms: hit ? [symptoms] : [])
        ).sentence
    }

    @Test func `causes that stand behind every locked file explain all of them`() {
        let all = [
            finding("list", files: 1...3, causedBy: ["queue", "stop"]),
            finding("queue", files: 1...2), finding("stop", files: 3...3),
        ]
        let locked = Assessment.Answer.Locked(byVerdict: 1, withoutVerdict: 3)
        #expect(
            headline(all, locked)
                == "3 files are locked without a verdict and 1 by a verdict; "
                + "two causes explain all of them."
        )
    }

    @Test func `files that no cause reaches are counted out`() {
        let some = [finding("list", .warning, files: 1...3), finding("stop", files: 3...3)]
        let locked = Assessment.Answer.Locked(withoutVerdict: 3, unknown: 1)
        #expect(
            headline(some, locked, open: ["file/4"])
                == "3 files are locked without a verdict and 1 for a reason not known yet; "
                + "one cause explains 1 of them."
        )
    }

    @Test func `a cause that is tied to nobody does not explain anything`() {
        let locked = Assessment.Answer.Locked(unknown: 1)
        let stop = [finding("stop")]
        #expect(
            headline(stop, locked, open: ["file/4"])
                == "1 file is locked for a reason not known yet; "
                + "one cause was found, but not tied to them."
        )
        #expect(
            headline(stop)
                == "One cause of trouble was found, but no file is known to have met it."
        )
        #expect(headline([]) == "Nothing wrong was found.")
    }

    @Test func `the list of files to free is no cause of their lock`() {
        let list = finding("nutanix-unknown/needs-reset", files: 1...3)
        let locked = Assessment.Answer.Locked(unknown: 3)
        #expect(
            headline([list], locked, open: ["file/1"])
                == "3 files are locked for a reason not known yet; no cause is in evidence yet."
        )
    }

    @Test func `findings follow their causes, and information comes last`() {
        let findings = [
            finding("alone", .warning, files: 9...9), finding("note", .info, files: 8...8),
            finding("effect", files: 1...5, causedBy: ["small"]),
            finding("large", files: 1...4), finding("small", .warning),
        ]
        let roots = RootCauses(findings)
        #expect(roots.causes.map(\.finding) == ["small", "large"])
        #expect(roots.causes.map(\.subjectCount) == [5, 4])
        #expect(
            roots.ordered(findings).map(\.id) == ["small", "large", "effect", "alone", "note"]
        )
    }
}
