import ArgumentParser
import ScanWhy

struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Runs one SELECT over the views of a case (see docs/schema.md)."
    )

    @Argument(help: "The SELECT.")
    var sql: String

    @Argument(help: "Packages, if no case file is given.", completion: .file())
    var inputs: [String] = []

    @OptionGroup var source: CaseSource

    @Option(help: "table, csv or json.")
    var format = "table"

    func run() throws {
        guard let format = QueryFormat(rawValue: format) else {
            throw ValidationError("--format wants table, csv or json, not \(format).")
        }
        let line = ProgressLine.unless(source.quiet)
        let output = try source.analyzer(inputs, line).query(sql, as: format)
        line?.clear()
        try Console.write(output)
    }
}
