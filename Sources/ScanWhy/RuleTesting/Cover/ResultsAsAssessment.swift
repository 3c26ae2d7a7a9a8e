internal import CaseModel
internal import Rules

/// As much of an assessment as a case is compared with, without a detour over the case file.
struct ResultsAsAssessment {
    let assessment: Assessment

    init(_ results: RuleResults, rule: String) {
        let subjects = results.subjects.map { subject in
            Assessment.Subject(
                kind: Assessment.Subject.Kind(rawValue: subject.kind) ?? .file,
                id: subject.id,
                label: subject.label
            )
        }
        let byID = Dictionary(subjects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var findings = results.findings.filter { $0.rule.id == rule }.map { finding in
            Assessment.Finding(
                id: finding.id,
                rule: rule,
                family: finding.rule.family,
                severity: finding.severity,
                confidence: finding.confidence,
                title: finding.title,
                explanation: "",
                subjects: finding.hits.compactMap { byID[$0.subject] },
                evidence: finding.evidence.compactMap(Self.passage)
            )
        }
        findings.append(Self.ruledOut(results))
        assessment = Assessment(
            tool: Assessment.Tool(version: "", rulesDigest: ""),
            answer: Assessment.Answer(headline: ""),
            subjects: subjects,
            findings: findings,
            outcomes: results.outcomes.map {
                Assessment.Outcome(
                    rule: $0.rule,
                    outcome: $0.kind,
                    why: $0.why,
                    undeterminedFor: $0.undeterminedFor
                )
            }
        )
    }

    /// What was ruled out stands with the findings of other rules; here nobody needs to be one.
    private static func ruledOut(_ results: RuleResults) -> Assessment.Finding {
        Assessment.Finding(
            id: "",
            rule: "",
            family: "",
            severity: .info,
            confidence: .possible,
            title: "",
            explanation: "",
            ruledOut: results.ruledOut.map {
                Assessment.Finding.RuledOut(
                    rule: $0.rule,
                    subjects: [$0.subject],
                    whyCode: $0.whyCode,
                    why: $0.why
                )
            }
        )
    }

    private static func passage(_ evidence: RuleResults.Evidence) -> Assessment.Evidence? {
        guard let kind = Assessment.Evidence.Passage.Kind(rawValue: evidence.kind) else {
            return nil
        }
        return .passage(
            Assessment.Evidence.Passage(
                kind: kind,
                package: evidence.package,
                entry: evidence.entry ?? "",
                line: evidence.line.map(Int.init),
                row: evidence.row.map(Int.init),
                text: ""
            )
        )
    }
}
