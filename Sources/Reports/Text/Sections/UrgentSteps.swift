import CaseModel

/// Chooses the steps that come first: keep the evidence, remove the cause, free the files.
struct UrgentSteps {
    /// The most urgent first; at most one of each root cause.
    let steps: [Assessment.Step]
    /// Different steps of all findings that are more than information.
    let total: Int

    /// The rule whose findings are lists of files to free; see its remedy.
    private static let freeing = "nutanix-unknown/needs-reset"
    private static let keeping: Set<String> = ["Keep", "Export", "Collect", "Save", "Back"]

    init(_ assessment: Assessment) {
        let byID = Dictionary(
            assessment.findings.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let roots = assessment.answer.rootCauses.compactMap { byID[$0.finding] }
        let grave = assessment.findings.filter { $0.severity > .info }
        let weighty = roots + (grave.isEmpty ? assessment.findings : grave)
        total = Set(weighty.flatMap(\.remediation)).count

        let lists = grave.filter { $0.rule == Self.freeing }.flatMap(\.remediation)
        let kept = lists.first(where: Self.keepsEvidence)
        // Only a scan gives access back safely; what exposes or weakens is never urgent.
        let freed = (lists + grave.flatMap(\.remediation)).first {
            $0.actor == .nutanixAdmin && $0.risk == [.interruptsScanning] && $0.before != nil
        }
        let starting = roots.isEmpty ? weighty.filter { $0.rule != Self.freeing } : roots
        var first = starting.compactMap { finding in
            kept == nil
                ? finding.remediation.first(where: Self.keepsEvidence)
                    ?? finding.remediation.first
                : finding.remediation.first
        }
        if kept == nil {
            first = first.filter(Self.keepsEvidence) + first.filter { !Self.keepsEvidence($0) }
        }
        var steps: [Assessment.Step] = []
        let wanted = [kept, first.first, freed] + first.dropFirst().map(Optional.some)
        for step in wanted.compactMap({ $0 }) where !steps.contains(step) { steps.append(step) }
        self.steps = steps
    }

    private static func keepsEvidence(_ step: Assessment.Step) -> Bool {
        guard step.risk.isEmpty, let verb = step.step.split(separator: " ").first else {
            return false
        }
        return keeping.contains(String(verb))
    }
}
