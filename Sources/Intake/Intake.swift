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
        /// A place in place of an offset; then it stands alone, and `zoneSeconds` is nil.
        package var namedZone: NamedZone?
        /// Files the user asks about, with the time they name.
        package var reported: [ReportedFile] = []
        /// Formats the user names for entries, in their order.
        package var formats: [FormatChoice] = []
        /// Those of the inputs that are tables of the vendor's messages.
        package var messages: [Input] = []
        /// The user's `pg_restore`, which is run on archives of PostgreSQL; nil to run nothing.
        package var pgRestore: String?

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
        fileprivate let production: Production<InputOrder>

        /// Stores every input, and joins what belongs together.
        ///
        /// - Returns: The inputs as they were read.
        @discardableResult
        package func store(into writer: CaseWriter) throws -> InputOrder {
            let order = try production.store(into: writer)
            try writer.buildIndexes()
            try Masking(writer: writer).write()
            try PartialCollection(writer: writer).write()
            try Belonging(writer: writer).write()
            try Overlap(writer: writer).merge()
            try ClockAgreement(writer: writer).write()
            try ScanMerge(writer: writer).write()
            try Linking(writer: writer).link()
            return order
        }

        /// Reads every input to its end and stores nothing, to measure reading alone.
        package func discard() throws { _ = try production.discard() }

        /// Ends the reading where there is nothing to store it in.
        package func abandon() { production.abandon() }
    }

    /// Begins to read the inputs; either function of `Reading` must follow.
    package func begin(_ inputs: [Input]) -> Reading {
        begin { () throws(ArchiveError) in try InputOrder(inputs) }
    }

    /// Begins to read inputs that were hashed before.
    package func begin(_ order: InputOrder) -> Reading { begin { order } }

    private func begin(_ order: @escaping @Sendable () throws -> InputOrder) -> Reading {
        let (limits, options, progress) = (limits, options, progress)
        let production = StoreQueue.start { store in
            var reader = PackageReader(
                store: store,
                limits: limits,
                options: options,
                progress: progress
            )
            let order = try order()
            for (input, sha256) in order.items { try reader.read(input, sha256: sha256) }
            return order
        }
        return Reading(production: production)
    }

    /// What decides the rows of these inputs; nil where they must be read to be known.
    package func stamp(_ order: InputOrder, toolVersion: String) -> IntakeStamp? {
        guard let inputs = order.text else { return nil }
        return IntakeStamp([
            "inputs": inputs,
            "tool": toolVersion,
            "zone": options.zoneSeconds.map(String.init)
                ?? options.namedZone.map { "\($0.name) \($0.file.stamp)" } ?? "",
            "files": options.reported.map { String(describing: $0) }.joined(separator: "\n"),
            "formats": options.formats.map { "\($0.glob)=\($0.format)" }.joined(separator: "\n"),
            "pg-restore": options.pgRestore ?? "",
            "messages": options.messages.map(\.name).sorted().joined(separator: "\n"),
            "limits": String(describing: limits),
        ])
    }

    /// Writes what wants an explanation; after the share model has predicted its locks.
    package func conclude(_ writer: CaseWriter) throws {
        let zone = try options.zoneSeconds ?? Self.zoneSeconds(of: writer)
        let listed = "SELECT value FROM fact_row WHERE key = ? ORDER BY id"
        let asked = try writer.rows(listed, [AskedList.factKey])
            .map { ReportedFile(argument: $0["value"]) }
        let reported = ReportedFiles(
            files: options.reported + asked,
            zoneSeconds: zone,
            namedZone: options.namedZone,
            writer: writer
        )
        try reported.write()
        try ExpectedEvents(writer: writer).write()
        try OtherNames(writer: writer).write()
        try Symptoms(writer: writer).write()
    }

    /// The zone of the case: that of the first package which tells one, else UTC.
    private static func zoneSeconds(of writer: CaseWriter) throws -> Int {
        let rows = try writer.rows(
            "SELECT offset_us FROM clock_row WHERE how <> 'none' ORDER BY package_id LIMIT 1"
        )
        return Int(rows.first?["offset_us"] ?? Int64(0)) / 1_000_000
    }
}
