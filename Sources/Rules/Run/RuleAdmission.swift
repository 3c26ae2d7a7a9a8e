/// Whether a run asks a rule about a case at all.
enum RuleAdmission: Sendable, Hashable {
    case asked
    /// Nothing of the case concerns it; its query is not even planned.
    case idle
    /// It cannot apply, or has nothing to say, for this reason.
    case notApplicable(String)

    init(_ rule: Rule, _ facts: CaseFacts, _ signs: SignHits) {
        let needs = NeedCheck(rule, facts)
        if let why = needs.notApplicable {
            self = .notApplicable(why)
        } else if signs.hits[rule.id] == nil, let why = needs.pointless {
            self = .notApplicable(why)
        } else {
            // Planning a query costs more than running it, and most cases have few kinds of
            // symptoms.
            self = facts.concern(rule.page) && signs.concern(rule) ? .asked : .idle
        }
    }
}
