import ArgumentParser
import Intake
import ScanWhy

/// Packages, or a case file kept earlier: what explain and query look into.
struct CaseSource: ParsableArguments {
    @Option(
        name: .customLong("case"),
        help: "A case file that `analyze --case` kept.",
        completion: .file()
    )
    var caseFile: String?

    @Option(
        name: .customLong("timezone"),
        help: "Zone of local times: ±HH:MM, UTC or Europe/Berlin. Default: what the packages tell."
    )
    var zone: String?

    @Option(help: "A rules folder in place of the rules built in.", completion: .directory)
    var rules: String?

    @Option(
        help: "The path of your pg_restore, to read PostgreSQL dumps in its own format.",
        completion: .file()
    )
    var pgRestore: String?

    @Flag(help: "No progress line.")
    var quiet = false

    /// An analyzer over the case file, or over packages.
    func analyzer(
        _ inputs: [String],
        _ line: ProgressLine?,
        formats: [FormatChoice] = [],
        messages: MessageOptions? = nil
    ) throws -> Analyzer {
        guard caseFile == nil || inputs.isEmpty else {
            throw ValidationError("Give a case file with --case or packages, not both.")
        }
        var options = Analyzer.Options()
        options.inputs = inputs
        options.openedCase = caseFile
        guard caseFile != nil || !inputs.isEmpty else {
            throw ValidationError("Give --case FILE or at least one package.")
        }
        options.zone = zone
        options.pgRestore = pgRestore
        options.rules = rules
        options.formats = formats
        options.messages = messages?.msgids ?? []
        var progress: (@Sendable (Intake.Progress) -> Void)?
        if let line { progress = { line.show($0) } }
        return Analyzer(options, progress: progress)
    }
}
