internal import Archives
internal import CaseModel
internal import CaseStore
internal import Dispatch

/// One package through both threads: one reads and inflates, this one parses and stores.
struct PackageRun {
    let input: Input
    /// nil for standard input, whose hash is known when it was read.
    let sha256: [UInt8]?
    let options: Intake.Options
    let progress: (@Sendable (Intake.Progress) -> Void)?

    func run(_ state: inout IntakeState) throws {
        let ring = Ring()
        let input = input
        let limits = state.limits
        // A thread of its own: reading blocks on the ring, which a shared queue must not do.
        DispatchQueue(label: "scanwhy.reader").async {
            var sink = RingSink(ring: ring)
            do throws(ArchiveError) {
                ring.put(.packageEnd(try ArchiveReader(limits: limits).read(input, into: &sink)))
            } catch {
                ring.put(.failed(error))
            }
        }
        do {
            try consume(ring, &state)
        } catch {
            // Let the reader run out before the error leaves, so that nothing waits for ever.
            ring.cancel()
            drain(ring)
            throw error
        }
    }

    private func consume(_ ring: Ring, _ state: inout IntakeState) throws {
        var entry: OpenEntry?
        var inflated: Int64 = 0
        while true {
            switch ring.take() {
            case .begin(let header):
                let id = state.beginEntry(path: header.path)
                entry = OpenEntry(id: id, path: header.path)
            case .block(let block):
                inflated += Int64(block.count)
                progress?(.init(package: input.name, inflatedBytes: inflated))
                try entry?.read(block, into: &state)
            case .end(let end):
                try entry?.finish(end, into: &state)
                entry = nil
            case .note(let note, let path):
                state.note(note, at: path)
            case .packageEnd(let end):
                try finish(end, &state)
                return
            case .failed(let error):
                throw error
            }
        }
    }

    private func drain(_ ring: Ring) {
        while true {
            switch ring.take() {
            case .packageEnd, .failed: return
            default: continue
            }
        }
    }

    /// Stores what was gathered over the whole package.
    private func finish(_ end: PackageEnd, _ state: inout IntakeState) throws {
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
        try state.sideRows.flush(to: state.writer)
        try state.package.shapes.write(to: state.writer)
        try PackageClock(options: options, package: state.package).write(&state)
        try state.sideRows.flush(to: state.writer)
    }

    private func sourceOf(_ entry: EntryRow) -> Source? { entry.source.flatMap(Source.init) }
}

/// An entry between its first and its last block.
private struct OpenEntry {
    let id: Int64
    let path: String
    private var reader: (any EntryReader)?
    private var recognition: Recognition?

    init(id: Int64, path: String) {
        self.id = id
        self.path = path
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) throws {
        if recognition == nil { recognise(block, &state) }
        try reader?.read(block, into: &state)
        try state.sideRows.flush(to: state.writer)
    }

    mutating func finish(_ end: EntryEnd, into state: inout IntakeState) throws {
        if recognition == nil { recognise([], &state) }
        guard let recognition else { return }
        let tally = try reader?.finish(into: &state)
        var row = EntryRow(
            id: id,
            packageID: state.package.id,
            path: path,
            role: recognition.role.rawValue,
            why: recognition.why
        )
        row.source = recognition.source?.rawValue
        row.format = recognition.format
        row.sizeBytes = end.bytes
        row.whole = end.isWhole && state.isEntryWhole
        if let tally {
            row.lines = tally.lines
            row.records = tally.records
            row.unparsedLines = tally.unparsedLines
            row.firstUS = tally.firstUS
            row.lastUS = tally.lastUS
            row.usualPauseUS = tally.medianPauseUS
            row.zoneKnown = tally.zoneKnown
            state.package.tallies[id] = tally
        }
        state.package.entries.append(row)
        try state.sideRows.flush(to: state.writer)
    }

    private mutating func recognise(_ block: [UInt8], _ state: inout IntakeState) {
        let head = Array(block.prefix(Recogniser.headBytes))
        let found = Recogniser.recognise(
            head: head,
            path: path,
            product: state.package.identity.product
        )
        if found.role == .unread {
            state.note(Note(.unrecognised, found.why))
        }
        recognition = found
        reader = found.make?(
            EntryContext(
                entryID: id,
                packageID: state.package.id,
                path: path,
                source: found.source,
                limits: state.limits
            )
        )
    }
}
