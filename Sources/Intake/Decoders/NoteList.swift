import CaseModel

/// The notes of one entry, bounded a kind; what is over the bound is counted, not dropped unsaid.
struct NoteList: Sendable, Hashable {
    private let perKind: Int
    private var kept: [Note] = []
    private var counts: [Note.Kind: Int] = [:]

    init(perKind: Int) {
        precondition(perKind > 0, "A list of notes must have room for one.")
        self.perKind = perKind
    }

    /// The notes in reading order, then one a kind that says how many more there were.
    var all: [Note] {
        var list = kept
        for kind in Note.Kind.allCases {
            let more = (counts[kind] ?? 0) - perKind
            guard more > 0 else { continue }
            list.append(
                Note(kind, "\(more) more notes of this kind are left out", limit: "notesPerEntry")
            )
        }
        return list
    }

    mutating func add(_ note: Note) {
        counts[note.kind, default: 0] += 1
        if counts[note.kind, default: 0] <= perKind { kept.append(note) }
    }
}
