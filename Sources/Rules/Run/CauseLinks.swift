internal import CaseModel

/// Says which finding stands behind which, never in a circle.
struct CauseLinks {
    private var edges: [String: Set<String>] = [:]
    private var causes: [String: [RuleResults.Cause]] = [:]

    /// `keys` gives the rows that a finding is about, as rules write them.
    init(_ findings: [RuleResults.Finding], rows: (String) -> [String]) {
        linkByCause(findings, rows)
        linkBySubjects(findings)
    }

    /// The direct causes of a finding, sorted.
    subscript(finding: String) -> [RuleResults.Cause] {
        (causes[finding] ?? []).sorted { $0.finding < $1.finding }
    }

    /// A finding whose cause is what another one is about, or what the product's health suffers.
    private mutating func linkByCause(
        _ findings: [RuleResults.Finding],
        _ rows: (String) -> [String]
    ) {
        var about: [String: [RuleResults.Finding]] = [:]
        for finding in findings {
            for hit in finding.hits {
                for row in rows(hit.subject) { about[row, default: []].append(finding) }
            }
        }
        var health: [String: [RuleResults.Finding]] = [:]
        for finding in findings where finding.rule.family == "health" {
            if let cause = finding.cause { health[cause, default: []].append(finding) }
        }
        for finding in findings {
            guard let cause = finding.cause else { continue }
            for other in about[cause] ?? [] { add(finding, other, subjects: []) }
            guard finding.rule.family != "health" else { continue }
            for other in health[cause] ?? [] { add(finding, other, subjects: []) }
        }
    }

    /// What a page names in `caused_by`, over the subjects that both hold.
    private mutating func linkBySubjects(_ findings: [RuleResults.Finding]) {
        var holders: [String: [Int]] = [:]
        for (index, finding) in findings.enumerated() {
            for hit in finding.hits { holders[hit.subject, default: []].append(index) }
        }
        for finding in findings where !finding.rule.page.causedBy.isEmpty {
            let names = Set(finding.rule.page.causedBy)
            var shared: [Int: [String]] = [:]
            for hit in finding.hits {
                for index in holders[hit.subject] ?? [] {
                    let rule = findings[index].rule
                    guard rule.id != finding.rule.id,
                        names.contains(rule.id) || names.contains(rule.family)
                    else { continue }
                    shared[index, default: []].append(hit.subject)
                }
            }
            for (index, subjects) in shared.sorted(by: { findings[$0.key].id < findings[$1.key].id }
            ) {
                let all = subjects.count == finding.hits.count
                add(finding, findings[index], subjects: all ? [] : subjects.sorted())
            }
        }
    }

    private mutating func add(
        _ finding: RuleResults.Finding,
        _ cause: RuleResults.Finding,
        subjects: [String]
    ) {
        guard finding.id != cause.id, edges[finding.id]?.contains(cause.id) != true,
            !reaches(from: cause.id, to: finding.id)
        else { return }
        edges[finding.id, default: []].insert(cause.id)
        causes[finding.id, default: []].append(
            RuleResults.Cause(finding: cause.id, subjects: subjects)
        )
    }

    private func reaches(from start: String, to goal: String) -> Bool {
        var seen: Set<String> = []
        var waiting = [start]
        while let next = waiting.popLast() {
            if next == goal { return true }
            for cause in edges[next] ?? [] where seen.insert(cause).inserted {
                waiting.append(cause)
            }
        }
        return false
    }
}
