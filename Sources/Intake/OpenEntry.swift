internal import Archives
internal import CaseModel
internal import CaseStore

/// An entry between its first and its last block.
struct OpenEntry {
    let id: Int64
    let path: String
    /// What the user says it is; nil to decide by content.
    private let format: String?
    /// The program that reads PostgreSQL's own archives; nil if the user named none.
    private let pgRestore: String?
    private var reader: (any EntryReader)?
    private var recognition: Recognition?

    init(id: Int64, path: String, format: String?, pgRestore: String? = nil) {
        self.id = id
        self.path = path
        self.format = format
        self.pgRestore = pgRestore
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        if recognition == nil { recognise(block, &state) }
        reader?.read(block, into: &state)
        state.flush()
    }

    mutating func finish(_ end: EntryEnd, into state: inout IntakeState) {
        if recognition == nil { recognise([], &state) }
        guard let recognition else { return }
        let tally = reader?.finish(into: &state)
        var row = EntryRow(
            id: id,
            packageID: state.package.id,
            path: path,
            role: recognition.role.rawValue,
            why: recognition.why
        )
        row.source = (recognition.source ?? state.foundSource)?.rawValue
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
        state.flush()
    }

    private mutating func recognise(_ block: [UInt8], _ state: inout IntakeState) {
        let head = Array(block.prefix(Recogniser.headBytes))
        var found = Recogniser.recognise(
            head: head,
            path: path,
            product: state.package.identity.product,
            as: format
        )
        if let pgRestore, head.starts(with: PostgresArchive.magic),
            format == nil || format == PostgresArchive.format
        {
            found = PostgresArchive.recognition(program: pgRestore)
        }
        if found.role == .unread {
            state.note(Note(.unrecognised, found.why))
        }
        recognition = found
        guard let make = found.make else {
            if found.isUnknownText { reader = UnreadLog(path: path) }
            return
        }
        reader = make(
            EntryContext(
                entryID: id,
                packageID: state.package.id,
                path: path,
                source: found.source,
                limits: state.limits,
                newestUS: state.package.newestUS,
                zone: state.zone
            )
        )
    }
}
