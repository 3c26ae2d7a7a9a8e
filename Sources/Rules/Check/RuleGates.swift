internal import CaseModel
internal import CaseStore

/// The gates for one rule that do not look into its SQL; those that do stand beside it.
struct RuleGates {
    let rule: Rule
    let set: RuleSet
    let reader: SealedReader
    private var found: [RuleProblem] = []

    init(_ rule: Rule, _ set: RuleSet, _ reader: SealedReader) {
        self.rule = rule
        self.set = set
        self.reader = reader
    }

    mutating func problems() -> [RuleProblem] {
        checkNames()
        checkClaims()
        checkStart()
        checkRemediation()
        checkReferences()
        checkCases()
        checkQueries()
        return found
    }

    mutating func report(_ file: String, _ line: Int, _ text: String, _ fix: String) {
        found.append(
            RuleProblem(
                rule: rule.id,
                file: "\(rule.folder)/\(file)",
                line: line,
                text: text,
                fix: fix
            )
        )
    }

    /// The line of a key or section of the page.
    func line(_ key: String) -> Int { rule.page.lines[key] ?? 1 }

    private mutating func checkNames() {
        let families = RulePageReading.families + ["health"]
        if !families.contains(rule.family) {
            report(
                "rule.md",
                1,
                "no family is called \(rule.family)",
                "move the rule to one of \(families.joined(separator: ", "))"
            )
        }
        if !Self.isKebab(rule.name) {
            report(
                "rule.md",
                1,
                "\(rule.name) is not kebab-case",
                "use small letters, digits and single hyphens"
            )
        }
        if let explains = rule.page.explains, explains != rule.family {
            report(
                "rule.md",
                line("explains"),
                "a rule of \(rule.family) explains \(explains)",
                "explain its own family or none"
            )
        }
        for parameter in rule.page.parameters where !Self.isSnake(parameter.name) {
            report(
                "rule.md",
                line("parameters"),
                "\(parameter.name) is not snake_case",
                "use small letters, digits and underscores"
            )
        }
    }

    private mutating func checkClaims() {
        if rule.page.inferred, rule.page.confidence == .certain {
            report(
                "rule.md",
                line("confidence"),
                "an inferred mechanism is never certain",
                "claim likely or possible"
            )
        }
    }

    private mutating func checkStart() {
        let page = rule.page
        for point in page.startsFrom
        where point == .signs ? page.signs.isEmpty : page.results.isEmpty {
            report(
                "rule.md",
                line("starts_from"),
                "it starts from \(point.rawValue), and the page names none",
                "add \(point.rawValue): to the front matter"
            )
        }
        let words = Set(SQLToken.tokens(of: rule.detect).map(\.text))
        if !page.signs.isEmpty, words.isDisjoint(with: SignTables.names) {
            report(
                "rule.md",
                line("signs"),
                "detect.sql asks none of \(SignTables.names.joined(separator: ", "))",
                "select from them, or drop the signs"
            )
        }
    }

    private mutating func checkReferences() {
        let families = RulePageReading.families + ["health"]
        for id in rule.page.yieldsTo where set.rule(id) == nil {
            report(
                "rule.md",
                line("yields_to"),
                "there is no rule \(id)",
                "name a rule of this set"
            )
        }
        for name in rule.page.causedBy where !families.contains(name) && set.rule(name) == nil {
            report(
                "rule.md",
                line("caused_by"),
                "\(name) is neither a family nor a rule",
                "name one of this set"
            )
        }
        if Yielding.Closure(set.rules).reaches(from: rule.id, to: rule.id) {
            report(
                "rule.md",
                line("yields_to"),
                "it yields to itself in a circle",
                "let the more specific rule keep the subject"
            )
        }
    }

    private mutating func checkCases() {
        // Embedded rules come without their cases, and retired ones may have lost theirs.
        guard let cases = rule.cases, rule.page.status != .retired else { return }
        for kind in ["fires", "silent", "undetermined"] {
            if cases.contains(where: { $0.hasPrefix(kind) }) { continue }
            report(
                "rule.md",
                1,
                "no case \(kind)* is there",
                "add cases/\(kind)/ with package/ and expected.txt"
            )
        }
        for name in cases where !Self.isKebab(name) {
            report(
                "cases/\(name)",
                1,
                "the case is not kebab-case",
                "use small letters, digits and single hyphens"
            )
        }
    }

    private static func isKebab(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        }
    }

    private static func isSnake(_ text: String) -> Bool {
        isKebab(String(text.map { $0 == "_" ? "-" : $0 })) && !text.contains("-")
    }
}
