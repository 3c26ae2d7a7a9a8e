import ArgumentParser
import CaseModel
import Intake
import ScanWhy

struct AnalyzeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "Explains the failed, missing and locked files of the given packages.",
        discussion: """
            Exit status: 0 nothing at or above --fail-on; 1 something; 2 could not analyse; \
            3 nothing found, but the packages do not allow to call it clear.
            """
    )

    @OptionGroup var input: AnalysisOptions

    @Option(
        name: .customLong("case"),
        help: "Keep the case file (SQLite) here; one of the same input is not read again.",
        completion: .file()
    )
    var caseFile: String?

    @Option(
        help: ArgumentHelp(
            """
            text, json, ndjson, markdown, reply (an answer for a ticket), sarif or junit; with \
            =FILE into a file. Repeatable. Default: text.
            """,
            valueName: "format"
        )
    )
    var format: [String] = []

    @Option(
        help: ArgumentHelp(
            "Write the locked files here as CSV: what to do with each, in which wave.",
            valueName: "file.csv"
        ),
        completion: .file()
    )
    var affected: String?

    @Option(help: "Leave out subjects before this time.")
    var since: String?

    @Option(help: "Leave out subjects from this time on.")
    var until: String?

    @Option(help: "Run only the rules of this family. Repeatable.")
    var family: [String] = []

    @Option(
        help:
            "NAME, PATH, HASH or ID, with @TIME if known: a file that is inaccessible. Repeatable."
    )
    var file: [String] = []

    @Option(
        help: "Severity from which the exit status is 1: info, warning, error, critical, never."
    )
    var failOn = "error"

    @Flag(help: "Exit with 3 if anything at all was incomplete or undetermined.")
    var strict = false

    func run() throws {
        var options = try input.analyzerOptions()
        options.caseFile = caseFile
        options.families = family
        options.files = file
        options.strict = strict
        options.since = try time(since, "--since")
        options.until = try time(until, "--until")
        let outputs = try OutputTarget.targets(format)
        let threshold = try failOnSeverity()
        let line = ProgressLine.unless(input.quiet)
        var progress: (@Sendable (Intake.Progress) -> Void)?
        if let line { progress = { line.show($0) } }
        let kept = input.quiet ? nil : caseFile.map(Rendering.safe)
        let analyzer = Analyzer(options, progress: progress) {
            if let kept { Console.remark("not read again: \(kept) was made of the same input") }
        }
        let status: Trust.Status = try analyzer.run { assessment, file in
            line?.clear()
            var screen = Console.screen
            screen.inputs = input.inputs
            screen.caseFile = caseFile
            screen.failOn = threshold
            if outputs.contains(where: { $0.format == .sarif }) {
                screen.rules = try RuleBook(directory: input.rules).cards
            }
            for output in outputs {
                try output.write { Rendering(screen).bytes(of: assessment, as: $0) }
            }
            if let affected {
                let list = try analyzer.releaseList(of: file, assessment)
                try OutputTarget.write(Rendering.csv(list), to: affected)
            }
            return Trust(failOn: threshold, strict: strict).status(of: assessment)
        }
        if status != .nothingFound { throw ExitCode(status.rawValue) }
    }

    private func time(_ text: String?, _ option: String) throws -> UserTime? {
        guard let text else { return nil }
        guard let time = UserTime(text) else {
            throw ValidationError("\(option) wants a time such as 2026-06-27T22:00:00+02:00.")
        }
        return time
    }

    private func failOnSeverity() throws -> Severity? {
        if failOn == "never" { return nil }
        guard let severity = Severity(name: failOn) else {
            throw ValidationError("--fail-on wants info, warning, error, critical or never.")
        }
        return severity
    }
}
