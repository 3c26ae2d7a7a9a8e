package import Archives
package import CaseModel
package import CaseStore
internal import Dispatch

/// Turns packages into the rows of a case file, in the order of their SHA-256.
package struct Intake {
    /// How far reading has come; for a progress bar.
    package struct Progress: Sendable {
        package var package: String
        package var inflatedBytes: Int64
    }

    /// What the user said about the inputs.
    package struct Options: Sendable {
        /// Local time minus UTC in seconds, for stamps without a zone; nil takes it from the
        /// packages.
        package var zoneSeconds: Int?
        /// Files the user asks about, with the time they name.
        package var reported: [ReportedFile] = []

        package init() {}
    }

    private let limits: Limits
    private let options: Options
    private let progress: (@Sendable (Progress) -> Void)?

    package init(
        limits: Limits, options: Options, progress: (@Sendable (Progress) -> Void)? = nil
    ) {
        self.limits = limits
        self.options = options
        self.progress = progress
    }

    /// Reads every input, joins what belongs together, and leaves all but the symptoms.
    package func read(_ inputs: [Input], into writer: CaseWriter) throws {
        var state = IntakeState(writer: writer, limits: limits)
        for input in try Self.ordered(inputs) {
            state.beginPackage()
            state.package.identity = PackageIdentity(name: input.name)
            try PackageRun(input: input, options: options, progress: progress).run(&state)
        }
        try state.sideRows.flush(to: writer)
        try writer.buildIndexes()
        try Linking(writer: writer).link()
    }

    /// Writes what wants an explanation; after the share model has predicted its locks.
    package func conclude(_ writer: CaseWriter) throws {
        try ReportedFiles(files: options.reported, writer: writer).write()
        try ExpectedEvents(writer: writer).write()
        try Symptoms(writer: writer).write()
    }

    /// By SHA-256, so that the order on the command line changes nothing; standard input last.
    private static func ordered(_ inputs: [Input]) throws -> [Input] {
        var hashed: [(hash: String, name: String, input: Input)] = []
        for input in inputs {
            guard input != .standardInput else { continue }
            let hash = Identifier.hex(of: try PackageHash.sha256(of: input))
            hashed.append((hash, input.name, input))
        }
        hashed.sort { ($0.hash, $0.name) < ($1.hash, $1.name) }
        var seen: Set<String> = []
        // The same bytes given twice are one package.
        let unique = hashed.filter { seen.insert($0.hash).inserted }.map(\.input)
        return unique + inputs.filter { $0 == .standardInput }.prefix(1)
    }
}
