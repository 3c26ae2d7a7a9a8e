package import CaseModel

/// Renders an answer for a ticket: plain text to paste, what happened, how sure, do now, send us.
///
/// It keeps to sixty lines: the more there is to say, the less of each is said, and what is left
/// out is counted. Packages go by their names; no folder of the machine that ran this is in it.
package struct ReplyReport {
    private let assessment: Assessment
    private let book: PackageBook

    /// How much of each part is said.
    private struct Measure: Equatable {
        var causes: Int
        var hasEvidence: Bool
        var steps: Int
        var collect: Int
    }

    private struct Cause {
        var finding: Assessment.Finding
        /// Subjects it stands behind.
        var count: Int
        var noun: String
    }

    static let mostLines = 60
    private static let measures = [
        Measure(causes: 6, hasEvidence: true, steps: 5, collect: 4),
        Measure(causes: 5, hasEvidence: true, steps: 3, collect: 3),
        Measure(causes: 4, hasEvidence: true, steps: 3, collect: 2),
        Measure(causes: 4, hasEvidence: false, steps: 2, collect: 2),
        Measure(causes: 3, hasEvidence: false, steps: 1, collect: 1),
    ]

    package init(_ assessment: Assessment) {
        self.assessment = assessment
        book = PackageBook(assessment.packages)
    }

    package func render() -> String {
        var text = ""
        for measure in Self.measures {
            var page = Page(TextOptions(width: 78))
            write(measure, to: &page)
            text = page.text
            if text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) <= Self.mostLines { break }
        }
        return text
    }

    private func write(_ measure: Measure, to page: inout Page) {
        page.line(0, "What happened")
        let headline = assessment.answer.headline
        page.words(0, headline.isEmpty ? "Nothing was found." : headline)
        writeCauses(measure, to: &page)
        writeCertainty(Array(causes.prefix(measure.causes)), to: &page)
        writeSteps(measure, to: &page)
        writeCollect(measure, to: &page)
        writeBasis(to: &page)
    }

    /// Root causes, or the gravest findings where no chain leads to one.
    private var causes: [Cause] {
        let byID = Dictionary(
            assessment.findings.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let reach = Reach(assessment.findings)
        let roots = assessment.answer.rootCauses.compactMap { cause in
            byID[cause.finding].map { finding in
                let kinds = reach.kinds(of: cause.finding, count: cause.subjectCount)
                return Cause(
                    finding: finding,
                    count: cause.subjectCount,
                    noun: Wording.noun(kinds)
                )
            }
        }
        if !roots.isEmpty { return roots }
        return assessment.findings.map {
            Cause(finding: $0, count: $0.count, noun: Wording.noun(Set($0.subjects.map(\.kind))))
        }
    }

    private func writeCauses(_ measure: Measure, to page: inout Page) {
        let causes = causes
        for (index, cause) in causes.prefix(measure.causes).enumerated() {
            let words = "\(cause.finding.title) (\(Wording.counted(cause.count, cause.noun)))"
            page.words(0, words, lead: "\(index + 1). ", most: 4)
            if measure.hasEvidence, let seen = seen(cause.finding) {
                page.words(3, "Seen in \(seen)", most: 2, breaks: true)
            }
        }
        let rest = causes.count - measure.causes
        if rest > 0 { page.line(0, "and \(Wording.counted(rest, "more cause")).") }
    }

    /// The first line of a log, or row or key, that the finding rests on.
    private func seen(_ finding: Assessment.Finding) -> String? {
        for evidence in finding.evidence {
            if case .passage(let passage) = evidence {
                return "\(book.place(passage)): \(passage.text)"
            }
        }
        return nil
    }

    private func writeCertainty(_ causes: [Cause], to page: inout Page) {
        let shown = Set(causes.map(\.finding.confidence))
        let symptoms = assessment.summary.symptoms
        let total = symptoms.reduce(0) { $0 + $1.subjects }
        guard !shown.isEmpty || total > 0 else { return }
        page.heading("How sure this is")
        for confidence in Confidence.allCases.reversed() where shown.contains(confidence) {
            let numbers = causes.enumerated().filter { $1.finding.confidence == confidence }
                .map { "\($0.offset + 1)" }
            let lead = causes.count == 1 ? "" : "Cause \(numbers.joined(separator: ", ")): "
            page.words(0, "\(lead)\(confidence.name), \(Self.meaning(of: confidence)).")
        }
        if causes.contains(where: \.finding.inferred) {
            page.words(0, "Inferred in part: not all of the mechanism is publicly documented.")
        }
        guard total > 0 else { return }
        let explained = symptoms.reduce(0) { $0 + $1.explained }
        let open = symptoms.reduce(0) { $0 + $1.unexplained.count }
        page.words(
            0,
            "Of \(Wording.counted(total, "symptom")), \(Wording.number(explained)) are explained"
                + (open == 0 ? "." : "; for \(Wording.number(open)) we cannot tell the cause yet.")
        )
    }

    private static func meaning(of confidence: Confidence) -> String {
        switch confidence {
        case .certain: "the product says so in its own words, or two sources agree"
        case .likely: "one source says so, and the documented mechanism fits in time and order"
        case .possible: "it fits what we see, and so do other causes"
        }
    }

    private func writeSteps(_ measure: Measure, to page: inout Page) {
        let urgent = UrgentSteps(assessment)
        guard !urgent.steps.isEmpty else { return }
        page.heading("Please do now")
        for (index, step) in urgent.steps.prefix(measure.steps).enumerated() {
            // What a step risks and what comes before it are part of it.
            var words = step.step
            if !step.risk.isEmpty {
                words += " [\(step.risk.map(Wording.risk).joined(separator: ", "))]"
            }
            page.words(0, "\(words) (\(Wording.actor(step.actor)))", lead: "\(index + 1). ")
            if let before = step.before { page.words(3, before, lead: "First: ") }
        }
        let rest = urgent.total - min(measure.steps, urgent.steps.count)
        if rest > 0 { page.line(0, "\(Wording.counted(rest, "more step")) in the full report.") }
    }

    private func writeCollect(_ measure: Measure, to page: inout Page) {
        let collect = Undecided(assessment).collect(assessment)
        guard !collect.isEmpty else { return }
        page.heading("Please send us")
        for wanted in collect.prefix(measure.collect) {
            page.words(0, wanted.what, lead: "- ", most: 4)
            if let command = wanted.command { page.line(2, command) }
        }
        let rest = collect.count - measure.collect
        if rest > 0 { page.line(0, "and \(Wording.number(rest)) more, see the full report.") }
    }

    private func writeBasis(to page: inout Page) {
        guard !assessment.packages.isEmpty else { return }
        page.heading("What this rests on")
        for package in assessment.packages.prefix(6) {
            var words = book.name(package.id)
            if let from = package.fromUS, let to = package.toUS {
                words += ", \(LocalClock(offsetMS: package.clock.offsetMS).localSpan(from, to))"
            }
            if !package.complete { words += ", incomplete" }
            page.words(0, words, lead: "- ")
        }
        let rest = assessment.packages.count - 6
        if rest > 0 { page.line(0, "and \(Wording.counted(rest, "more package")).") }
        let digest = assessment.tool.rulesDigest.prefix(12)
        page.line(0, "scanwhy \(assessment.tool.version), rules \(digest)")
    }
}
