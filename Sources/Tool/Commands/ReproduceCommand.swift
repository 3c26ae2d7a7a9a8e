import ArgumentParser
import CaseModel
import ScanWhy

struct ReproduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reproduce",
        abstract:
            "Plays a scenario, or what a case shows, in the engine, and tries remedies.",
        discussion: """
            Of a case, --finding says what is played: the files at their times, the cause that \
            the rule names, and some files that fared well. The engine's end is laid beside the \
            observed one; that is consistent with the finding or not, and never a proof.

            Exit status 0: it ends as expected; 1: it does not; 2: it could not run. The remedies:

            \(Reproducer.remedies.map { "  \($0.name): \($0.about)" }.joined(separator: "\n"))
            """
    )

    @Argument(
        help: "A scenario (docs/scenarios.md), a case file, or packages.",
        completion: .file()
    )
    var inputs: [String] = []

    @Option(help: "Of a case: the id of the finding to play, or its rule.")
    var finding: String?

    @OptionGroup var source: CaseSource

    @Option(help: "Apply this remedy and show what changes; repeatable.")
    var fix: [String] = []

    @Option(help: "Write the support packages that the run would leave into this folder.")
    var writePackages: String?

    @Option(help: "Versions, clocks, words and damage of these packages; whole ones unless told.")
    var seed: UInt64?

    @Option(help: "text, json or yaml (the scenario alone); with =FILE into a file; repeatable.")
    var format: [String] = []

    func run() throws {
        let output = try OutputTarget.targets(format, of: Rendering.Format.ofReproductions)
        let reproducer = try reproducer()
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

    private func reproducer() throws -> Reproducer {
        if finding == nil, source.caseFile == nil, inputs.count == 1,
            Reproducer.isScenario(at: inputs[0])
        {
            return try Reproducer(path: inputs[0])
        }
        let line = ProgressLine.unless(source.quiet)
        defer { line?.clear() }
        return try source.analyzer(inputs, line).reproducer(of: finding)
    }
}
