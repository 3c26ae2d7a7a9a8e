import CaseModel

/// Says how many items of a list are not shown, and how to see them.
enum Fold {
    static let hint = "see all with --format json"

    static func rest(_ indent: Int, _ count: Int, to page: inout Page) {
        guard count > 0 else { return }
        page.line(indent, ("… and \(Wording.number(count)) more; \(hint)", .faint))
    }

    /// The text, or its first characters and how many more there are.
    static func text(_ text: String, _ most: Int) -> String {
        guard let end = text.index(text.startIndex, offsetBy: most, limitedBy: text.endIndex),
            end < text.endIndex
        else { return text }
        let rest = text.distance(from: end, to: text.endIndex)
        return "\(text[..<end])… (\(Wording.counted(rest, "more character")))"
    }
}

/// Subjects by the name a person knows them by, with their time.
struct SubjectList {
    let book: PackageBook
    let options: TextOptions

    func write(_ indent: Int, _ subjects: [Assessment.Subject], to page: inout Page) {
        for subject in subjects.prefix(options.fold) {
            let label = Fold.text(subject.label, options.foldText)
            let time = subject.timeUS.map { book.clock(subject.package).stamp($0) }
            page.place(indent, label, time)
        }
        Fold.rest(indent, subjects.count - options.fold, to: &page)
    }
}
