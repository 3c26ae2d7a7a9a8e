import ArgumentParser
import CaseModel
import ScanWhy

/// The options that every command takes which reads packages.
struct AnalysisOptions: ParsableArguments {
    @Argument(
        help: "Support packages, folders, exports, a case file, or - for standard input.",
        completion: .file()
    )
    var inputs: [String] = []

    @Option(
        name: .customLong("timezone"),
        help: "Zone of local times: ±HH:MM, UTC or Europe/Berlin. Default: what the packages tell."
    )
    var zone: String?

    @Option(help: "A rules folder in place of the rules built in.", completion: .directory)
    var rules: String?

    @Option(
        help: "RULE.NAME=VALUE: another value for a rule's parameter. Repeatable."
    )
    var parameter: [String] = []

    @Option(
        help: "The path of your pg_restore, to read PostgreSQL dumps in its own format.",
        completion: .file()
    )
    var pgRestore: String?

    @OptionGroup var formats: FormatOptions

    @OptionGroup var messages: MessageOptions

    @Flag(help: "No progress line.")
    var quiet = false

    /// The façade's form of these options.
    func analyzerOptions() throws -> Analyzer.Options {
        guard !inputs.isEmpty else {
            throw ValidationError("Give at least one package, folder, export or case file.")
        }
        var options = Analyzer.Options()
        options.inputs = inputs
        options.zone = zone
        options.pgRestore = pgRestore
        options.rules = rules
        options.formats = try formats.choices()
        options.messages = messages.msgids
        options.parameters = try parameter.map { text in
            guard let equals = text.firstIndex(of: "=") else {
                throw ValidationError("--parameter wants RULE.NAME=VALUE, not \(text).")
            }
            return (String(text[..<equals]), String(text[text.index(after: equals)...]))
        }
        return options
    }
}
