internal import CaseModel
package import CaseStore
package import GRDB

/// One rule on one case, whose query can be run in changed forms without anything around it.
///
/// A run asks all rules, names subjects and groups findings; most changes of a query can be told to
/// make no difference by its rows alone.
package struct RuleProbe: Sendable {
    /// The rows of a query, without their order; or why there are none.
    package enum Answer: Sendable, Hashable {
        case rows(Set<[DatabaseValue]>)
        case failed(String)
    }

    private let rule: Rule
    private let parameters: [RulePage.Parameter]
    private let limits: (steps: Int, rows: Int)
    private let reader: SealedReader

    /// Nil where a run does not even plan the rule on this case.
    ///
    /// The reader must be the probe's alone, since it holds the hits of the rule's signs.
    package init?(_ id: String, _ runner: RuleRunner, on reader: SealedReader) throws {
        guard let rule = runner.rule(id) else { return nil }
        let facts = try CaseFacts(reader, runner.options)
        try SignTables.create(in: reader)
        let signs = try SignSearch.hits(of: [rule], in: reader)
        guard RuleAdmission(rule, facts, signs) == .asked else { return nil }
        limits = (runner.limits.ruleSteps, runner.limits.ruleRows)
        if !rule.page.signs.isEmpty {
            try SignTables.fill(rule, signs, in: reader, steps: limits.steps)
        }
        self.rule = rule
        parameters = runner.bound(to: id)
        self.reader = reader
    }

    /// What the query comes to with one thing in it changed, or as it is.
    package func answer(_ mutant: Mutant? = nil) -> Answer {
        let parameters = parameters.map { parameter in
            var parameter = parameter
            if let moved = mutant?.parameter, moved.name == parameter.name {
                parameter.value = RulePage.Parameter.Value(moved.value)
            }
            return parameter
        }
        let query = RuleQuery(
            sql: mutant?.detect ?? rule.detect,
            parameters: parameters,
            subject: rule.id
        )
        do {
            var rows: Set<[DatabaseValue]> = []
            try query.forEach(in: reader, steps: limits.steps, maxRows: limits.rows) { _, row in
                rows.insert(Array(row.databaseValues))
            }
            return .rows(rows)
        } catch {
            return .failed("\(error)")
        }
    }
}
