internal import Archives
internal import CaseModel
internal import CaseStore
internal import FoundationEssentials
internal import Rules

/// Runs the cases of rules: small packages beside a rule, with what the rule must come to.
package struct RuleCaseRunner {
    /// One case that was run.
    package struct Verdict: Sendable, Hashable {
        /// The rule's family and name.
        package var rule: String
        package var name: String
        /// What did not hold; empty if the case passed.
        package var failures: [String]

        package var passed: Bool { failures.isEmpty }
    }

    private let ruleSet: RuleSet
    private let directory: String

    /// Reads the rules folder, whose cases will be run.
    package init(directory: String) throws {
        ruleSet = try RuleSet(directory: directory)
        try ruleSet.requireReadable()
        self.directory = directory
    }

    /// The rules with their case names, sorted.
    package var cases: [(rule: String, name: String)] {
        ruleSet.rules.flatMap { rule in (rule.cases ?? []).map { (rule.id, $0) } }
    }

    /// Runs one case.
    package func run(rule: String, name: String) throws -> Verdict {
        let folder = "\(directory)/\(rule)/cases/\(name)"
        let expectation = "\(folder)/expected.txt"
        guard let text = FileManager.default.contents(atPath: expectation) else {
            return Verdict(rule: rule, name: name, failures: ["there is no expected.txt"])
        }
        let expected = ExpectedOutcome(String(decoding: text, as: UTF8.self))
        let assessment = try assess("\(folder)/package", rule)
        let failures = CaseComparison(expected, rule: rule).failures(in: assessment)
        return Verdict(rule: rule, name: name, failures: expected.problems + failures)
    }

    /// A rule, and those it yields to, over the inputs of a case: each direct child of `package` is
    /// one.
    private func assess(_ folder: String, _ rule: String) throws -> Assessment {
        var options = Analyzer.Options()
        options.inputs = try CasePackages(folder).inputs
        options.rules = directory
        options.ruleSet = ruleSet.concerning(rule)
        return try Analyzer(options).run { assessment, _ in assessment }
    }
}
