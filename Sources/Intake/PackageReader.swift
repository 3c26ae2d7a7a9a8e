internal import Archives
internal import CaseModel
internal import CaseStore

/// Reads and parses packages one after another; another thread stores what it finds.
struct PackageReader: EntrySink {
    private let options: Intake.Options
    private let progress: (@Sendable (Intake.Progress) -> Void)?
    private var state: IntakeState
    private var entry: OpenEntry?
    private var packageName = ""
    private var inflatedBytes: Int64 = 0

    init(
        store: StoreQueue,
        limits: Limits,
        options: Intake.Options,
        progress: (@Sendable (Intake.Progress) -> Void)?
    ) {
        state = IntakeState(store: store, limits: limits)
        self.options = options
        self.progress = progress
    }

    /// - Parameter sha256: nil for standard input, whose hash is known when it was read.
    mutating func read(_ input: Input, sha256: [UInt8]?) throws(ArchiveError) {
        packageName = input.name
        inflatedBytes = 0
        state.beginPackage()
        state.package.identity = PackageIdentity(name: input.name)
        state.package.inputName = input.name
        let end = try ArchiveReader(limits: state.limits).read(input, into: &self)
        finish(input, sha256: sha256, end)
    }

    mutating func begin(_ header: EntryHeader) {
        entry = OpenEntry(id: state.beginEntry(path: header.path), path: header.path)
    }

    mutating func bytes(_ block: [UInt8]) {
        inflatedBytes += Int64(block.count)
        progress?(.init(package: packageName, inflatedBytes: inflatedBytes))
        entry?.read(block, into: &state)
    }

    mutating func end(_ end: EntryEnd) {
        entry?.finish(end, into: &state)
        entry = nil
    }

    mutating func note(_ note: Note, at path: String) { state.note(note, at: path) }

    var isCancelled: Bool { state.isCancelled }

    /// Stores what was gathered over the whole package.
    private mutating func finish(_ input: Input, sha256: [UInt8]?, _ end: PackageEnd) {
        if state.package.products.requests.overflowed {
            state.noteOnce(
                Note(
                    .limit,
                    "more than \(state.limits.openRequests) ICAP requests without an answer",
                    limit: "openRequests"
                )
            )
        }
        if state.secrets.isOverLimit {
            state.noteOnce(
                Note(.limit, "too many different secrets to tell apart; later ones share secret#0")
            )
        }
        Workbook.writeAll(&state)
        state.package.products.finish(&state.sideRows)
        for entry in state.package.entries { state.package.identity.vote(sourceOf(entry)) }
        let identity = state.package.identity
        var row = PackageRow(
            id: state.package.id,
            name: input.name,
            product: identity.decided.rawValue,
            sha256: Identifier(bytes: sha256 ?? end.sha256 ?? []),
            packedBytes: end.packedBytes,
            complete: end.isComplete && state.package.entries.allSatisfy(\.whole)
        )
        row.version = identity.version
        row.platform = identity.platform
        row.instance = identity.instance
        row.madeUS = identity.madeUS
        state.sideRows.add(row)
        for entry in state.package.entries { state.sideRows.add(entry) }
        SourceCoverage(state.package, product: identity.decided).write(&state.sideRows)
        // A copy, since both write into the state that holds them.
        let package = state.package
        package.shapes.write(&state)
        PackageClock(options: options, package: package).write(&state)
        state.flush()
    }

    private func sourceOf(_ entry: EntryRow) -> Source? { entry.source.flatMap(Source.init) }
}
