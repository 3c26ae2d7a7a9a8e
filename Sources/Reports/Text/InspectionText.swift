package import CaseModel

/// Renders what is in the packages for a terminal: recognised, not recognised, covered.
package struct InspectionText {
    private let options: TextOptions

    package init(_ options: TextOptions = TextOptions()) {
        self.options = options
    }

    package func render(_ inspection: Inspection) -> String {
        let book = PackageBook(inspection.packages)
        var page = Page(options)
        let known = inspection.entries.filter { $0.role != nil || $0.format != nil }
        let unknown = inspection.entries.filter { $0.role == nil && $0.format == nil }
        page.words(
            0,
            "\(Wording.counted(inspection.packages.count, "package")), "
                + "\(Wording.counted(inspection.entries.count, "entry", "entries")), "
                + "\(Wording.number(unknown.count)) not recognised, "
                + "\(Wording.percent(inspection.parsedShare)) of the lines understood",
            ink: .bold
        )
        PackageSection(packages: inspection.packages).write(to: &page)
        writeEntries("Recognised", known, book, to: &page)
        writeEntries("Not recognised", unknown, book, to: &page)
        writeCoverage(inspection.coverage, book, to: &page)
        NoteSection(
            notes: inspection.notes,
            limits: inspection.limitsReached,
            book: book,
            options: options
        ).write(to: &page)
        return page.text
    }

    private func writeEntries(
        _ title: String,
        _ entries: [Inspection.Entry],
        _ book: PackageBook,
        to page: inout Page
    ) {
        guard !entries.isEmpty else { return }
        page.heading(title)
        for entry in entries.prefix(options.foldEntries) {
            page.line(2, "\(book.name(entry.package))!\(entry.path)")
            var facts = [Wording.size(entry.sizeBytes)]
            let names = [entry.role, entry.format].compactMap { $0 }
            if !names.isEmpty { facts.insert(names.joined(separator: ", "), at: 0) }
            if let lines = entry.lines {
                facts.append(Wording.counted(lines, "line"))
                let unparsed = entry.unparsedLines ?? 0
                facts.append("\(Wording.number(unparsed)) not understood")
                facts.append(Wording.percent(entry.parsedShare))
            }
            page.words(4, facts.joined(separator: "; "))
            page.words(4, entry.why, ink: .faint)
        }
        Fold.rest(2, entries.count - options.foldEntries, to: &page)
    }

    private func writeCoverage(
        _ coverage: [Inspection.Coverage],
        _ book: PackageBook,
        to page: inout Page
    ) {
        guard !coverage.isEmpty else { return }
        page.heading("Coverage in time")
        let column = (coverage.map { Wrap.width($0.source.rawValue) }.max() ?? 0) + 2
        for item in coverage {
            var words = "no time"
            if let from = item.fromUS, let to = item.toUS {
                words = book.clock(item.package).span(from, to)
            }
            words += item.complete ? ", complete" : ", incomplete"
            page.words(2, words, lead: Wrap.pad(item.source.rawValue, column))
            let place = item.package.map(book.name)
            let beside = [place, item.why].compactMap { $0 }.joined(separator: ": ")
            if !beside.isEmpty { page.words(2 + column, beside, ink: .faint) }
        }
    }
}
