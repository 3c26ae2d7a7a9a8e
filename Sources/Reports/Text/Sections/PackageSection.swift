import CaseModel

/// What was read: which packages, over which time, how much of it was understood.
struct PackageSection {
    let packages: [Assessment.Package]

    func write(to page: inout Page) {
        guard !packages.isEmpty else { return }
        page.heading("What was read")
        let book = PackageBook(packages)
        for package in packages { write(package, book, to: &page) }
    }

    private func write(_ package: Assessment.Package, _ book: PackageBook, to page: inout Page) {
        var names = [Wording.product(package.product)]
        if let version = package.version { names.append(version) }
        if let instance = package.instance { names.append("on \(instance)") }
        let name = SafeText.visible(book.name(package.id))
        let product = SafeText.visible(names.joined(separator: " "))
        let state = package.complete ? "" : "  incomplete"
        if 2 + Wrap.width("\(name)  \(product)\(state)") <= page.width {
            page.line(2, (name, .plain), ("  \(product)", .plain), (state, .yellow))
        } else {
            page.line(2, name)
            page.words(4, product + state)
        }
        if let bundle = package.bundle { page.labelled(4, "Bundle", bundle, column: 9) }
        if let belongs = package.belongs { page.labelled(4, "Part of", belongs, column: 9) }
        let clock = LocalClock(offsetMS: package.clock.offsetMS)
        if let from = package.fromUS, let to = package.toUS {
            page.labelled(4, "Time", clock.span(from, to), column: 9)
        }
        let zone = package.clock.zone ?? clock.zone
        let offset = zone == clock.zone || !clock.hasZone ? "" : " (\(clock.zone))"
        page.labelled(4, "Clock", "\(zone)\(offset), \(package.clock.how)", column: 9)
        var read =
            "\(Wording.counted(package.entries, "entry", "entries")), "
            + Wording.counted(package.records, "record")
        if let share = package.parsedShare {
            read += ", \(Wording.percent(share)) of the lines understood"
        }
        page.labelled(4, "Read", read, column: 9)
        page.labelled(4, "SHA-256", package.sha256, column: 9)
    }
}
