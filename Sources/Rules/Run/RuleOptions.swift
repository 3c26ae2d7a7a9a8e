package import CaseModel

/// What a run of the rules is asked to do.
package struct RuleOptions: Sendable, Hashable {
    /// Subjects before it are left out.
    package var sinceUS: Int64?
    /// Subjects from it on are left out.
    package var untilUS: Int64?
    /// Families to run; empty means all.
    package var families: [String] = []
    /// Values by `RULE.NAME`, where RULE is a rule's id or its name alone.
    package var parameters: [String: String] = [:]
    package var limits = Limits()

    package init() {}

    /// True if a subject of that time is asked for; one without time always is.
    func includes(_ timeUS: Int64?) -> Bool {
        guard let timeUS else { return true }
        if let sinceUS, timeUS < sinceUS { return false }
        if let untilUS, timeUS >= untilUS { return false }
        return true
    }

    /// A rule's parameters with the values that were given; throws for a name nobody has.
    func bound(to rules: [Rule]) throws(RuleError) -> [String: [RulePage.Parameter]] {
        var bound: [String: [RulePage.Parameter]] = [:]
        for rule in rules { bound[rule.id] = rule.page.parameters }
        for (name, text) in parameters.sorted(by: { $0.key < $1.key }) {
            guard let dot = name.lastIndex(of: ".") else { throw unknown(name) }
            let owner = String(name[..<dot])
            let inner = String(name[name.index(after: dot)...])
            let owners = rules.filter { $0.id == owner || $0.name == owner }
            guard owners.count == 1, let rule = owners.first,
                let index = rule.page.parameters.firstIndex(where: { $0.name == inner })
            else { throw unknown(name) }
            bound[rule.id]?[index].value = try value(
                text,
                like: rule.page.parameters[index].value,
                of: name
            )
        }
        return bound
    }

    private func value(
        _ text: String,
        like old: RulePage.Parameter.Value,
        of name: String
    ) throws(RuleError) -> RulePage.Parameter.Value {
        let value = RulePage.Parameter.Value(text)
        switch (old, value) {
        case (.text, _): return .text(text)
        case (_, .integer), (_, .real): return value
        case (_, .text):
            throw RuleError(
                .unknownParameter,
                "set a parameter",
                on: name,
                message: "it wants a number"
            )
        }
    }

    private func unknown(_ name: String) -> RuleError {
        RuleError(
            .unknownParameter,
            "set a parameter",
            on: name,
            message: "no rule, or more than one, has it; write RULE.NAME=VALUE"
        )
    }
}
