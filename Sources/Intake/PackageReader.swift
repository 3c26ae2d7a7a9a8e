internal import Archives
internal import CaseModel
internal import CaseStore

/// Reads and parses packages one after another; another thread stores what it finds.
struct PackageReader: EntrySink {
    private let options: Intake.Options
    private let progress: (@Sendable (Intake.Progress) -> Void)?
    private var state: IntakeState
    private var entry: OpenEntry?
    /// The path of the open entry in the input.
    private var openedPath = ""
    private var inputName = ""
    /// False for an input whose own name is that of a support package.
    private var isBundle = false
    private var holders = PackageHolders()
    private var isMessageTable = false
    private var inflatedBytes: Int64 = 0

    init(
        store: StoreQueue,
        limits: Limits,
        options: Intake.Options,
        progress: (@Sendable (Intake.Progress) -> Void)?
    ) {
        state = IntakeState(store: store, limits: limits)
        state.zone = options.namedZone
        self.options = options
        self.progress = progress
    }

    /// Reads a package; the hash is nil for standard input, where it is known afterwards.
    mutating func read(_ input: Input, sha256: [UInt8]?) throws(ArchiveError) {
        inputName = input.name
        inflatedBytes = 0
        isMessageTable = options.messages.contains(input)
        state.beginPackage()
        state.package.identity = PackageIdentity(name: input.name)
        state.inputName = input.name
        isBundle = state.package.identity.product == nil
        holders = PackageHolders(isBundle ? input.paths(limits: state.limits) : [])
        let end = try ReadAhead(limits: state.limits).read(input, into: &self)
        let roots = state.packageRoots
        for root in roots {
            state.returnToPackage(root)
            // Nothing lay beside the packages of the bundle.
            if roots.count > 1, root.isEmpty, state.package.isBlank { continue }
            // Of a bundle the end does not say which package was damaged; its notes do.
            let isWhole = roots.count > 1 ? !state.package.hasLoss : end.isComplete
            finishPackage(of: input, sha256: sha256, end, isWhole: isWhole)
        }
    }

    mutating func begin(_ header: EntryHeader) {
        openedPath = header.path
        let path = enter(header.path)
        entry = OpenEntry(
            id: state.beginEntry(path: path),
            path: path,
            format: isMessageTable
                ? MessageTable.format : FormatChoice.format(of: path, in: options.formats),
            pgRestore: options.pgRestore
        )
    }

    /// Goes on with the package that a path of the input belongs to; returns the path in it.
    private mutating func enter(_ path: String) -> String {
        guard isBundle else { return path }
        let root = holders.root(of: path)
        state.enterPackage(root)
        return root.rest
    }

    mutating func bytes(_ block: [UInt8]) {
        inflatedBytes += Int64(block.count)
        progress?(.init(package: inputName, inflatedBytes: inflatedBytes))
        entry?.read(block, into: &state)
    }

    mutating func end(_ end: EntryEnd) {
        entry?.finish(end, into: &state)
        entry = nil
    }

    mutating func note(_ note: Note, at path: String) {
        if let entry {
            // What is wrong with an entry is told while it is read, and changes no package.
            state.note(note, at: path == openedPath ? entry.path : path)
        } else {
            let rest = enter(path)
            if IntakeState.meansLoss(note.kind) { state.package.hasLoss = true }
            state.note(note, at: rest)
        }
    }

    var isCancelled: Bool { state.isCancelled }

    /// Stores what was gathered over the whole package.
    private mutating func finishPackage(
        of input: Input,
        sha256: [UInt8]?,
        _ end: PackageEnd,
        isWhole: Bool
    ) {
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
                Note(
                    .limit,
                    "too many different secrets to tell apart; later ones share secret#0",
                    limit: "secretBytes"
                )
            )
        }
        Workbook.writeAll(&state)
        state.package.products.finish(&state.sideRows)
        if state.package.identity.product == nil {
            SharedNames(inputName: state.package.name ?? input.name).settle(&state.package.entries)
        }
        for entry in state.package.entries { state.package.identity.vote(sourceOf(entry)) }
        let identity = state.package.identity
        var row = PackageRow(
            id: state.package.id,
            name: state.package.name ?? input.name,
            product: identity.decided.rawValue,
            sha256: Identifier(bytes: sha256 ?? end.sha256 ?? []),
            packedBytes: end.packedBytes,
            complete: isWhole && state.package.entries.allSatisfy(\.whole)
        )
        row.bundle = state.package.root.isEmpty ? nil : input.name
        row.version =
            identity.version ?? state.package.products.services.version(of: identity.decided)
        row.platform = identity.platform
        row.instance = identity.instance
        row.madeUS = identity.madeUS
        state.sideRows.add(row)
        for entry in state.package.entries { state.sideRows.add(entry) }
        // A copy, since these write into the state that holds them.
        let package = state.package
        let clock = PackageClock(options: options, package: package)
        SourceCoverage(package, product: identity.decided, offsetUS: clock.offsetUS)
            .write(&state.sideRows)
        package.shapes.write(&state)
        clock.write(&state)
        state.flush()
    }

    private func sourceOf(_ entry: EntryRow) -> Source? { entry.source.flatMap(Source.init) }
}
