import CaseModel

/// Follows causes downwards: which kinds of subjects a finding stands behind.
struct Reach {
    private let byID: [String: Assessment.Finding]
    /// Finding id to the ids of the findings it causes.
    private let effects: [String: [String]]

    init(_ findings: [Assessment.Finding]) {
        byID = Dictionary(
            findings.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var effects: [String: [String]] = [:]
        for finding in findings {
            let causes = finding.causedBy + finding.causesBySubject.map(\.finding)
            for cause in causes { effects[cause, default: []].append(finding.id) }
        }
        self.effects = effects
    }

    /// Kinds of the finding's own subjects if there are `count` of them, else of all it causes;
    /// the service or engine at the start is then left out.
    func kinds(of id: String, count: Int) -> Set<Assessment.Subject.Kind> {
        let own = Set(byID[id]?.subjects.map(\.kind) ?? [])
        guard byID[id]?.count != count else { return own }
        var kinds = own
        var seen: Set<String> = [id]
        var open = [id]
        while let next = open.popLast() {
            for effect in effects[next] ?? [] where seen.insert(effect).inserted {
                kinds.formUnion(byID[effect]?.subjects.map(\.kind) ?? [])
                open.append(effect)
            }
        }
        let victims = kinds.subtracting([.service, .engine, .package])
        return victims.isEmpty ? kinds : victims
    }
}
