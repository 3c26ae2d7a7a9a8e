import CaseModel

/// A rule as a reporting descriptor, with its page as help.
struct SARIFRule {
    let id: String
    /// nil where the set that ran is not at hand.
    let card: RuleCard?

    func write(_ json: inout JSONWriter) {
        json.field("id", id)
        guard let card else { return }
        json.nested("shortDescription") { $0.field("text", card.title) }
        json.nested("fullDescription") { $0.field("text", Prose.unwrapped(card.meaning)) }
        json.nested("defaultConfiguration") { json in
            json.field("level", SARIFReport.level(card.severity))
        }
        json.nested("help") { json in
            json.field("text", plainHelp(card))
            json.field("markdown", markdownHelp(card))
        }
        json.nested("properties") { json in
            json.field("tags", [String(id.prefix { $0 != "/" })])
            json.field("ruleVersion", card.version)
            json.field("severity", card.severity.name)
            json.field("mostConfidence", card.confidence.name)
            json.field("inferred", card.inferred)
        }
    }

    private func plainHelp(_ card: RuleCard) -> String {
        var parts = [
            Prose.unwrapped(card.meaning),
            "When this is wrong: \(Prose.unwrapped(card.whenWrong))",
        ]
        for (index, step) in card.remediation.enumerated() {
            let first = step.before.map { " First: \($0)." } ?? ""
            parts.append("\(index + 1). \(step.step).\(first)")
        }
        return parts.joined(separator: "\n\n")
    }

    private func markdownHelp(_ card: RuleCard) -> String {
        var page = MarkdownPage()
        page.heading(2, "Meaning")
        page.prose(card.meaning)
        page.heading(2, "What to do")
        page.steps(card.remediation)
        page.heading(2, "When this is wrong")
        page.prose(card.whenWrong)
        page.heading(2, "Sources")
        for reference in card.references { page.line("- \(MarkdownText.escaped(reference))") }
        return page.document
    }
}
