internal import CaseModel
internal import Rules

/// The rule set as the `rules` commands show it.
package struct RuleBook {
    let ruleSet: RuleSet

    /// Reads a rules directory; nil stands for the rules built in.
    package init(directory: String?) throws {
        ruleSet = try directory.map { try RuleSet(directory: $0) } ?? .embedded
    }

    /// Everything that is wrong with the rules, as `file:line: error: …; fix`.
    package func problems() throws -> [String] {
        let folder = try TemporaryFolder()
        return try RuleCheck(temporaryFolder: folder.path).problems(of: ruleSet).map(\.description)
    }

    /// One line a rule: id, severity, the most it claims, title.
    package var list: String {
        let rules = ruleSet.rules
        let width = rules.map(\.id.count).max() ?? 0
        return rules.map { rule in
            let id = rule.id + String(repeating: " ", count: width - rule.id.count)
            let severity = rule.page.severity.name
            let pad = String(repeating: " ", count: 9 - severity.count)
            return "\(id)  \(severity)\(pad)\(rule.page.title.source)"
        }.joined(separator: "\n") + "\n"
    }
}
