import CaseModel

/// What a person can open: places with their text, and silences with their edges.
struct EvidenceSection {
    let finding: Assessment.Finding
    let book: PackageBook
    let options: TextOptions

    func write(to page: inout Page) {
        guard !finding.evidence.isEmpty else { return }
        page.blank()
        page.line(3, ("Evidence", .bold))
        for evidence in finding.evidence.prefix(options.foldEvidence) {
            switch evidence {
            case .passage(let passage): write(passage, to: &page)
            case .absence(let absence): write(absence, to: &page)
            }
        }
        let kept = finding.evidence.count
        Fold.rest(5, kept - options.foldEvidence, to: &page)
        if let total = finding.evidenceTotal, total > kept {
            page.line(5, ("\(Wording.number(total - kept)) more found and not kept", .faint))
        }
    }

    private func write(_ passage: Assessment.Evidence.Passage, to page: inout Page) {
        let place = SafeText.visible(book.place(passage))
        let time = passage.timeUS.map { book.clock(passage.package).stamp($0) }
        if let time, 5 + Wrap.width(place) + 2 + Wrap.width(time) <= page.width {
            page.line(5, (place, .plain), ("  \(time)", .faint))
        } else {
            page.line(5, place)
            if let time { page.line(7, (time, .faint)) }
        }
        if !passage.text.isEmpty {
            page.words(7, Fold.text(passage.text, options.foldText))
        }
    }

    private func write(_ absence: Assessment.Evidence.Absence, to page: inout Page) {
        let clock = book.clock(of: finding)
        let span = clock.span(absence.fromUS, absence.toUS)
        let wanted = Fold.text(absence.searchedFor, options.foldText)
        page.words(5, "nothing in \(absence.source.rawValue), \(span); searched for: \(wanted)")
        page.line(7, ("last before  ", .faint), (place(absence.lastBefore, "begins"), .plain))
        page.line(7, ("first after  ", .faint), (place(absence.firstAfter, "ends"), .plain))
    }

    private func place(
        _ edge: Assessment.Evidence.Absence.Edge?,
        _ verb: String
    ) -> String {
        guard let edge else { return "none, the source \(verb) in that time" }
        return "\(book.name(edge.package))!\(edge.entry):\(edge.line)"
    }
}
