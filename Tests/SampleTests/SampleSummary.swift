import CaseModel
import ScanWhy

/// What an assessment comes to, a fact a line: what `expected.txt` beside a sample holds.
///
/// Rules that are clear or do not apply are left out, and the undetermined are counted: else each
/// new rule would change every sample.
struct SampleSummary {
    let text: String

    init(_ assessment: Assessment) {
        let status = Trust(failOn: .error, strict: false).status(of: assessment)
        let locked = assessment.answer.locked
        var lines = [
            "exit \(status.rawValue)",
            "locked by-verdict \(locked.byVerdict), without-verdict \(locked.withoutVerdict), "
                + "unknown \(locked.unknown)",
        ]
        for symptoms in assessment.summary.symptoms {
            lines.append(
                "symptoms \(symptoms.family): \(symptoms.subjects) subjects, "
                    + "\(symptoms.explained) explained, \(symptoms.policy) policy"
            )
        }
        for (place, finding) in assessment.findings.enumerated() {
            lines.append(
                "found \(place + 1) \(finding.rule): \(finding.count) subjects, "
                    + "\(finding.severity.name), \(finding.confidence.name)"
            )
        }
        let open = assessment.outcomes.filter { $0.outcome == .undetermined }
        lines.append("undetermined \(open.count) rules")
        for outcome in assessment.outcomes where outcome.outcome == .failed {
            lines.append("failed \(outcome.rule): \(outcome.why ?? "")")
        }
        for package in assessment.packages {
            lines.append(
                "read \(package.product.rawValue): \(package.entries) entries, "
                    + "\(package.records) records"
                    + (package.complete ? "" : ", incomplete")
            )
        }
        text = lines.map { $0 + "\n" }.joined()
    }
}
