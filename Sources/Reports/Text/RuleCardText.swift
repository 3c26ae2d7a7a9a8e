package import CaseModel

/// Renders what a rule says of itself for a terminal.
package struct RuleCardText {
    private let options: TextOptions

    package init(_ options: TextOptions = TextOptions()) {
        self.options = options
    }

    /// The page; its SQL stands at the end if it is to be shown.
    package func render(_ card: RuleCard, showsQuery: Bool = false) -> String {
        var page = Page(options)
        page.words(0, card.title, ink: .bold)
        page.line(0, (card.id, .plain), ("  version \(card.version)", .faint))
        writeFacts(card, to: &page)
        page.heading("Meaning")
        page.prose(2, card.meaning)
        RemedySection(steps: card.remediation, indent: 0).write(to: &page)
        page.heading("When this is wrong")
        page.prose(2, card.whenWrong)
        writeParameters(card, to: &page)
        if !card.references.isEmpty {
            page.heading("Sources")
            for reference in card.references { page.words(2, reference, lead: "- ") }
        }
        if let cases = card.cases, !cases.isEmpty {
            page.heading("Cases")
            for name in cases { page.words(2, name, lead: "- ") }
        }
        if showsQuery {
            page.heading("Query")
            let query = card.query.hasSuffix("\n") ? card.query.dropLast() : card.query[...]
            for line in query.split(separator: "\n", omittingEmptySubsequences: false) {
                page.line(line.isEmpty ? 0 : 2, String(line))
            }
        }
        return page.text
    }

    private func writeFacts(_ card: RuleCard, to page: inout Page) {
        page.blank()
        page.labelled(
            2,
            "Explains",
            card.explains ?? "no symptom; it tells of the product's health"
        )
        page.labelled(2, "Severity", card.severity.name)
        let inferred = card.inferred ? "; its mechanism is in no public documentation" : ""
        page.labelled(2, "Claims", "at most \(card.confidence.name)\(inferred)")
        let needs = card.needs.map { $0.split(separator: "|").joined(separator: " or ") }
        if !needs.isEmpty { page.labelled(2, "Needs", needs.joined(separator: ", ")) }
        if card.status != "stable" { page.labelled(2, "Status", card.status) }
    }

    private func writeParameters(_ card: RuleCard, to page: inout Page) {
        guard !card.parameters.isEmpty else { return }
        page.heading("Parameters")
        for parameter in card.parameters {
            let unit = parameter.unit.map { " \($0)" } ?? ""
            let words = "\(parameter.name) = \(parameter.value)\(unit): \(parameter.reason)"
            page.words(2, words, lead: "- ")
        }
        page.words(
            2,
            "Set one with --parameter \(card.id).\(card.parameters[0].name)=VALUE.",
            ink: .faint
        )
    }
}
