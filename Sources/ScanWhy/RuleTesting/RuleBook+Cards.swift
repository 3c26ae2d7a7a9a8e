package import CaseModel
internal import Rules

/// The rules as values for reports.
extension RuleBook {
    /// One for each rule that is not retired, sorted by id.
    package var cards: [RuleCard] {
        ruleSet.rules.filter { $0.page.status != .retired }.map(card)
    }

    /// A rule's card; nil if there is no such rule.
    package func card(of id: String) -> RuleCard? { ruleSet.rule(id).map(card) }

    private func card(_ rule: Rule) -> RuleCard {
        let page = rule.page
        return RuleCard(
            id: rule.id,
            version: rule.version,
            title: page.title.general,
            explains: page.explains,
            severity: page.severity,
            confidence: page.confidence,
            inferred: page.inferred,
            status: page.status.rawValue,
            needs: page.needs.map(\.name),
            parameters: page.parameters.map { parameter in
                RuleCard.Parameter(
                    name: parameter.name,
                    value: parameter.value.text,
                    unit: parameter.unit,
                    reason: parameter.reason
                )
            },
            meaning: page.meaning.general,
            whenWrong: page.whenWrong.general,
            remediation: page.remediation,
            references: page.references,
            cases: rule.cases,
            query: rule.detect
        )
    }
}
