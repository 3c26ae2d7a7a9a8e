internal import CaseModel

/// Lays what a rule came to beside what its case expects.
struct CaseComparison {
    private let expected: ExpectedOutcome
    private let rule: String
    /// Label and why code of every subject that the rule ruled out.
    private let ruledOut: Set<[String]>

    init(_ expected: ExpectedOutcome, rule: String, ruledOut: Set<[String]>) {
        self.expected = expected
        self.rule = rule
        self.ruledOut = ruledOut
    }

    func failures(in assessment: Assessment) -> [String] {
        let findings = assessment.findings.filter { $0.rule == rule }
        guard let outcome = assessment.outcomes.first(where: { $0.rule == rule }) else {
            return ["the rule did not run"]
        }
        var failures: [String] = []
        if outcome.outcome.rawValue != expected.outcome {
            failures.append(
                "outcome is \(outcome.outcome.rawValue)\(outcome.why.map { " (\($0))" } ?? ""), "
                    + "not \(expected.outcome)"
            )
        }
        if let count = expected.findings, findings.count != count {
            failures.append("\(findings.count) findings, not \(count)")
        }
        failures += subjectFailures(findings)
        for confidence in expected.confidences
        where !findings.contains(where: { $0.confidence.name == confidence }) {
            let found = findings.map(\.confidence.name).joined(separator: ", ")
            failures.append("no finding is \(confidence); found: \(found)")
        }
        for title in expected.titles where !findings.contains(where: { $0.title.contains(title) }) {
            let found = findings.map(\.title).joined(separator: " | ")
            failures.append("no title says “\(title)”; found: \(found)")
        }
        failures += evidenceFailures(findings)
        failures += otherFailures(assessment, outcome)
        return failures
    }

    private func subjectFailures(_ findings: [Assessment.Finding]) -> [String] {
        let labels = Set(findings.flatMap { $0.subjects.map(\.label) })
        let ids = Set(findings.flatMap { $0.subjects.map(\.id) })
        var failures: [String] = []
        if let count = expected.subjectCount, ids.count != count {
            failures.append("\(ids.count) subjects, not \(count)")
        }
        guard !expected.subjects.isEmpty else { return failures }
        for label in Set(expected.subjects).subtracting(labels).sorted() {
            failures.append("\(label) is not among the subjects")
        }
        for label in labels.subtracting(expected.subjects).sorted() {
            failures.append("\(label) is a subject, and must not be")
        }
        return failures
    }

    private func evidenceFailures(_ findings: [Assessment.Finding]) -> [String] {
        var places: Set<String> = []
        for case .passage(let passage) in findings.flatMap(\.evidence) {
            let line = passage.line.map { ":\($0)" } ?? passage.row.map { ":\($0)" } ?? ""
            places.insert("\(passage.entry)\(line)")
        }
        return expected.evidence.filter { place in
            // A case names the entry from its input on; the report from inside the package on.
            !places.contains { place == $0 || place.hasSuffix("/\($0)") }
        }.map { "\($0) is not among the evidence: \(places.sorted().joined(separator: ", "))" }
    }

    private func otherFailures(
        _ assessment: Assessment,
        _ outcome: Assessment.Outcome
    ) -> [String] {
        let labels = Dictionary(
            assessment.subjects.map { ($0.id, $0.label) },
            uniquingKeysWith: { first, _ in first }
        )
        var failures: [String] = []
        let undetermined = outcome.undeterminedFor.map { labels[$0] ?? $0 }
        for label in expected.undetermined where !undetermined.contains(label) {
            failures.append("\(label) is not undetermined")
        }
        for (label, code) in expected.ruledOut where !ruledOut.contains([label, code]) {
            failures.append("\(label) is not ruled out as \(code)")
        }
        return failures
    }
}
