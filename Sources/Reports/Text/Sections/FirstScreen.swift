import CaseModel

/// What a support agent reads out on the phone: what happened, to how many files, how sure, what
/// to do now, and what nobody can tell yet.
///
/// It keeps to 24 lines where it can: the more there is to say, the less of each is shown. What is
/// left out is counted and stands below.
struct FirstScreen {
    let assessment: Assessment
    let numbers: [String: Int]

    /// How much of each part is shown.
    private struct Measure: Hashable {
        var causes: Int
        var steps: Int
        var collect: Int
        /// Lines of one step or one thing to collect.
        var lines: Int
    }

    private static let mostLines = 24
    private static let measures = [
        Measure(causes: 6, steps: 3, collect: 2, lines: 2),
        Measure(causes: 5, steps: 3, collect: 2, lines: 1),
        Measure(causes: 5, steps: 2, collect: 1, lines: 1),
        Measure(causes: 3, steps: 1, collect: 1, lines: 1),
    ]

    func write(to page: inout Page) {
        for measure in FirstScreen.measures {
            var trial = page
            write(measure, to: &trial)
            let lines = trial.text.utf8.count { $0 == UInt8(ascii: "\n") }
            if lines <= FirstScreen.mostLines || measure == FirstScreen.measures.last {
                page = trial
                return
            }
        }
    }

    private func write(_ measure: Measure, to page: inout Page) {
        let headline = assessment.answer.headline
        if !headline.isEmpty { page.words(0, headline, ink: .bold, most: 3) }
        writeCauses(measure, to: &page)
        writeLocked(to: &page)
        writeSteps(measure, to: &page)
        writeUnknown(measure, to: &page)
    }

    private func writeCauses(_ measure: Measure, to page: inout Page) {
        let causes = rows()
        if !causes.isEmpty {
            page.heading(assessment.answer.rootCauses.isEmpty ? "Findings" : "Causes")
            let shown = causes.prefix(measure.causes)
            let amountColumn = shown.map { Wrap.width($0.amount) }.max() ?? 0
            for row in shown {
                let amount = String(
                    repeating: " ",
                    count: amountColumn - Wrap.width(row.amount)
                )
                let lead = "\(amount)\(row.amount)  \(Wrap.pad(row.confidence, 8))  "
                let title = SafeText.visible(row.title)
                let room = page.width - 2 - Wrap.width(lead)
                page.line(2, (lead, .plain), (Wrap.clip(title, columns: room), .plain))
            }
            let rest = causes.count - shown.count
            if rest > 0 { page.line(2, "and \(Wording.counted(rest, "more finding")) below") }
        }
        writeExplained(to: &page)
    }

    private struct Row {
        var amount: String
        var confidence: String
        var title: String
    }

