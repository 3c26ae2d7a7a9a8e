internal import CaseModel
internal import CaseStore

/// Where something stands in a document.
struct DocumentPlace: Sendable, Hashable {
    /// Counted from 1.
    var line: Int?
    /// Counted from 0 in the inflated entry.
    var byteOffset: Int64?
    /// Row of a table or element of an array, counted from 1.
    var row: Int?
    /// Dotted, within the row.
    var key: String?

    func at(_ value: JSONValue, key: String) -> DocumentPlace {
        DocumentPlace(line: value.line, byteOffset: value.byteOffset, row: row, key: key)
    }
}

/// What the readers of documents share: the entry, its times, and what was counted.
struct DocumentState {
    let entry: EntryContext
    var times: DocumentTimes
    /// Rows of the case file that the document gave.
    var records: Int64 = 0
    private var lineEnds: Int64 = 0
    private var endsInLine = false
    private var unknown: [String] = []

    private static let namesListed = 20
    /// More names than this are not even counted; hostile objects may each have new ones.
    private static let namesKept = 1_000
    /// Characters of a locator's text.
    static let locatorCharacters = 300

    init(_ entry: EntryContext) {
        self.entry = entry
        times = DocumentTimes(zone: entry.zone)
    }

    mutating func count(_ block: [UInt8]) {
        guard let last = block.last else { return }
        lineEnds += Int64(block.count { $0 == 0x0A })
        endsInLine = last != 0x0A
    }

    /// Stores where something can be opened, and returns the row's id.
    ///
    /// The text must have had its secrets replaced already.
    mutating func locate(
        _ place: DocumentPlace,
        text: String,
        in state: inout IntakeState
    ) -> Int64 {
        // Counted in scalars: one visible character may be made of a million of them.
        let shown = String.UnicodeScalarView(text.unicodeScalars.prefix(Self.locatorCharacters))
        var row = LocatorRow(entryID: entry.entryID, text: String(shown))
        row.line = place.line.map(Int64.init)
        row.byteOffset = place.byteOffset
        row.row = place.row.map(Int64.init)
        row.key = place.key
        return state.sideRows.add(numbered: row)
    }

    /// Remembers columns that no form here reads; they are named in one note.
    mutating func addUnknown(_ names: [String]) {
        for name in names where !name.isEmpty {
            if unknown.count < Self.namesKept, !unknown.contains(name) { unknown.append(name) }
        }
    }

    /// Gives the notes of the document's reader and our own, and says what was counted.
    mutating func finish(notes: [Note], into state: inout IntakeState) -> EntryTally {
        for note in notes + times.notes { state.note(note) }
        if !unknown.isEmpty {
            let listed = unknown.prefix(Self.namesListed).map {
                state.clean(String($0.prefix(40)))
            }
            let more = unknown.count - listed.count
            state.note(
                Note(
                    .unknownColumn,
                    "columns that are not read: \(listed.joined(separator: ", "))"
                        + (more > 0 ? " and \(more) more" : "")
                )
            )
        }
        state.flush()
        var tally = EntryTally()
        tally.lines = lineEnds + (endsInLine ? 1 : 0)
        tally.records = records
        tally.firstUS = times.firstUS
        tally.lastUS = times.lastUS
        tally.zoneKnown = times.zoneKnown
        return tally
    }
}

extension IntakeState {
    /// The text with its secrets replaced by tokens.
    mutating func clean(_ text: String) -> String { secrets.replaced(in: text) }

    /// The value with its secrets replaced; behind a key that names a secret it is one as a whole.
    mutating func clean(_ value: String, of key: String) -> String {
        SecretScanner.isSecretKey(key) ? secrets.token(for: value) : secrets.replaced(in: value)
    }

    mutating func clean(_ text: String?) -> String? { text.map { clean($0) } }
}
