import ArgumentParser
import CaseModel
import ScanWhy

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Shows what is in packages, what was recognised as what and why, and what not."
    )

    @Argument(help: "Packages, folders, exports, or - for standard input.", completion: .file())
    var inputs: [String] = []

    @OptionGroup var source: CaseSource

    @OptionGroup var formats: FormatOptions

    @OptionGroup var messages: MessageOptions

    @Option(
        help: "Tell what was tried on this entry of the packages, and how far each format fits."
    )
    var why: String?

    @Flag(help: "Write what the logs look like, without any value: safe to share, as JSON.")
    var shapesOnly = false

    @Option(name: .customShort("o"), help: "With --shapes-only, the file to write.")
    var outputFile: String?

    @Option(help: "Exit with 3 if fewer than this percentage of the lines were understood.")
    var failUnderCoverage: Double?

    @Option(help: "text or json; with =FILE into a file. Repeatable.")
    var format: [String] = []

    func validate() throws {
        if let share = failUnderCoverage, !(0...100).contains(share) {
            throw ValidationError("--fail-under-coverage wants a percentage from 0 to 100.")
        }
        guard outputFile == nil || shapesOnly else {
            throw ValidationError("-o belongs to --shapes-only; --format takes =FILE.")
        }
    }

    func run() throws {
        if shapesOnly { return try writeShapes() }
        if let why {
            guard source.caseFile == nil, !inputs.isEmpty else {
                throw ValidationError("--why looks into packages; a case file has none.")
            }
            try Console.write(try WhyText(inputs: inputs).text(of: why))
            return
        }
        let outputs = try OutputTarget.targets(format, of: Rendering.Format.ofInspections)
        let line = ProgressLine.unless(source.quiet)
        let inspection = try source.analyzer(
            inputs,
            line,
            formats: formats.choices(),
            messages: messages
        ).inspection()
        line?.clear()
        var screen = Console.screen
        screen.inputs = inputs
        screen.caseFile = source.caseFile
        for output in outputs {
            try output.write { Rendering(screen).bytes(of: inspection, as: $0) }
        }
        if Trust.isUnder(failUnderCoverage, inspection.parsedShare) {
            throw ExitCode(Trust.Status.notToBeTrusted.rawValue)
        }
    }

    private func writeShapes() throws {
        let line = ProgressLine.unless(source.quiet)
        let sheet = try source.analyzer(inputs, line, formats: formats.choices()).shapeSheet()
        line?.clear()
        let output = OutputTarget(format: .json, path: outputFile)
        try output.write { _ in Rendering(Console.screen).bytes(of: sheet) }
    }
}
