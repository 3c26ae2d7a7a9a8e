import CaseModel

/// What could not be read, and the bounds that were reached.
struct NoteSection {
    let notes: [Assessment.PlacedNote]
    let limits: [Assessment.LimitReached]
    let book: PackageBook
    let options: TextOptions
    /// Said in place of the files that no format reads; nil where they stand elsewhere.
    var unread: String?

    func write(to page: inout Page) {
        let notes = self.notes.filter { $0.note.kind != .unrecognised }
        if !notes.isEmpty || unread != nil {
            page.heading("Notes")
            for placed in notes.prefix(options.fold) { write(placed, to: &page) }
            Fold.rest(2, notes.count - options.fold, to: &page)
            if let unread { page.words(2, unread) }
        }
        if !limits.isEmpty {
            page.heading("Limits reached")
            for reached in limits.prefix(options.fold) {
                page.words(2, "\(reached.limit), \(Wording.number(Int(reached.value)))")
                page.words(4, reached.place, ink: .faint)
            }
            Fold.rest(2, limits.count - options.fold, to: &page)
        }
    }

    private func write(_ placed: Assessment.PlacedNote, to page: inout Page) {
        var place = book.name(placed.package)
        if let entry = placed.entry { place += "!\(entry)" }
        if let line = placed.note.line { place += ":\(line)" }
        page.line(2, place)
        page.words(4, placed.note.text, lead: "\(placed.note.kind.rawValue): ", breaks: true)
    }
}
