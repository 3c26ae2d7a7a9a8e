import ArgumentParser
import ScanWhy

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Lists, shows, checks and tests rules.",
        subcommands: [ListRules.self, ShowRule.self, CheckRules.self, TestRules.self]
    )
}

struct RulesFolder: ParsableArguments {
    @Option(help: "A rules folder in place of the rules built in.", completion: .directory)
    var rules: String?
}

struct ListRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "One line a rule: id, severity, title."
    )

    @OptionGroup var folder: RulesFolder

    func run() throws { try Console.write(try RuleBook(directory: folder.rules).list) }
}

struct ShowRule: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "A rule's page: meaning, limits, remediation, query."
    )

    @OptionGroup var folder: RulesFolder
    @Argument(help: "family/name")
    var rule: String

    func run() throws {
        guard let page = try RuleBook(directory: folder.rules).page(of: rule) else {
            throw UserMessage(
                problem: "there is no such rule",
                location: Rendering.safe(rule),
                help: "`scanwhy rules list` names them"
            )
        }
        try Console.write(page)
    }
}

struct CheckRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Holds rules against the gates, with file and line."
    )

    @OptionGroup var folder: RulesFolder

    func run() throws {
        let problems = try RuleBook(directory: folder.rules).problems()
        for problem in problems { try Console.write(problem + "\n") }
        guard problems.isEmpty else { throw ExitCode(ExitStatus.failed) }
        try Console.write("all rules pass the gates\n")
    }
}

struct TestRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs the cases of rules."
    )

    @Option(help: "The rules folder whose cases are run.", completion: .directory)
    var rules = "rules"

    @Argument(help: "Only this rule (family/name); default all.")
    var rule: String?

    func run() throws {
        let runner = try RuleCaseRunner(directory: rules)
        let chosen = runner.cases.filter { rule == nil || $0.rule == rule }
        guard !chosen.isEmpty else {
            throw UserMessage(
                problem: "there are no cases to run",
                location: Rendering.safe(rule ?? rules),
                help: "check the rule's name and its cases folder"
            )
        }
        var failed = 0
        for (rule, name) in chosen {
            let verdict = try runner.run(rule: rule, name: name)
            guard !verdict.passed else { continue }
            failed += 1
            try Console.write("\(rule) \(name)\n")
            for failure in verdict.failures {
                try Console.write("    \(Rendering.safe(failure))\n")
            }
        }
        try Console.write("\(chosen.count - failed) of \(chosen.count) cases passed\n")
        if failed > 0 { throw ExitCode(ExitStatus.failed) }
    }
}
