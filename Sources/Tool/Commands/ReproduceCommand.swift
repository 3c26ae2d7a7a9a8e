import ArgumentParser
import CaseModel
import ScanWhy

struct ReproduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reproduce",
        abstract: "Runs a scenario in the engine, and shows what a remedy would change.",
        discussion: """
            Exit status 0: it ends as expected; 1: it does not; 2: it could not run. The remedies:

            \(Reproducer.remedies.map { "  \($0.name): \($0.about)" }.joined(separator: "\n"))
            """
    )

    @Argument(help: "A scenario (docs/scenarios.md).", completion: .file())
    var scenario: String

    @Option(help: "Apply this remedy and show what changes; repeatable.")
    var fix: [String] = []

    @Option(help: "text or json; with =FILE into a file.")
    var format = "text"

    func run() throws {
        let output = try OutputTarget.targets([format], of: Rendering.Format.ofReproductions)
        let result = try Reproducer(path: scenario).run(fixes: fix)
        for target in output {
            try target.write { Rendering(Console.screen).bytes(of: result, as: $0) }
        }
        if !result.differences.isEmpty { throw ExitCode(ExitStatus.failed) }
    }
}
