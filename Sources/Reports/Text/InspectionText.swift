package import CaseModel

/// Renders what is in the packages for a terminal: what was read, what was not, what it covers.
package struct InspectionText {
    private let options: TextOptions

    package init(_ options: TextOptions = TextOptions()) {
        self.options = options
    }

    package func render(_ inspection: Inspection) -> String {
        let book = PackageBook(inspection.packages)
        var page = Page(options)
        let unread = inspection.entries.count { !EntryTable.isRead($0) }
        page.words(
            0,
            "\(Wording.counted(inspection.packages.count, "package")), "
                + "\(Wording.counted(inspection.entries.count, "entry", "entries")), "
                + "\(Wording.number(unread)) not recognised, "
                + "\(Wording.percent(inspection.parsedShare)) of the lines understood",
            ink: .bold
        )
        PackageSection(packages: inspection.packages).write(to: &page)
        for (package, entries) in Self.grouped(inspection.entries, by: \.package) {
            page.heading("Entries of \(book.name(package))")
            EntryTable(entries: entries, options: options).write(to: &page)
        }
        writeUnknown(inspection.unknownLines, book, to: &page)
        writeCoverage(inspection.coverage, book, to: &page)
        NoteSection(
            notes: inspection.notes,
            limits: inspection.limitsReached,
            book: book,
            options: options
        ).write(to: &page)
        return page.text
    }

    /// In the order in which the keys are met first.
    private static func grouped<Item>(_ items: [Item], by key: (Item) -> String)
        -> [(key: String, items: [Item])]
    {
        var order: [String] = []
        var groups: [String: [Item]] = [:]
        for item in items {
            let name = key(item)
            if groups[name] == nil { order.append(name) }
            groups[name, default: []].append(item)
        }
        return order.map { ($0, groups[$0] ?? []) }
    }

    /// What a new version of a product writes shows here first.
    private func writeUnknown(
        _ lines: [Inspection.UnknownLines],
        _ book: PackageBook,
        to page: inout Page
    ) {
        guard !lines.isEmpty else { return }
        page.heading("Lines that no format understands")
        for form in lines {
            page.words(2, form.shape, lead: "\(Wording.counted(form.count, "line")): ")
            page.place(4, "\(book.name(form.package))!\(form.entry):\(form.line)", "")
        }
    }

    private func writeCoverage(
        _ coverage: [Inspection.Coverage],
        _ book: PackageBook,
        to page: inout Page
    ) {
        guard !coverage.isEmpty else { return }
        page.heading("Coverage in time")
        let present = coverage.filter { $0.package != nil }
        let column = (present.map { Wrap.width($0.source.rawValue) }.max() ?? 0) + 2
        for (package, items) in Self.grouped(present, by: { $0.package ?? "" }) {
            page.line(2, book.name(package))
            for item in items {
                var words = "no time"
                if let from = item.fromUS, let to = item.toUS {
                    words = book.clock(item.package).localSpan(from, to)
                }
                if !item.complete {
                    words += ", incomplete\(item.why.map { ": \($0)" } ?? "")"
                } else if let inferred = item.why.flatMap(CoverageWhy.inference) {
                    words += "; inferred: \(inferred)"
                }
                page.words(4, words, lead: Wrap.pad(item.source.rawValue, column))
            }
        }
        let missing = coverage.filter { $0.package == nil }
        for (why, items) in Self.grouped(missing, by: { $0.why ?? "missing" }) {
            page.words(2, "\(why): \(items.map(\.source.rawValue).joined(separator: ", "))")
        }
    }
}
