import ArgumentParser
import CaseModel
import ScanWhy

struct CoverRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cover",
        abstract: "Says what the cases of rules reach, and which changes of a rule they miss.",
        discussion: """
            Conditions are dropped and turned around, parameters moved by their step, arms of \
            UNION, OR and CASE emptied, one at a time; a case that fails then has noticed it. \
            docs/rules.md tells more.
            """
    )

    @Option(help: "The rules folder whose cases are run.", completion: .directory)
    var rules = "rules"

    @Option(help: "Only this rule (family/name).")
    var rule: String?

    @Option(help: "text or json; with =FILE into a file. Repeatable.")
    var format: [String] = []

    @Option(help: "Exit with 1 if fewer than this percentage of the changes were noticed.")
    var failUnder: Double?

    func validate() throws {
        if let failUnder, !(0...100).contains(failUnder) {
            throw ValidationError("--fail-under wants a percentage from 0 to 100.")
        }
    }

    func run() throws {
        let outputs = try OutputTarget.targets(format, of: Rendering.Format.ofInspections)
        let coverage = try RuleCover(directory: rules).coverage(of: rule) { id in
            if Console.showsProgress { Console.remark("changing \(id)") }
        }
        for output in outputs {
            try output.write { Rendering(Console.screen).bytes(of: coverage, as: $0) }
        }
        if let failUnder, (coverage.mutants.percent ?? 100) < failUnder {
            throw ExitCode(ExitStatus.failed)
        }
    }
}
