import CaseModel
import ScanWhy
import TestSupport
import Testing

/// Rule folders that somebody is still writing.
@Suite struct BadRuleTests {
    private static let id = "health/log-gap"

    /// A folder with one rule, made from a good one; the cases are left out.
    private func withRule<Result>(
        page: (String) -> String = { $0 },
        detect: (String) -> String = { $0 },
        _ body: (TemporaryDirectory, String) throws -> Result
    ) throws -> Result {
        try TemporaryDirectory.with { directory in
            let folder = "rules/\(Self.id)"
            try directory.write("\(folder)/rule.md", page(repositoryText("\(folder)/rule.md")))
            try directory.write(
                "\(folder)/detect.sql",
                detect(repositoryText("\(folder)/detect.sql"))
            )
            return try body(directory, directory.path(of: "rules"))
        }
    }

    private func assess(_ directory: TemporaryDirectory, rules: String) throws -> Assessment {
        var options = Analyzer.Options()
        options.inputs = [try SmallPackage.core(BadCase.lines(5)).folder(in: directory)]
        options.rules = rules
        return try Analyzer(options).run { assessment, _ in assessment }
    }

    @Test func `broken SQL fails the check with its file, and that rule alone in a run`() throws {
        try withRule(detect: { "-- Broken.\nSELEC 1 FROM\n" + $0 }) { directory, rules in
            let problems = try RuleBook(directory: rules).problems()
            #expect(problems.contains { $0.contains("\(Self.id)/detect.sql:") })
            let assessment = try assess(directory, rules: rules)
            let outcome = try #require(assessment.outcomes.first)
            #expect(outcome.outcome == .failed)
            #expect(outcome.why?.isEmpty == false)
            let status = Trust(failOn: .error, strict: false).status(of: assessment)
            #expect(status == .notToBeTrusted)
        }
    }

    @Test func `a column that is not there fails the check with the words of SQLite`() throws {
        try withRule(detect: { $0 + "\nORDER BY colour_of_the_log" }) { _, rules in
            let problems = try RuleBook(directory: rules).problems()
            #expect(problems.contains { $0.contains("colour_of_the_log") })
        }
    }

    @Test func `a placeholder that is no column fails the check by name`() throws {
        let page: (String) -> String = { page in
            page.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.hasPrefix("## Meaning") ? "\($0)\n\nIt is {{frobnicated}}." : "\($0)" }
                .joined(separator: "\n")
        }
        try withRule(page: page) { _, rules in
            let problems = try RuleBook(directory: rules).problems()
            #expect(problems.contains { $0.contains("frobnicated") }, "\(problems)")
        }
    }

    @Test func `a rule without cases fails the check once for each kind`() throws {
        try withRule { _, rules in
            let problems = try RuleBook(directory: rules).problems()
            for kind in ["fires", "silent", "undetermined"] {
                #expect(problems.contains { $0.contains("no case \(kind)") })
            }
            #expect(problems.count == 3, "\(problems)")
        }
    }

    @Test func `a page without front matter stops the run with file and line`() throws {
        try withRule(page: { _ in "Just words.\n" }) { directory, rules in
            let error = #expect(throws: (any Error).self) {
                try assess(directory, rules: rules)
            }
            let message = UserMessage(try #require(error)).description
            #expect(message.contains("\(Self.id)/rule.md:1"))
            #expect(message.contains("help: "))
        }
    }

    @Test func `a rules folder that is not there is named`() throws {
        try TemporaryDirectory.with { directory in
            let error = #expect(throws: (any Error).self) {
                try assess(directory, rules: directory.path(of: "nowhere"))
            }
            let message = UserMessage(try #require(error)).description
            #expect(message.contains("nowhere"))
        }
    }
}
