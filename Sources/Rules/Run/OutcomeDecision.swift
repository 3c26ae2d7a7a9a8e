internal import CaseModel

/// Decides which of the five outcomes a rule that ran came to.
struct OutcomeDecision {
    let rule: Rule
    let facts: CaseFacts
    let rows: RuleRows
    /// True if a finding of the rule is left.
    let found: Bool

    /// The outcome; `id` gives the stable id of a subject.
    func outcome(id: (RowKey) -> String?) -> RuleResults.Outcome {
        let needs = NeedCheck(rule.page, facts)
        let open = undecided(needs)
        var outcome = RuleResults.Outcome(
            rule: rule.id,
            family: rule.family,
            version: rule.version,
            kind: found ? .found : .clear
        )
        if !found, let why = needs.pointless {
            outcome.kind = .notApplicable
            outcome.why = why
            return outcome
        }
        outcome.undeterminedFor = Set(open.subjects.compactMap(id)).sorted()
        var reasons: [String] = []
        var wanted: [RulePage.Need] = []
        let absent = needs.absent
        if !absent.isEmpty, !found || !open.subjects.isEmpty {
            reasons.append("no \(absent.map(\.shownName).joined(separator: ", no ")) in the case")
            wanted += absent
        }
        let uncovered = open.needs.filter { !absent.contains($0) }
        if !uncovered.isEmpty {
            let names = uncovered.map(\.shownName).joined(separator: " and ")
            var reason = "\(names) does not cover \(open.subjects.count) of the subjects"
            if let (source, silence) = open.silence {
                reason +=
                    " (\(source.shownName) says nothing from "
                    + "\(UTCText.seconds(silence.fromUS)) to \(UTCText.seconds(silence.toUS)))"
            }
            reasons.append(reason)
            wanted += uncovered
        }
        if !found {
            for need in needs.incomplete where !wanted.contains(need) {
                reasons.append("\(need.shownName) is not whole: \(needs.whyIncomplete(need))")
                wanted.append(need)
            }
        }
        guard !reasons.isEmpty else { return outcome }
        if !found { outcome.kind = .undetermined }
        outcome.why = reasons.joined(separator: "; ")
        outcome.collect = Collectable.sentences(for: wanted, page: rule.page)
        return outcome
    }

    /// Symptoms the rule neither explains nor rules out, in whose time a need is silent.
    private func undecided(_ needs: NeedCheck) -> Undecided {
        guard let family = rule.page.explains else { return Undecided() }
        let decided = rows.fitting.union(rows.ruledOut.map(\.subject))
        var open = Undecided()
        var silent: Set<RulePage.Need> = []
        for symptom in facts.symptoms[family] ?? []
        where !symptom.policy && !decided.contains(symptom.subject) {
            let uncovered = needs.uncovered(symptom)
            guard !uncovered.isEmpty else { continue }
            open.subjects.insert(symptom.subject)
            silent.formUnion(uncovered)
            for need in uncovered where open.silence == nil {
                open.silence = needs.silence(of: need, at: symptom).map { (need, $0) }
            }
        }
        open.needs = rule.page.needs.filter(silent.contains)
        return open
    }

    /// What a rule leaves open.
    private struct Undecided {
        var subjects: Set<RowKey> = []
        /// Needs that do not cover a subject.
        var needs: [RulePage.Need] = []
        /// A silence that is the reason for one of them.
        var silence: (RulePage.Need, CaseFacts.Silence)?
    }
}

extension RulePage.Need {
    /// For sentences, such as `core-log or core-history`.
    var shownName: String { anyOf.map(\.rawValue).joined(separator: " or ") }
}
