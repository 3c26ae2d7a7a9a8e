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

    @Option(help: "text or json.")
    var format = "text"

    func run() throws {
        let output = try OutputTarget.targets([format])
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
        for (index, story) in stories.enumerated() {
            for target in output {
                if index > 0 { try Console.write("\n") }
                try target.write { Rendering(screen).bytes(of: story, as: $0) }
            }
        }
    }
}
