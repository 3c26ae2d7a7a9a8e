import ArgumentParser
import ScanWhy

struct TestRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs the cases of rules."
    )

    @Option(help: "The rules folder whose cases are run.", completion: .directory)
    var rules = "rules"

    @Option(help: "Write the cases as JUnit XML here, too.", completion: .file())
    var junit: String?

    @Flag(help: "Write what the rules come to into expected.txt; read it before you keep it.")
    var record = false

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
        if record {
            let changed = try chosen.count { try runner.record(rule: $0.rule, name: $0.name) }
            try Console.write("\(changed) of \(chosen.count) cases were written\n")
            // So that a recording is never taken for a run that passed.
            if changed > 0 { throw ExitCode(ExitStatus.failed) }
            return
        }
        let verdicts = try chosen.map { try runner.run(rule: $0.rule, name: $0.name) }
        if let junit {
            try OutputTarget(format: .junit, path: junit).write { _ in Rendering.junit(verdicts) }
        }
        let failed = verdicts.count { !$0.passed }
        for verdict in verdicts where !verdict.passed {
            try Console.write("\(verdict.rule) \(verdict.name)\n")
            for failure in verdict.failures {
                try Console.write("    \(Rendering.safe(failure))\n")
            }
        }
        try Console.write("\(chosen.count - failed) of \(chosen.count) cases passed\n")
        if failed > 0 { throw ExitCode(ExitStatus.failed) }
    }
}
