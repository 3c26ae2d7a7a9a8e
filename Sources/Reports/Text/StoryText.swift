package import CaseModel

/// Renders the story of one file for a terminal.
package struct StoryText {
    private let options: TextOptions

    package init(_ options: TextOptions = TextOptions()) {
        self.options = options
    }

    package func render(_ story: Story) -> String {
        let book = PackageBook(story.packages)
        var page = Page(options)
        page.words(0, Fold.text(story.label, options.foldText), ink: .bold)
        let column = (story.identity.map { Wrap.width($0.name) }.max() ?? 0) + 2
        for identity in story.identity {
            page.line(2, (Wrap.pad(identity.name, column), .faint), (identity.value, .plain))
        }
        writeExplanations(story, to: &page)
        RemedySection(steps: story.remediation, indent: 0).write(to: &page)
        writeSteps(story.steps, book, to: &page)
        writeRuledOut(story.ruledOut, to: &page)
        writeGaps(story.gaps, book, to: &page)
        if !story.otherMatches.isEmpty {
            page.heading("Other files that “\(story.item)” could mean")
            SubjectList(book: book, options: options).write(2, story.otherMatches, to: &page)
        }
        return page.text
    }

    private func writeExplanations(_ story: Story, to page: inout Page) {
        page.heading("Explanations that fit")
        if story.explanations.isEmpty { page.line(2, "none") }
        for explanation in story.explanations {
            let lead = Wrap.pad(explanation.confidence.name, 10)
            page.words(2, explanation.title, lead: lead, ink: .bold)
            page.line(
                12,
                (explanation.severity.name, Wording.severityInk(explanation.severity)),
                ("  \(explanation.rule)", .faint)
            )
            page.prose(12, explanation.explanation)
        }
    }

    private func writeSteps(_ steps: [Story.Step], _ book: PackageBook, to page: inout Page) {
        page.heading("What happened")
        if steps.isEmpty { page.line(2, "nothing is recorded") }
        var day = ""
        for step in steps {
            let clock = book.clock(step.package)
            var lead = Wrap.pad("no time", 33)
            if let time = step.timeUS {
                let (local, utc) = (clock.local(time), Moment(time))
                let today = clock.offsetMS == 0 ? "\(utc.date) UTC" : "\(local.date) \(clock.zone)"
                if today != day { page.line(2, (today, .bold)) }
                day = today
                let date = utc.date == local.date ? "" : "\(utc.date.dropFirst(5)) "
                let beside = clock.offsetMS == 0 ? "" : "(\(date)\(utc.clockMS) UTC)"
                lead = Wrap.pad("\(local.clockMS)  \(beside)  ", 33)
            }
            page.words(4, step.what, lead: lead + Wrap.pad(Wording.product(step.product), 15))
            if !step.text.isEmpty {
                page.words(8, Fold.text(step.text, options.foldText))
            }
            page.line(8, ("\(book.name(step.package))!\(step.location)", .faint))
        }
    }

    private func writeRuledOut(
        _ excluded: [Assessment.Finding.RuledOut],
        to page: inout Page
    ) {
        guard !excluded.isEmpty else { return }
        page.heading("Ruled out")
        for item in excluded { page.words(2, "\(item.rule): \(item.why)") }
    }

    private func writeGaps(_ gaps: [Story.Gap], _ book: PackageBook, to page: inout Page) {
        guard !gaps.isEmpty else { return }
        page.heading("What nobody can tell")
        for gap in gaps {
            let source = gap.source.map { "\($0.rawValue): " } ?? ""
            page.words(2, "\(source)\(gap.why)")
            if let from = gap.fromUS, let to = gap.toUS {
                page.line(4, (book.clock(nil).span(from, to), .faint))
            }
            if let collect = gap.collect { page.labelled(4, "Collect", collect, column: 9) }
        }
    }
}
