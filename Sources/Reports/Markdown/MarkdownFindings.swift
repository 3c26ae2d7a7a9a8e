import CaseModel

/// The findings of a Markdown report, each with a table of its evidence and its remedy.
struct MarkdownFindings {
    let findings: [Assessment.Finding]
    let numbers: [String: Int]
    let book: PackageBook

    func write(to page: inout MarkdownPage) {
        for finding in findings { write(finding, to: &page) }
    }

    private func write(_ finding: Assessment.Finding, to page: inout MarkdownPage) {
        page.heading(3, "\(numbers[finding.id] ?? 0): \(finding.title)")
        writeFacts(finding, to: &page)
        page.prose(finding.explanation)
        writeEvidence(finding, to: &page)
        if !finding.remediation.isEmpty {
            page.heading(4, "What to do")
            page.steps(finding.remediation)
        }
        if !finding.subjects.isEmpty {
            let noun = Wording.noun(Set(finding.subjects.map(\.kind)))
            page.heading(4, Wording.counted(finding.count, noun))
            page.subjects(finding.subjects, book, most: 20)
        }
        if !finding.ruledOut.isEmpty {
            page.heading(4, "Ruled out")
            page.ruledOut(finding.ruledOut, most: 20)
        }
        if !finding.falsePositives.isEmpty {
            page.heading(4, "When this is wrong")
            page.prose(finding.falsePositives)
        }
        if !finding.references.isEmpty {
            page.heading(4, "Sources")
            for reference in finding.references {
                page.line("- \(MarkdownText.escaped(reference))")
            }
        }
    }

    private func writeFacts(_ finding: Assessment.Finding, to page: inout MarkdownPage) {
        let rule = MarkdownText.code(finding.rule)
        page.line("- **\(finding.severity.name)**, \(finding.confidence.name), rule \(rule)")
        if let first = finding.firstUS ?? finding.lastUS {
            let last = finding.lastUS ?? first
            page.line("- When: \(book.clock(of: finding).span(first, last))")
        }
        if let contrast = finding.contrast {
            page.line(
                "- Contrast: \(Wording.number(contrast.inside.count)) of "
                    + "\(Wording.number(contrast.inside.of)) in that time, "
                    + "\(Wording.number(contrast.outside.count)) of "
                    + "\(Wording.number(contrast.outside.of)) outside it"
            )
        }
        var causes = finding.causedBy
        for cause in finding.causesBySubject where !causes.contains(cause.finding) {
            causes.append(cause.finding)
        }
        for cause in causes {
            let title = findings.first { $0.id == cause }?.title ?? cause
            let number = numbers[cause].map { "\($0): " } ?? ""
            page.line("- Caused by \(number)\(MarkdownText.escaped(title))")
        }
        if finding.dependsOnClock {
            page.line("- Rests on an estimated offset between the packages' clocks")
        }
        if finding.inferred {
            page.line("- Inferred: the mechanism is in no public documentation")
        }
    }

    private func writeEvidence(_ finding: Assessment.Finding, to page: inout MarkdownPage) {
        let rows = finding.evidence.prefix(10).map { row($0, finding) }
        page.table(["where", "when", "what"], rows)
        let total = max(finding.evidenceTotal ?? 0, finding.evidence.count)
        if total > rows.count {
            page.line("and \(Wording.number(total - rows.count)) more pieces of evidence")
        }
    }

    private func row(_ evidence: Assessment.Evidence, _ finding: Assessment.Finding) -> [String] {
        switch evidence {
        case .passage(let passage):
            let time = passage.timeUS.map { book.clock(passage.package).stamp($0) } ?? ""
            return [
                MarkdownText.code(book.place(passage), inTable: true), time,
                MarkdownText.code(Fold.text(passage.text, 300), inTable: true),
            ]
        case .absence(let absence):
            let edges = [absence.lastBefore, absence.firstAfter].compactMap { $0 }.map { edge in
                MarkdownText.code(
                    "\(book.name(edge.package))!\(edge.entry):\(edge.line)",
                    inTable: true
                )
            }
            return [
                edges.isEmpty ? absence.source.rawValue : edges.joined(separator: " to "),
                book.clock(of: finding).span(absence.fromUS, absence.toUS),
                "nothing in \(absence.source.rawValue) of: "
                    + MarkdownText.escaped(absence.searchedFor),
            ]
        }
    }
}