    private func rows() -> [Row] {
        let byID = Dictionary(
            assessment.findings.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let causes = assessment.answer.rootCauses
        guard !causes.isEmpty else {
            return assessment.findings.map {
                Row(
                    amount: Wording.counted($0.count, Wording.noun(Set($0.subjects.map(\.kind)))),
                    confidence: $0.confidence.name,
                    title: title($0)
                )
            }
        }
        let reach = Reach(assessment.findings)
        return causes.map { cause in
            let noun = Wording.noun(reach.kinds(of: cause.finding, count: cause.subjectCount))
            return Row(
                amount: Wording.counted(cause.subjectCount, noun),
                confidence: cause.confidence.name,
                title: byID[cause.finding].map(title) ?? cause.finding
            )
        }
    }

    private func title(_ finding: Assessment.Finding) -> String {
        "\(numbers[finding.id].map { "\($0). " } ?? "")\(finding.title)"
    }

    private func writeExplained(to page: inout Page) {
        let symptoms = assessment.summary.symptoms
        let total = symptoms.reduce(0) { $0 + $1.subjects }
        guard total > 0 else { return }
        let explained = symptoms.reduce(0) { $0 + $1.explained }
        let policy = symptoms.reduce(0) { $0 + $1.policy }
        let unexplained = symptoms.reduce(0) { $0 + $1.unexplained.count }
        var words = "Explained: \(Wording.number(explained)) of \(Wording.number(total))"
        if policy > 0 { words += "; \(Wording.number(policy)) as the policy has it" }
        words += "; not explained: \(Wording.number(unexplained))."
        page.words(2, words)
    }

    private func writeLocked(to page: inout Page) {
        let locked = assessment.answer.locked
        guard locked.byVerdict + locked.withoutVerdict + locked.unknown > 0 else { return }
        page.heading("Locked files")
        page.words(
            2,
            "\(Wording.number(locked.withoutVerdict)) without a verdict, "
                + "\(Wording.number(locked.byVerdict)) by a verdict, "
                + "\(Wording.number(locked.unknown)) not known"
        )
    }

    private func writeSteps(_ measure: Measure, to page: inout Page) {
        let all = steps()
        guard !all.isEmpty else { return }
        page.heading("Do now")
        let steps = all.prefix(measure.steps)
        for (index, step) in steps.enumerated() {
            let words = "\(step.step) (\(Wording.actor(step.actor)))"
            page.words(2, words, lead: "\(index + 1). ", most: measure.lines)
            // A risky step is never shown without what comes before it.
            if let before = step.before {
                page.words(5, before, lead: "First: ", leadInk: .bold, most: measure.lines)
            }
        }
        let rest = all.count - steps.count
        if rest > 0 { page.line(2, "and \(Wording.counted(rest, "more step")) below") }
    }

    /// The first step of each root cause, then their second ones; where that leaves room, the
    /// steps of the other findings that are more than information.
    private func steps() -> [Assessment.Step] {
        let roots = Set(assessment.answer.rootCauses.map(\.finding))
        let byID = Dictionary(
            assessment.findings.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let rest = assessment.findings.filter {
            !roots.contains($0.id) && (roots.isEmpty || $0.severity > .info)
        }
        var steps: [Assessment.Step] = []
        for findings in [assessment.answer.rootCauses.compactMap { byID[$0.finding] }, rest] {
            let deepest = findings.map(\.remediation.count).max() ?? 0
            for depth in 0..<deepest {
                for remedy in findings.map(\.remediation) where depth < remedy.count {
                    if !steps.contains(remedy[depth]) { steps.append(remedy[depth]) }
                }
            }
        }
        return steps
    }

    private func writeUnknown(_ measure: Measure, to page: inout Page) {
        let summary = assessment.summary
        let collect = assessment.answer.collect
        let gaps = assessment.notes.count + assessment.limitsReached.count
        let cut = assessment.packages.filter { !$0.complete }.count
        let (undecided, failed) = (summary.undetermined, summary.failed)
        guard undecided + failed + collect.count + gaps + cut > 0 else { return }
        page.heading("Cannot tell yet")
        var doubts: [String] = []
        if undecided > 0 { doubts.append("\(Wording.counted(undecided, "rule")) undecided") }
        if failed > 0 { doubts.append("\(Wording.counted(failed, "rule")) failed") }
        if cut > 0 { doubts.append("\(Wording.counted(cut, "package")) incomplete") }
        if gaps > 0 { doubts.append("\(Wording.counted(gaps, "note")) on what was not read") }
        if !doubts.isEmpty { page.words(2, doubts.joined(separator: ", ") + "; see below.") }
        for wanted in collect.prefix(measure.collect) {
            let unlocks = wanted.unlocks.count
            let gain = unlocks > 0 ? " (decides \(Wording.counted(unlocks, "rule")))" : ""
            page.words(
                2,
                wanted.what + gain,
                lead: "Collect: ",
                leadInk: .bold,
                most: measure.lines
            )
            if let command = wanted.command { page.line(4, command) }
        }
        let rest = collect.count - measure.collect
        if rest > 0 { page.line(2, "and \(Wording.number(rest)) more to collect, below") }
    }
}
