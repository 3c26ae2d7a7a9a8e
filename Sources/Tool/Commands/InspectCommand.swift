import ArgumentParser
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

    @Option(
        help: "Tell what was tried on this entry of the packages, and how far each format fits."
    )
    var why: String?

    @Option(help: "text or json; with =FILE into a file. Repeatable.")
    var format: [String] = []

    func run() throws {
        if let why {
            guard source.caseFile == nil, !inputs.isEmpty else {
                throw ValidationError("--why looks into packages; a case file has none.")
            }
            try Console.write(try WhyText(inputs: inputs).text(of: why))
            return
        }
        let outputs = try OutputTarget.targets(format)
        let line = ProgressLine.unless(source.quiet)
        let inspection = try source.analyzer(inputs, line, formats: formats.choices())
            .inspection()
        line?.clear()
        var screen = Console.screen
        screen.inputs = inputs
        screen.caseFile = source.caseFile
        for output in outputs {
            try output.write { Rendering(screen).bytes(of: inspection, as: $0) }
        }
    }
}
