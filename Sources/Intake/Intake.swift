package import Archives
package import CaseModel
package import CaseStore
internal import GRDB

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
        /// Formats the user names for entries, in their order.
        package var formats: [FormatChoice] = []

        package init() {}
    }

    private let limits: Limits
    private let options: Options
    private let progress: (@Sendable (Progress) -> Void)?

    package init(
        limits: Limits,
        options: Options,
        progress: (@Sendable (Progress) -> Void)? = nil
    ) {
        self.limits = limits
        self.options = options
        self.progress = progress
    }

    /// Inputs that are being read on a thread of their own, a little ahead of what is stored.
    package struct Reading: Sendable {
        fileprivate let production: Production<Void>

        /// Stores every input, and joins what belongs together.
        package func store(into writer: CaseWriter) throws {
            try production.store(into: writer)
            try writer.buildIndexes()
            try Masking(writer: writer).write()
            try Overlap(writer: writer).merge()
            try ClockAgreement(writer: writer).write()
            try ScanMerge(writer: writer).write()
            try Linking(writer: writer).link()
        }

        /// Ends the reading where there is nothing to store it in.
        package func abandon() { production.abandon() }
    }

    /// Begins to read the inputs; either function of `Reading` must follow.
    package func begin(_ inputs: [Input]) -> Reading {
        let (limits, options, progress) = (limits, options, progress)
        let production = StoreQueue.start { store in
            var reader = PackageReader(
                store: store,
                limits: limits,
                options: options,
                progress: progress
            )
            for (input, sha256) in try Self.ordered(inputs) {
                try reader.read(input, sha256: sha256)
            }
        }
        return Reading(production: production)
    }

    /// Writes what wants an explanation; after the share model has predicted its locks.
    package func conclude(_ writer: CaseWriter) throws {
        let zone = try options.zoneSeconds ?? Self.zoneSeconds(of: writer)
        let listed = "SELECT value FROM fact_row WHERE key = ? ORDER BY id"
        let asked = try writer.rows(listed, [AskedList.factKey])
            .map { ReportedFile(argument: $0["value"]) }
        try ReportedFiles(files: options.reported + asked, zoneSeconds: zone, writer: writer)
            .write()
        try ExpectedEvents(writer: writer).write()
        try Symptoms(writer: writer).write()
    }

    /// The zone of the case: that of the first package which tells one, else UTC.
    private static func zoneSeconds(of writer: CaseWriter) throws -> Int {
        let rows = try writer.rows(
            "SELECT offset_us FROM clock_row WHERE how <> 'none' ORDER BY package_id LIMIT 1"
        )
        return Int(rows.first?["offset_us"] ?? Int64(0)) / 1_000_000
    }

    /// By SHA-256, so that the order on the command line changes nothing; standard input last.
    private static func ordered(_ inputs: [Input]) throws -> [(Input, sha256: [UInt8]?)] {
        var hashed: [(key: String, input: Input, sha256: [UInt8])] = []
        for input in inputs {
            guard let sha256 = try PackageHash.sha256(of: input) else { continue }
            hashed.append((Identifier.hex(of: sha256) + input.name, input, sha256))
        }
        hashed.sort { $0.key < $1.key }
        var seen: Set<[UInt8]> = []
        // The same bytes given twice are one package.
        let unique = hashed.filter { seen.insert($0.sha256).inserted }
        return unique.map { ($0.input, $0.sha256) }
            + inputs.filter { $0 == .standardInput }.prefix(1).map { ($0, nil) }
    }
}
