import CaseModel

/// What to do, in order: who, what first, what it risks, how to see that it worked.
struct RemedySection {
    let steps: [Assessment.Step]
    let indent: Int

    func write(to page: inout Page) {
        guard !steps.isEmpty else { return }
        page.blank()
        page.line(indent, ("What to do", .bold))
        let column = "\(steps.count). ".count
        for (index, step) in steps.enumerated() {
            let words = "\(step.step) (\(Wording.actor(step.actor)))"
            page.words(indent + 2, words, lead: Wrap.pad("\(index + 1). ", column))
            let inner = indent + 2 + column
            if let before = step.before { page.labelled(inner, "First", before, column: 7) }
            if !step.risk.isEmpty {
                let risks = step.risk.map(Wording.risk).joined(separator: ", ")
                page.words(
                    inner,
                    risks,
                    lead: Wrap.pad("Risk", 7),
                    ink: .yellow,
                    leadInk: .faint
                )
            }
            if let check = step.check { page.labelled(inner, "Check", check, column: 7) }
        }
    }
}
