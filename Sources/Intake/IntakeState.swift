internal import CaseModel
internal import CaseStore

/// Everything intake knows while it reads, handed from stage to stage on one thread.
struct IntakeState {
    private let store: StoreQueue
    let limits: Limits
    var bulk = BulkRows()
    var sideRows = SideRows()
    var secrets = SecretScanner()
    var phrases: PhraseTable
    var details: ScanDetailTable
    /// Kept over records, since it remembers how keys compare.
    var scanFields = FieldScan()
    var package: PackageState
    private(set) var lastEntryID: Int64 = 0
    private var entryPath = ""
    /// False once a note says that something of the current entry could not be read.
    private(set) var isEntryWhole = true
    /// What the current entry turned out to be evidence of, where its first bytes do not tell.
    var foundSource: Source?
    private var notesOfEntry: [Note.Kind: Int] = [:]
    private var notedOnce: Set<Note> = []

    init(store: StoreQueue, limits: Limits) {
        self.store = store
        self.limits = limits
        phrases = PhraseTable(limitBytes: limits.phraseBytes)
        details = ScanDetailTable(limitBytes: limits.phraseBytes)
        package = PackageState(id: 0, firstShapeID: 1, limits: limits)
    }

    mutating func beginPackage() {
        let next = package.shapes.nextID
        package = PackageState(id: package.id + 1, firstShapeID: next, limits: limits)
        notedOnce.removeAll()
        beginEntry(path: "")
    }

    @discardableResult
    mutating func beginEntry(path: String) -> Int64 {
        entryPath = path
        isEntryWhole = true
        foundSource = nil
        notesOfEntry.removeAll()
        lastEntryID += 1
        return lastEntryID
    }

    /// Goes back to an entry that was read, for what can be told only after others.
    mutating func reopenEntry(path: String) {
        entryPath = path
        isEntryWhole = true
        foundSource = nil
        notesOfEntry.removeAll()
    }

    /// True once storing has failed: what is read from now on is lost.
    var isCancelled: Bool { store.isCancelled }

    /// Hands the rows that wait to the storing thread.
    ///
    /// - Parameter block: The bytes that text ranges of the bulk rows point into.
    mutating func flush(block: [UInt8] = []) {
        guard !bulk.isEmpty || !sideRows.isEmpty else { return }
        let bulk = bulk.take()
        let rows = sideRows.take()
        store.put { writer in
            try bulk.write(to: writer, block: block)
            for row in rows { try writer.insert(row) }
        }
    }

    /// Lets the storing thread run statements, after what was handed to it before.
    mutating func onStore(_ job: @escaping StoreQueue.Job) {
        flush()
        store.put(job)
    }

    /// Keeps a note about the current entry; over the bound they are counted.
    mutating func note(_ note: Note, at path: String? = nil) {
        if path == nil, Self.meansLoss(note.kind) { isEntryWhole = false }
        let count = notesOfEntry[note.kind, default: 0] + 1
        notesOfEntry[note.kind] = count
        guard count <= limits.notesPerEntry else { return }
        var row = NoteRow(
            packageID: package.id,
            entryPath: path ?? entryPath,
            kind: note.kind.rawValue,
            text: note.text
        )
        row.line = note.line.map(Int64.init)
        row.byteOffset = note.byteOffset
        row.limitName = note.limit
        if count == limits.notesPerEntry {
            row.text = "more than \(limits.notesPerEntry) notes of this kind; the rest are left out"
            row.limitName = "notesPerEntry"
        }
        sideRows.add(row)
    }

    /// A document that breaks off was handed over whole, and yet something of it is missing.
    private static func meansLoss(_ kind: Note.Kind) -> Bool {
        switch kind {
        case .truncated, .damaged, .encrypted, .partlyRead, .limit: true
        case .unsafeName, .notRegular, .unrecognised, .empty, .unknownColumn, .encoding, .clock,
            .redacted, .ambiguous:
            false
        }
    }

    /// Keeps a note once a package, however often it is given.
    mutating func noteOnce(_ note: Note) {
        if notedOnce.insert(note).inserted { self.note(note, at: "") }
    }
}

/// What is known of the package that is being read.
struct PackageState {
    let id: Int64
    var shapes: ShapeTable
    var products: ProductExtractors
    var entries: [EntryRow] = []
    var tallies: [Int64: EntryTally] = [:]
    var identity = PackageIdentity()
    /// The input as the user gave it; the path of its entry if it is a single file.
    var inputName = ""
    /// What descriptions of the machine say of its zone, in reading order.
    var zones: [SystemZone] = []
    /// Spreadsheets by the path in front of their parts.
    var workbooks: [String: Workbook] = [:]

    init(id: Int64, firstShapeID: Int64, limits: Limits) {
        self.id = id
        shapes = ShapeTable(firstID: firstShapeID, limit: limits.shapes)
        products = ProductExtractors(packageID: id, limits: limits)
    }
}
