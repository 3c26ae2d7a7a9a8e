internal import CaseModel
package import CaseStore
package import GRDB

extension RuleRunner {
    /// Whether a rule yields columns that may differ from row to row, for lists.
    package func hasEachColumns(_ id: String) -> Bool {
        rule(id).map { $0.detect.contains(" each_") } ?? false
    }

    /// The rows of one rule's query, for what a report cannot hold; none if there is no such rule.
    ///
    /// Bound and limited as in a run, so that both say the same.
    package func rows(of id: String, on reader: SealedReader) throws -> [Row] {
        guard let rule = rule(id) else { return [] }
        try SignTables.create(in: reader)
        let query = RuleQuery(sql: rule.detect, parameters: bound(to: id), subject: id)
        var rows: [Row] = []
        try query.forEach(in: reader, steps: limits.ruleSteps, maxRows: limits.ruleRows) { _, row in
            rows.append(row.copy())
        }
        return rows
    }
}
