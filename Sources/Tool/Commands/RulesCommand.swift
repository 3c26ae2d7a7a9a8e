import ArgumentParser
import ScanWhy

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Lists, shows, checks, tests, begins and covers rules.",
        subcommands: [
            ListRules.self, ShowRule.self, CheckRules.self, TestRules.self, NewRuleVerb.self,
            CoverRules.self,
        ]
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
        abstract: "A rule's page: what it means, what to do, when it is wrong, what it needs."
    )

    @OptionGroup var folder: RulesFolder
    @Argument(help: "family/name")
    var rule: String

    @Flag(help: "Show its SQL, too.")
    var query = false

    func run() throws {
        guard let card = try RuleBook(directory: folder.rules).card(of: rule) else {
            throw UserMessage(
                problem: "there is no such rule",
                location: Rendering.safe(rule),
                help: "`scanwhy rules list` names them"
            )
        }
        try Console.write(Rendering(Console.screen).text(of: card, showsQuery: query))
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
