import CaseModel

/// Parts the rules that could not be decided into those that matter and those that do not.
///
/// A rule matters while it could still explain something that nothing else explains.
struct Undecided {
    /// Undetermined rules that could explain what is not explained yet.
    let needed: [Assessment.Outcome]
    /// Undetermined rules whose subjects others explain, or that nothing waits for.
    let notNeeded: [Assessment.Outcome]
    /// Rules that were found, and could not be decided for subjects that nothing else explains.
    let partly: [Assessment.Outcome]
    /// Rules that were found, and that left open only what others explain.
    let settled: [Assessment.Outcome]

    init(_ assessment: Assessment) {
        let explained = Set(assessment.findings.flatMap(\.subjects).map(\.id))
        let symptoms = assessment.summary.symptoms
        let open = Set(symptoms.filter { !$0.unexplained.isEmpty }.map(\.family))
        let families = Set(symptoms.map(\.family))
        // With nothing wrong in sight, a rule that could not look is all there is to say.
        let isQuiet = symptoms.allSatisfy { $0.subjects == 0 } && assessment.findings.isEmpty
        func matters(_ outcome: Assessment.Outcome) -> Bool {
            guard outcome.undeterminedFor.isEmpty else {
                return outcome.undeterminedFor.contains { !explained.contains($0) }
            }
            let family = String(outcome.rule.prefix { $0 != "/" })
            // Rules about health explain no family of their own: they stand behind the others.
            return isQuiet || open.contains(family)
                || (!open.isEmpty && !families.contains(family))
        }
        let undetermined = assessment.outcomes.filter { $0.outcome == .undetermined }
        needed = undetermined.filter(matters)
        notNeeded = undetermined.filter { !matters($0) }
        let found = assessment.outcomes.filter {
            $0.outcome == .found && !$0.undeterminedFor.isEmpty
        }
        partly = found.filter(matters)
        settled = found.filter { !matters($0) }
    }

    /// What decides a rule that matters, in the order of the answer.
    func collect(_ assessment: Assessment) -> [Assessment.Answer.Collect] {
        let rules = Set((needed + partly).map(\.rule))
        return assessment.answer.collect.compactMap { wanted in
            var wanted = wanted
            guard !wanted.unlocks.isEmpty else { return wanted }
            wanted.unlocks = wanted.unlocks.filter(rules.contains)
            return wanted.unlocks.isEmpty ? nil : wanted
        }
    }
}
