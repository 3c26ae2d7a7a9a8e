import CaseModel

/// What a support agent reads out on the phone: what happened, to how many files, how sure, what
/// to do now, and what nobody can tell yet.
///
/// It keeps to 24 lines where it can: the more there is to say, the less of each is shown. What is
/// left out is counted and stands below; no sentence is cut off where a clause can end it.
struct FirstScreen {
    let assessment: Assessment
    let numbers: [String: Int]

    /// How much of each part is shown.
    struct Measure: Hashable {
        var causes: Int
        /// Lines of one title.
        var titleLines: Int
        var steps: Int
        var collect: Int
        /// Lines of one step or one thing to collect.
        var lines: Int
    }

    private static let mostLines = 24
    private static let measures = [
        Measure(causes: 6, titleLines: 2, steps: 3, collect: 2, lines: 4),
        Measure(causes: 6, titleLines: 1, steps: 3, collect: 2, lines: 3),
        Measure(causes: 5, titleLines: 1, steps: 3, collect: 1, lines: 2),
        Measure(causes: 5, titleLines: 1, steps: 2, collect: 1, lines: 2),
        Measure(causes: 3, titleLines: 1, steps: 1, collect: 1, lines: 2),
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
        CauseTable(assessment: assessment, numbers: numbers).write(measure, to: &page)
        writeExplained(to: &page)
        writeSteps(measure, to: &page)
        OpenQuestions(assessment: assessment).write(measure, to: &page)
    }

    private func writeExplained(to page: inout Page) {
        let symptoms = assessment.summary.symptoms
        let total = symptoms.reduce(0) { $0 + $1.subjects }
        guard total > 0 else { return }
        let explained = symptoms.reduce(0) { $0 + $1.explained }
        let policy = symptoms.reduce(0) { $0 + $1.policy }
        let unexplained = symptoms.reduce(0) { $0 + $1.unexplained.count }
        var words = "Explained: \(Wording.number(explained)) of \(Wording.number(total))"
        if symptoms.count > 1 { words += " symptoms" }
        if policy > 0 { words += "; \(Wording.number(policy)) as the policy has it" }
        words += "; not explained: \(Wording.number(unexplained))."
        page.words(2, words)
    }

    private func writeSteps(_ measure: Measure, to page: inout Page) {
        let urgent = UrgentSteps(assessment)
        guard !urgent.steps.isEmpty else { return }
        page.heading("Do now")
        let steps = urgent.steps.prefix(measure.steps)
        for (index, step) in steps.enumerated() {
            let actor = " (\(Wording.actor(step.actor)))"
            write(step.step, suffix: actor, lead: "\(index + 1). ", indent: 2, measure, to: &page)
            // A risky step is never shown without all that comes before it.
            if let before = step.before {
                page.words(5, before, lead: "First: ", leadInk: .bold, most: 4)
            }
        }
        let rest = urgent.total - steps.count
        if rest > 0 { page.line(2, "\(Wording.counted(rest, "more step")) below") }
    }

    /// A shorter form has to say enough to act on, else all of it is shown.
    private func write(
        _ step: String,
        suffix: String,
        lead: String,
        indent: Int,
        _ measure: Measure,
        to page: inout Page
    ) {
        let leastCharacters = 40
        let columns = page.width - indent - Wrap.width(lead)
        var shown = step
        if Wrap.lines(step + suffix, columns: columns).count > measure.lines {
            let short = Wrap.clauses(
                step,
                suffix: suffix,
                columns: columns,
                most: measure.lines,
                ends: [". ", "; ", " - "]
            )
            if let short, short.count >= leastCharacters {
                shown = short.hasSuffix(".") ? String(short.dropLast()) : short
            }
        }
        page.words(indent, shown + suffix, lead: lead, most: 4)
    }
}
