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
        let needs = NeedCheck(rule, facts)
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
        // What the rule itself cannot tell, where no other row of it explains the subject.
        let told = rows.undetermined.filter { !rows.fitting.contains($0.key) }
        outcome.undeterminedFor = Set(open.subjects.union(told.keys).compactMap(id)).sorted()
        var doubts = Doubts(told: told, page: rule.page)
        doubts.addAbsent(needs.absent, matters: !found || !open.subjects.isEmpty)
        doubts.addUncovered(open)
        if !found {
            for need in needs.incomplete where !doubts.wanted.contains(need) {
                doubts.add("\(need.shownName) is not whole: \(needs.whyIncomplete(need))", [need])
            }
        }
        guard !doubts.reasons.isEmpty else { return outcome }
        if !found { outcome.kind = .undetermined }
        outcome.why = doubts.reasons.joined(separator: "; ")
        outcome.collect = Collectable.sentences(for: doubts.wanted, page: rule.page)
        return outcome
    }

    /// Symptoms the rule neither explains nor rules out, in whose time a need is silent.
    private func undecided(_ needs: NeedCheck) -> Undecided {
        guard let family = rule.page.explains else { return Undecided() }
        let decided = rows.fitting.union(rows.ruledOut.map(\.subject))
        var open = Undecided()
        var silent: Set<RulePage.Need> = []
        for symptom in facts.symptoms[family] ?? []
        where !symptom.policy && !decided.contains(symptom.subject) && concerns(symptom) {
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

    /// Of a scan with a result that the rule does not explain there is nothing to be told.
    private func concerns(_ symptom: CaseFacts.Symptom) -> Bool {
        guard !rule.page.results.isEmpty, let code = symptom.code else { return true }
        return rule.page.results.contains(code)
    }

    /// Why a rule cannot tell, and which needs would decide it.
    private struct Doubts {
        private(set) var reasons: [String]
        private(set) var wanted: [RulePage.Need] = []

        init(told: [RowKey: String], page: RulePage) {
            reasons = Set(told.values).sorted().map {
                $0.hasSuffix(".") ? String($0.dropLast()) : $0
            }
            guard !told.isEmpty else { return }
            // The page says what to collect where the usual words do not fit, as they do not here.
            wanted = page.needs.filter { $0.anyOf.contains { page.collect[$0] != nil } }
        }

        mutating func add(_ reason: String, _ needs: [RulePage.Need]) {
            reasons.append(reason)
            wanted += needs.filter { !wanted.contains($0) }
        }

        mutating func addAbsent(_ absent: [RulePage.Need], matters: Bool) {
            guard !absent.isEmpty, matters else { return }
            let names = absent.map(\.shownName).joined(separator: ", no ")
            add("no \(names) in the case", absent)
        }

        mutating func addUncovered(_ open: Undecided) {
            let uncovered = open.needs.filter { !wanted.contains($0) }
            guard !uncovered.isEmpty else { return }
            let names = uncovered.map(\.shownName).joined(separator: " and ")
            var reason = "\(names) does not cover \(open.subjects.count) of the subjects"
            if let (source, silence) = open.silence {
                reason +=
                    " (\(source.shownName) says nothing from "
                    + "\(UTCText.seconds(silence.fromUS)) to \(UTCText.seconds(silence.toUS)))"
            }
            add(reason, uncovered)
        }
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
