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
        let names = story.identity.map { Wording.identity($0.name) }
        let column = (names.map(Wrap.width).max() ?? 0) + 2
        for (name, identity) in zip(names, story.identity) {
            page.line(2, (Wrap.pad(name, column), .faint), (identity.value, .plain))
        }
        writeExplanations(story, to: &page)
        RemedySection(steps: story.remediation, indent: 0).write(to: &page)
        writeSteps(story.steps, book, to: &page)
        writeRuledOut(story.ruledOut, to: &page)
        writeGaps(story.gaps, book, to: &page)
        if !story.otherMatches.isEmpty {
            page.blank()
            page.words(0, "Other files that “\(story.item)” could mean", ink: .bold)
            SubjectList(book: book, options: options).write(2, story.otherMatches, to: &page)
        }
        return page.text
    }

    private func writeExplanations(_ story: Story, to page: inout Page) {
        // Without rules that were run, "none" would say more than anybody knows.
        guard !story.explanations.isEmpty || !story.tool.rulesDigest.isEmpty else { return }
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

    /// All in one zone, whatever the packages' own are, so that the order can be seen.
    private func writeSteps(_ steps: [Story.Step], _ book: PackageBook, to page: inout Page) {
        page.heading("What happened")
        if steps.isEmpty { page.line(2, "nothing is recorded") }
        let clock = book.main
        var day = ""
        for step in steps {
            var lead = Wrap.pad("no time", clock.offsetMS == 0 ? 14 : 33)
            if let time = step.timeUS {
                let (local, utc) = (clock.local(time), Moment(time))
                let today = clock.offsetMS == 0 ? "\(utc.date) UTC" : "\(local.date) \(clock.zone)"
                if today != day { page.line(2, (today, .bold)) }
                day = today
                let date = utc.date == local.date ? "" : "\(utc.date.dropFirst(5)) "
                let beside = clock.offsetMS == 0 ? "" : "(\(date)\(utc.clockMS) UTC)  "
                lead = "\(local.clockMS)  \(beside)"
            }
            writeWhat(step, lead: lead, to: &page)
            if !step.text.isEmpty {
                page.words(8, Fold.text(step.text, options.foldText / 2), breaks: true)
            }
            if let documented = step.documented {
                page.words(8, Fold.text(documented, options.foldText), lead: "documented  ")
            }
            page.line(8, ("\(book.name(step.package))!\(step.location)", .faint))
        }
    }

    /// Beside the time where there is room for a sentence, else below it.
    private func writeWhat(_ step: Story.Step, lead: String, to page: inout Page) {
        let product = Wording.product(step.product)
        let head = lead + Wrap.pad(product, 15)
        if 4 + Wrap.width(head) + Wrap.width(step.what) <= page.width {
            page.words(4, step.what, lead: head)
        } else {
            page.line(4, lead + product)
            page.words(6, step.what)
        }
    }

    private func writeRuledOut(
        _ excluded: [Assessment.Finding.RuledOut],
        to page: inout Page
    ) {
        guard !excluded.isEmpty else { return }
        page.heading("Ruled out")
        // All of it is about this file: how many names it has is of no interest.
        let nameless = excluded.map { item in
            var item = item
            item.subjects = []
            return item
        }
        RuledOutList(nameless, subjects: []).write(2, options, to: &page)
    }

    private func writeGaps(_ gaps: [Story.Gap], _ book: PackageBook, to page: inout Page) {
        guard !gaps.isEmpty else { return }
        page.heading("What nobody can tell")
        for gap in gaps {
            let source = gap.source.map { "\($0.rawValue): " } ?? ""
            page.words(2, "\(source)\(gap.why)")
            if let from = gap.fromUS, let to = gap.toUS {
                page.line(4, (book.main.span(from, to), .faint))
            }
            if let collect = gap.collect { page.labelled(4, "Collect", collect, column: 9) }
        }
    }
}
