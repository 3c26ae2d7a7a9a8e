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
        let (one, found) = try transcript(rule, name)
        let failures = found.differences(from: one.expected)
        return Verdict(rule: rule, name: name, failures: failures)
    }

    /// Writes what the rule comes to into the case's `expected.txt`, under its comments; says
    /// whether that changed anything.
    package func record(rule: String, name: String) throws -> Bool {
        let path = "\(folder(rule, name))/expected.txt"
        let isNew = !FileManager.default.fileExists(atPath: path)
        let old = isNew ? "" : try RuleCase.expectation(in: folder(rule, name))
        let new = try transcript(rule, name, isNew: isNew).found.text(under: old)
        if new != old { try write(new, to: path) }
        return new != old
    }

    /// The case, and what the rule, with those it yields to, comes to on it.
    private func transcript(_ rule: String, _ name: String, isNew: Bool = false) throws
        -> (expected: RuleCase, found: CaseTranscript)
    {
        let temporary = try TemporaryFolder()
        let one = try RuleCase(
            name: name,
            folder: folder(rule, name),
            at: "\(temporary.path)/case.db",
            isNew: isNew
        )
        let runner = try RuleRunner(ruleSet.concerning(rule))
        return (one, try one.transcript(of: rule, runner, in: one.reader()))
    }

    private func folder(_ rule: String, _ name: String) -> String {
        "\(directory)/\(rule)/cases/\(name)"
    }

    private func write(_ text: String, to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw UserMessage(
                problem: "the file cannot be written",
                location: Rendering.safe(path),
                help: "check that the folder exists and may be written"
            )
        }
    }
}
