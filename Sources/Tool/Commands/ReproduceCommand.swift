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

    @Option(help: "Write the support packages that the run would leave into this folder.")
    var writePackages: String?

    @Option(help: "Versions, clocks, words and damage of these packages; whole ones unless told.")
    var seed: UInt64?

    @Option(help: "text or json; with =FILE into a file.")
    var format = "text"

    func run() throws {
        let output = try OutputTarget.targets([format], of: Rendering.Format.ofReproductions)
        let reproducer = try Reproducer(path: scenario)
        let result = try reproducer.run(fixes: fix)
        for target in output {
            try target.write { Rendering(Console.screen).bytes(of: result, as: $0) }
        }
        if let writePackages {
            let folder = try reproducer.writePackages(to: writePackages, fixes: fix, seed: seed)
            let inputs = folder.inputs.map(Rendering.safe).joined(separator: " ")
            Console.remark("written; read it with: scanwhy analyze \(inputs)")
            Console.remark("what really happened: \(Rendering.safe(folder.truth))")
        }
        if !result.differences.isEmpty { throw ExitCode(ExitStatus.failed) }
    }
}
