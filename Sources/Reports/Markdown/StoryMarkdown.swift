package import CaseModel

/// Renders the story of one file for a ticket or wiki.
package struct StoryMarkdown {
    private let story: Story
    private let book: PackageBook

    package init(_ story: Story) {
        self.story = story
        book = PackageBook(story.packages)
    }

    package func render() -> String {
        var page = MarkdownPage()
        page.heading(1, Fold.text(story.label, 200))
        for identity in story.identity {
            let name = Wording.identity(identity.name)
            page.line("- \(MarkdownText.escaped(name)): \(MarkdownText.code(identity.value))")
        }
        writeExplanations(to: &page)
        if !story.remediation.isEmpty {
            page.heading(2, "What to do")
            page.steps(story.remediation)
        }
        writeSteps(to: &page)
        if !story.ruledOut.isEmpty { page.heading(2, "Ruled out") }
        for item in story.ruledOut {
            page.line("- \(MarkdownText.code(item.rule)): \(MarkdownText.escaped(item.why))")
        }
        writeGaps(to: &page)
        if !story.otherMatches.isEmpty {
            page.heading(2, "Other files that “\(story.item)” could mean")
            page.subjects(story.otherMatches, book, most: 20)
        }
        return page.document
    }

    private func writeExplanations(to page: inout MarkdownPage) {
        // Without rules that were run, "none" would say more than anybody knows.
        guard !story.explanations.isEmpty || !story.tool.rulesDigest.isEmpty else { return }
        page.heading(2, "Explanations that fit")
        if story.explanations.isEmpty { page.line("None.") }
        for explanation in story.explanations {
            page.heading(3, explanation.title)
            let rule = MarkdownText.code(explanation.rule)
            page.line(
                "**\(explanation.severity.name)**, \(explanation.confidence.name), rule \(rule)"
            )
            page.prose(explanation.explanation)
        }
    }

    private func writeSteps(to page: inout MarkdownPage) {
        page.heading(2, "What happened")
        if story.steps.isEmpty { page.line("Nothing is recorded.") }
        page.table(
            ["when", "product", "what", "where"],
            story.steps.map { step in
                var what = MarkdownText.escaped(step.what)
                if !step.text.isEmpty {
                    what += ": " + MarkdownText.code(Fold.text(step.text, 300), inTable: true)
                }
                if let documented = step.documented {
                    what += "; documented: \(MarkdownText.escaped(Fold.text(documented, 300)))"
                }
                return [
                    step.timeUS.map { book.main.stamp($0) } ?? "no time",
                    Wording.product(step.product), what,
                    MarkdownText.code("\(book.name(step.package))!\(step.location)", inTable: true),
                ]
            }
        )
    }

    private func writeGaps(to page: inout MarkdownPage) {
        guard !story.gaps.isEmpty else { return }
        page.heading(2, "What nobody can tell")
        for gap in story.gaps {
            var line = "- " + (gap.source.map { "\($0.rawValue): " } ?? "")
            line += MarkdownText.escaped(gap.why)
            if let from = gap.fromUS, let to = gap.toUS {
                line += " (\(book.main.span(from, to)))"
            }
            page.line(line)
            if let collect = gap.collect {
                page.line("    - Collect: \(MarkdownText.escaped(collect))")
            }
        }
    }
}
