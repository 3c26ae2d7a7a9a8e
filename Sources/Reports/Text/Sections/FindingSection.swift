import CaseModel

/// The findings, one after another, each with its proof and its remedy.
struct FindingSection {
    let findings: [Assessment.Finding]
    let numbers: [String: Int]
    let book: PackageBook
    let options: TextOptions

    func write(to page: inout Page) {
        for finding in findings.prefix(options.foldFindings) { write(finding, to: &page) }
        let rest = findings.dropFirst(options.foldFindings)
        guard !rest.isEmpty else { return }
        page.heading("And \(Wording.counted(rest.count, "more finding"))")
        for finding in rest.prefix(options.fold) {
            page.words(3, headline(finding), lead: "\(numbers[finding.id] ?? 0). ")
        }
        let hidden = rest.count - options.fold
        if hidden > 0 { page.line(3, "… and \(Wording.number(hidden)) more; \(Fold.hint)") }
    }

    private func headline(_ finding: Assessment.Finding) -> String {
        "\(finding.title) (\(finding.severity.name), \(finding.confidence.name), "
            + "\(amount(finding)))"
    }

    private func amount(_ finding: Assessment.Finding) -> String {
        Wording.counted(finding.count, Wording.noun(Set(finding.subjects.map(\.kind))))
    }

    private func write(_ finding: Assessment.Finding, to page: inout Page) {
        page.blank()
        let number = numbers[finding.id].map { "\($0). " } ?? ""
        page.words(0, finding.title, lead: number, ink: .bold, leadInk: .bold)
        page.line(
            3,
            (finding.severity.name, Wording.severityInk(finding.severity)),
            (", \(finding.confidence.name), \(amount(finding))", .plain),
            ("  \(finding.rule)", .faint)
        )
        writeFacts(finding, to: &page)
        if !finding.explanation.isEmpty {
            page.blank()
            page.prose(3, finding.explanation)
        }
        EvidenceSection(finding: finding, book: book, options: options).write(to: &page)
        RemedySection(steps: finding.remediation, indent: 3).write(to: &page)
        writeRuledOut(finding, to: &page)
        writeDoubts(finding, to: &page)
        writeSubjects(finding, to: &page)
    }

    private func writeFacts(_ finding: Assessment.Finding, to page: inout Page) {
        if let first = finding.firstUS ?? finding.lastUS {
            let last = finding.lastUS ?? first
            page.labelled(3, "When", book.clock(of: finding).span(first, last))
        }
        if let contrast = finding.contrast {
            let inside =
                "\(Wording.number(contrast.inside.count)) of "
                + "\(Wording.number(contrast.inside.of)) in that time"
            let outside =
                "\(Wording.number(contrast.outside.count)) of "
                + "\(Wording.number(contrast.outside.of)) outside it"
            page.labelled(3, "Contrast", "\(inside), \(outside)")
        }
        CauseChain(findings: findings, numbers: numbers).write(finding, to: &page)
        if finding.dependsOnClock {
            page.labelled(3, "Clock", "rests on an estimated offset between the packages")
        }
        if finding.inferred {
            page.labelled(3, "Inferred", "the mechanism is in no public documentation")
        }
    }

    private func writeRuledOut(_ finding: Assessment.Finding, to page: inout Page) {
        guard !finding.ruledOut.isEmpty else { return }
        page.blank()
        page.line(3, ("Ruled out", .bold))
        let list = RuledOutList(finding.ruledOut, subjects: finding.subjects)
        list.write(5, options, to: &page)
    }

    private func writeDoubts(_ finding: Assessment.Finding, to page: inout Page) {
        if !finding.falsePositives.isEmpty {
            page.blank()
            page.line(3, ("When this is wrong", .bold))
            page.prose(5, finding.falsePositives)
        }
        ReferenceSection(references: finding.references).write(to: &page)
    }

    private func writeSubjects(_ finding: Assessment.Finding, to page: inout Page) {
        guard !finding.subjects.isEmpty else { return }
        page.blank()
        let noun = Wording.noun(Set(finding.subjects.map(\.kind)))
        page.line(3, (Wording.counted(finding.count, noun), .bold))
        SubjectList(book: book, options: options).write(5, finding.subjects, to: &page)
    }
}
