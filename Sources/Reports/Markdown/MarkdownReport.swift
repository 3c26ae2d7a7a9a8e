package import CaseModel

/// Renders an assessment for tickets and wikis: tables and lists, no HTML, nothing to fold open.
package struct MarkdownReport {
    private let assessment: Assessment
    private let book: PackageBook
    private let numbers: [String: Int]

    package init(_ assessment: Assessment) {
        self.assessment = assessment
        book = PackageBook(assessment.packages)
        numbers = Dictionary(
            zip(assessment.findings.map(\.id), 1...),
            uniquingKeysWith: { first, _ in first }
        )
    }

    package func render() -> String {
        var page = MarkdownPage()
        let headline = assessment.answer.headline
        page.heading(1, headline.isEmpty ? "Nothing was found" : headline)
        writeCauses(to: &page)
        writeUrgent(to: &page)
        writeSymptoms(to: &page)
        if !assessment.findings.isEmpty { page.heading(2, "Findings") }
        let list = MarkdownFindings(findings: assessment.findings, numbers: numbers, book: book)
        list.write(to: &page)
        writeCollect(to: &page)
        writeRules(to: &page)
        writePackages(to: &page)
        writeNotes(to: &page)
        page.blank()
        page.line(
            "scanwhy \(assessment.tool.version), rules \(assessment.tool.rulesDigest.prefix(12))"
        )
        return page.document
    }

    private func writeCauses(to page: inout MarkdownPage) {
        let reach = Reach(assessment.findings)
        let titles = Dictionary(
            assessment.findings.map { ($0.id, $0.title) },
            uniquingKeysWith: { first, _ in first }
        )
        page.table(
            ["", "hits", "confidence", "cause"],
            assessment.answer.rootCauses.map { cause in
                let noun = Wording.noun(reach.kinds(of: cause.finding, count: cause.subjectCount))
                return [
                    numbers[cause.finding].map(String.init) ?? "",
                    Wording.counted(cause.subjectCount, noun), cause.confidence.name,
                    MarkdownText.escaped(titles[cause.finding] ?? cause.finding),
                ]
            }
        )
        let locked = assessment.answer.locked
        guard locked.byVerdict + locked.withoutVerdict + locked.unknown > 0 else { return }
        page.line(
            "Locked files: \(Wording.number(locked.withoutVerdict)) without a verdict, "
                + "\(Wording.number(locked.byVerdict)) by a verdict, "
                + "\(Wording.number(locked.unknown)) not known."
        )
    }

    private func writeUrgent(to page: inout MarkdownPage) {
        let urgent = UrgentSteps(assessment)
        guard !urgent.steps.isEmpty else { return }
        page.heading(2, "Do now")
        page.steps(Array(urgent.steps.prefix(3)))
    }

    private func writeSymptoms(to page: inout MarkdownPage) {
        let symptoms = assessment.summary.symptoms
        guard !symptoms.isEmpty else { return }
        page.heading(2, "Explained and not explained")
        page.table(
            ["family", "subjects", "explained", "as the policy has it", "not explained"],
            symptoms.map { family in
                [MarkdownText.escaped(family.family)]
                    + [
                        family.subjects, family.explained, family.policy, family.unexplained.count,
                    ].map(Wording.number)
            }
        )
        let byID = Dictionary(
            assessment.subjects.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for family in symptoms where !family.unexplained.isEmpty {
            page.line("Not explained, \(MarkdownText.escaped(family.family)):")
            let subjects = family.unexplained.map {
                byID[$0] ?? Assessment.Subject(kind: .file, id: $0, label: $0)
            }
            page.subjects(subjects, book, most: 20)
            guard !family.ruledOut.isEmpty else { continue }
            page.line("Looked at, and not the cause:")
            page.ruledOut(family.ruledOut, most: 20)
        }
    }

    private func writeCollect(to page: inout MarkdownPage) {
        let collect = Undecided(assessment).collect(assessment)
        guard !collect.isEmpty else { return }
        page.heading(2, "What to collect next")
        for wanted in collect {
            var line = "- \(MarkdownText.escaped(wanted.what))"
            if let command = wanted.command { line += ": \(MarkdownText.code(command))" }
            if !wanted.unlocks.isEmpty {
                let rules = wanted.unlocks.map { MarkdownText.code($0) }
                line += " (decides \(rules.joined(separator: ", ")))"
            }
            page.line(line)
        }
    }

    private func writeRules(to page: inout MarkdownPage) {
        guard !assessment.outcomes.isEmpty else { return }
        page.heading(2, "Rules")
        let summary = assessment.summary
        page.line(
            "\(Wording.number(summary.found)) found, \(Wording.number(summary.clear)) clear, "
                + "\(Wording.number(summary.notApplicable)) not applicable, "
                + "\(Wording.number(summary.undetermined)) undetermined, "
                + "\(Wording.number(summary.failed)) failed."
        )
        let open = assessment.outcomes.filter { [.undetermined, .failed].contains($0.outcome) }
        page.table(
            ["rule", "outcome", "why"],
            open.map { outcome in
                [
                    MarkdownText.code(outcome.rule, inTable: true), outcome.outcome.rawValue,
                    MarkdownText.escaped(outcome.why ?? ""),
                ]
            }
        )
    }

    private func writePackages(to page: inout MarkdownPage) {
        guard !assessment.packages.isEmpty else { return }
        page.heading(2, "What was read")
        page.table(
            ["package", "product", "time", "lines understood", "SHA-256"],
            assessment.packages.map { package in
                let clock = LocalClock(offsetMS: package.clock.offsetMS)
                var time = ""
                if let from = package.fromUS, let to = package.toUS {
                    time = clock.localSpan(from, to)
                }
                let names = [Wording.product(package.product), package.version, package.instance]
                let state = package.complete ? "" : " (incomplete)"
                return [
                    MarkdownText.code(book.name(package.id), inTable: true) + state,
                    MarkdownText.escaped(names.compactMap { $0 }.joined(separator: " ")), time,
                    Wording.percent(package.parsedShare), "`\(package.sha256)`",
                ]
            }
        )
    }

    private func writeNotes(to page: inout MarkdownPage) {
        let notes = assessment.notes.filter { $0.note.kind != .unrecognised }
        guard !notes.isEmpty || !assessment.limitsReached.isEmpty else { return }
        page.heading(2, "Notes")
        for placed in notes.prefix(20) {
            var place = book.name(placed.package)
            if let entry = placed.entry { place += "!\(entry)" }
            if let line = placed.note.line { place += ":\(line)" }
            let words = MarkdownText.escaped(placed.note.text)
            page.line("- \(MarkdownText.code(place)): \(placed.note.kind.rawValue): \(words)")
        }
        if notes.count > 20 { page.line("- and \(Wording.number(notes.count - 20)) more") }
        for reached in assessment.limitsReached {
            let place = MarkdownText.code(reached.place)
            page.line("- limit \(reached.limit), \(reached.value), reached in \(place)")
        }
    }
}
