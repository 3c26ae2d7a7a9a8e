import ArgumentParser
import ScanWhy

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells the story of one file over all packages, in the order of time."
    )

    @Argument(help: "A path, file name, SHA-256, data id, or ICAP connection or request id.")
    var item: String

    @Argument(help: "Packages, if no case file is given.", completion: .file())
    var inputs: [String] = []

    @OptionGroup var source: CaseSource

    @OptionGroup var messages: MessageOptions

    @Option(help: "text, json or markdown; with =FILE into a file.")
    var format = "text"

    func run() throws {
        let output = try OutputTarget.targets([format], of: Rendering.Format.ofStories)
        let line = ProgressLine.unless(source.quiet)
        let analyzer = try source.analyzer(inputs, line, messages: messages)
        let stories = try analyzer.stories(of: item)
        line?.clear()
        guard !stories.isEmpty else {
            throw UserMessage(
                problem: "nothing in these packages is known by that name or id",
                location: Rendering.safe(item),
                help: "try the base name, the data id or the hash; "
                    + "`analyze --file NAME@TIME` asks about a file that no log mentions"
            )
        }
        var screen = Console.screen
        screen.inputs = inputs
        screen.caseFile = source.caseFile
        for target in output {
            try target.write { format in
                let parts = stories.map { Rendering(screen).bytes(of: $0, as: format) }
                return Array(parts.joined(separator: [UInt8(ascii: "\n")]))
            }
        }
    }
}
