internal import CaseModel
internal import CaseStore

/// Everything intake knows while it reads, handed from stage to stage on one thread.
struct IntakeState {
    private let store: StoreQueue
    let limits: Limits
    /// As the user named it; documents apply it to each of their times.
    var zone: NamedZone?
    var bulk = BulkRows()
    var sideRows = SideRows()
    var secrets: SecretScanner
    var phrases: PhraseTable
    var details: ScanDetailTable
    /// Kept over records, since it remembers how keys compare.
    var scanFields = FieldScan()
    var scanWords = ScanWords()
    var package: PackageState
    /// The other packages of a bundle, by their paths.
    private var parked: [String: PackageState] = [:]
    private var lastPackageID: Int64 = 0
    private(set) var lastEntryID: Int64 = 0
    /// The input as the user gave it; the path of its entry if it is a single file.
    var inputName = ""
    private(set) var entryPath = ""
    /// False once a note says that something of the current entry could not be read.
    private(set) var isEntryWhole = true
    /// What the current entry turned out to be evidence of, where its first bytes do not tell.
    var foundSource: Source?
    private var notesOfEntry: [Note.Kind: Int] = [:]

    init(store: StoreQueue, limits: Limits) {
        self.store = store
        self.limits = limits
        secrets = SecretScanner(bytesLimit: limits.secretBytes)
        phrases = PhraseTable(limitBytes: limits.phraseBytes)
        details = ScanDetailTable(limitBytes: limits.phraseBytes)
        package = PackageState(id: 0, limits: limits)
    }

    /// Begins a package; that of another input ends with it.
    mutating func beginPackage() {
        parked.removeAll()
        package = newPackage()
        beginEntry(path: "")
    }

    /// Goes on with the package of a bundle at this path, empty for what lies beside the packages.
    mutating func enterPackage(_ root: PackageRoot) {
        guard root.path != package.root else { return }
        parked[package.root] = package
        package = parked.removeValue(forKey: root.path) ?? newPackage(root)
    }

    /// The packages of the input in the order they began.
    var packageRoots: [String] {
        (Array(parked.values) + [package]).sorted { $0.id < $1.id }.map(\.root)
    }

    /// Goes back to a package that was entered before.
    mutating func returnToPackage(_ root: String) {
        guard root != package.root, let found = parked.removeValue(forKey: root) else { return }
        parked[package.root] = package
        package = found
    }

    private mutating func newPackage(_ root: PackageRoot? = nil) -> PackageState {
        lastPackageID += 1
        var new = PackageState(id: lastPackageID, limits: limits)
        new.root = root?.path ?? ""
        new.identity = PackageIdentity(name: root?.name ?? "")
        return new
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
        package.hasNotes = true
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
    static func meansLoss(_ kind: Note.Kind) -> Bool {
        switch kind {
        case .truncated, .damaged, .encrypted, .partlyRead, .limit: true
        case .unsafeName, .notRegular, .unrecognised, .empty, .unknownColumn, .encoding, .clock,
            .redacted, .ambiguous, .overlap:
            false
        }
    }

    /// Keeps a note once a package, however often it is given.
    mutating func noteOnce(_ note: Note) {
        if package.notedOnce.insert(note).inserted { self.note(note, at: "") }
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
    /// What descriptions of the machine say of its zone, in reading order.
    var zones: [SystemZone] = []
    /// Spreadsheets by the path in front of their parts.
    var workbooks: [String: Workbook] = [:]
    /// Its path in a bundle; empty for an input that is a package, and for what lies beside them.
    var root = ""
    /// True once a note beside the entries says that something is missing.
    var hasLoss = false
    var hasNotes = false
    fileprivate var notedOnce: Set<Note> = []

    /// Its name in a bundle; nil for an input that is a package.
    var name: String? {
        root.split { $0 == "/" || $0 == "!" }.last.map(String.init)
    }

    /// True if nothing was read and nothing is to be said.
    var isBlank: Bool { entries.isEmpty && !hasNotes }

    /// When the package was made, or else the latest time read so far; nil if nothing tells it.
    var newestUS: Int64? {
        // Times of a year that nobody knew stand in 1970.
        let read = tallies.values.compactMap(\.lastUS).filter { $0 > 365 * 86_400_000_000 }
        return identity.madeUS ?? read.max()
    }

    init(id: Int64, limits: Limits) {
        self.id = id
        // Packages of a bundle may come in turns; each has room for all the shapes it may have, and
        // for those that the others share.
        let room = Int64(limits.shapes) + 1_000
        shapes = ShapeTable(firstID: id * room + 1, limit: limits.shapes)
        products = ProductExtractors(packageID: id, limits: limits)
    }
}
