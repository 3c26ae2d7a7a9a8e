internal import Archives
internal import CaseModel
internal import CaseStore
internal import FoundationEssentials
internal import GRDB
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
        let (assessment, ruledOut) = try assess("\(folder)/package", rule)
        let comparison = CaseComparison(expected, rule: rule, ruledOut: ruledOut)
        let failures = comparison.failures(in: assessment)
        return Verdict(rule: rule, name: name, failures: expected.problems + failures)
    }

    /// A rule, and those it yields to, over the inputs of a case: each direct child of `package` is
    /// one.
    private func assess(_ folder: String, _ rule: String) throws -> (Assessment, Set<[String]>) {
        var options = Analyzer.Options()
        options.inputs = try CasePackages(folder).inputs
        options.rules = directory
        options.ruleSet = ruleSet.concerning(rule)
        return try Analyzer(options).run { assessment, file in
            (assessment, try Self.ruledOut(by: rule, in: file))
        }
    }

    /// All of them, where an assessment holds those of its subjects alone.
    static func ruledOut(by rule: String, in file: CaseFile) throws -> Set<[String]> {
        try SealedReader(file).read(subject: "ruled out") { db in
            let sql = """
                SELECT subject_row.label, ruled_out_row.why_code FROM ruled_out_row
                JOIN subject_row ON subject_row.subject = ruled_out_row.subject
                WHERE ruled_out_row.rule = ?
                """
            return Set(try Row.fetchAll(db, sql: sql, arguments: [rule]).map { [$0[0], $0[1]] })
        }
    }
}
