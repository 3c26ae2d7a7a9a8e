import CaseModel

/// How many of each family of symptoms are explained, and which are not.
struct SymptomSection {
    let assessment: Assessment
    let options: TextOptions

    func write(to page: inout Page) {
        let symptoms = assessment.summary.symptoms
        writeLocked(to: &page)
        guard !symptoms.isEmpty else { return }
        page.heading("Explained and not explained")
        let column = symptoms.map { Wrap.width($0.family) }.max() ?? 0
        let byID = Dictionary(
            assessment.subjects.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let list = SubjectList(book: PackageBook(assessment.packages), options: options)
        for family in symptoms {
            page.words(2, words(family), lead: Wrap.pad(family.family, column + 2))
            guard !family.unexplained.isEmpty else { continue }
            page.line(4, "not explained:")
            let subjects = family.unexplained.map {
                byID[$0] ?? Assessment.Subject(kind: .file, id: $0, label: $0)
            }
            list.write(6, subjects, to: &page)
            guard !family.ruledOut.isEmpty else { continue }
            page.line(4, "looked at, and not the cause:")
            RuledOutList(family.ruledOut, subjects: subjects).write(6, options, to: &page)
        }
    }

    private func writeLocked(to page: inout Page) {
        let locked = assessment.answer.locked
        guard locked.byVerdict + locked.withoutVerdict + locked.unknown > 0 else { return }
        page.heading("Locked files")
        page.words(
            2,
            "\(Wording.number(locked.withoutVerdict)) without a verdict, "
                + "\(Wording.number(locked.byVerdict)) by a verdict, "
                + "\(Wording.number(locked.unknown)) not known"
        )
    }

    private func words(_ family: Assessment.Summary.Symptoms) -> String {
        let explained = Wording.number(family.explained)
        var words = "\(explained) of \(Wording.number(family.subjects)) explained"
        if family.policy > 0 { words += ", \(Wording.number(family.policy)) as the policy has it" }
        if !family.unexplained.isEmpty {
            words += ", \(Wording.number(family.unexplained.count)) not explained"
        }
        return words
    }
}
