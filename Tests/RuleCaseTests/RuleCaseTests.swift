import Foundation
import ScanWhy
import TestSupport
import Testing

/// A case of a rule, named in the test's output.
struct RuleCase: Sendable, CustomTestStringConvertible {
    let rule: String
    let name: String

    var testDescription: String { "\(rule) \(name)" }
}

/// Every case of every rule: a small package, and what its rule must come to.
struct RuleCaseTests {
    /// None if the rules cannot be read, which the test of their number tells.
    static let cases: [RuleCase] = {
        // That test shows the error.
        guard let cases = try? runner.get().cases else { return [] }
        return cases.map { RuleCase(rule: $0.rule, name: $0.name) }
    }()

    /// Read once, since reading the pages takes longer than running a case.
    private static let runner = Result {
        try RuleCaseRunner(directory: "\(repositoryRoot)/rules")
    }

    @Test func `the cases are found, for a test without arguments would pass`() throws {
        let found = try Self.runner.get().cases
        #expect(found.count >= 48)
        #expect(found.count == Self.cases.count)
    }

    @Test(arguments: cases)
    func `the rule comes to what its case expects`(_ one: RuleCase) throws {
        let verdict = try Self.runner.get().run(rule: one.rule, name: one.name)
        #expect(verdict.passed, "\(verdict.failures.joined(separator: "\n"))")
    }

    @Test func `a case that expects something else fails`() throws {
        let one = try #require(Self.cases.first { $0.name.hasPrefix("silent") })
        try TemporaryDirectory.with { copy in
            let folder = "\(one.rule)/cases/\(one.name)"
            for file in ["rule.md", "detect.sql"] {
                try copy.write(
                    "\(one.rule)/\(file)",
                    repositoryBytes("rules/\(one.rule)/\(file)")
                )
            }
            try copy.write("\(folder)/package/log/core.log", "no log at all\n")
            let other = "# A comment.\noutcome: found\nsubject: frob\n"
            try copy.write("\(folder)/expected.txt", other)
            let runner = try RuleCaseRunner(directory: copy.path)
            let failures = try runner.run(rule: one.rule, name: one.name).failures
            #expect(failures.contains("- subject: frob"))
            #expect(failures.contains("- outcome: found"))
            #expect(failures.contains { $0.hasPrefix("+ outcome: ") })
            #expect(!failures.contains { $0.contains("comment") })
        }
    }

    @Test func `recording writes all that a rule comes to, under the comments`() throws {
        let rule = "missing-first-scan/queue-full"
        let name = try #require(Self.cases.first { $0.rule == rule && $0.name == "fires" }).name
        try TemporaryDirectory.with { copy in
            try copy.write("missing-first-scan/README.md", "")
            try FileManager.default.copyItem(
                atPath: "\(repositoryRoot)/rules/\(rule)",
                toPath: copy.path(of: rule)
            )
            let folder = "\(rule)/cases/\(name)"
            let whole = try copy.text(of: "\(folder)/expected.txt")
            try copy.write("\(folder)/expected.txt", "# Mine.\noutcome: clear\n")
            let runner = try RuleCaseRunner(directory: copy.path)
            #expect(try runner.record(rule: rule, name: name))
            let written = try copy.text(of: "\(folder)/expected.txt")
            #expect(written.hasPrefix("# Mine.\noutcome: found\n"))
            #expect(
                written.split(separator: "\n").dropFirst()
                    .elementsEqual(whole.split(separator: "\n").filter { !$0.hasPrefix("#") })
            )
            #expect(try runner.run(rule: rule, name: name).passed)
            #expect(try !runner.record(rule: rule, name: name), "nothing is left to write")
        }
    }
}
