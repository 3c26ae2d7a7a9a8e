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
        for evidence in shown {
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

    /// The first of each entry, then the second ones, in the order they came in.
    ///
    /// Five lines of one file say less than one line of each.
    private var shown: [Assessment.Evidence] {
        var seen: [[String]: Int] = [:]
        let ranked = finding.evidence.enumerated().map { index, evidence in
            let entry = Self.entry(of: evidence)
            seen[entry, default: 0] += 1
            return (round: seen[entry] ?? 0, index: index)
        }
        let chosen = ranked.sorted { $0 < $1 }.prefix(options.foldEvidence).map(\.index)
        return chosen.sorted().map { finding.evidence[$0] }
    }

    private static func entry(of evidence: Assessment.Evidence) -> [String] {
        switch evidence {
        case .passage(let passage): return [passage.package, passage.entry]
        case .absence(let absence):
            let edge = absence.lastBefore ?? absence.firstAfter
            return [edge?.package ?? "", absence.source.rawValue, "absence"]
        }
    }

    private func write(_ passage: Assessment.Evidence.Passage, to page: inout Page) {
        let time = passage.timeUS.map { book.clock(passage.package).stamp($0) }
        page.place(5, book.place(passage), time)
        if !passage.text.isEmpty {
            page.words(7, Fold.text(passage.text, options.foldText), breaks: true)
        }
        if let documented = passage.documented {
            let lead = passage.msgid.map { "message \($0)  " } ?? ""
            page.words(7, Fold.text(documented, options.foldText), lead: lead)
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
