import CaseModel

/// What the rules came to, and what to collect so that more of them can.
struct OutcomeSection {
    let assessment: Assessment
    let options: TextOptions

    func write(to page: inout Page) {
        writeCollect(to: &page)
        guard !assessment.outcomes.isEmpty else { return }
        page.heading("Rules")
        let summary = assessment.summary
        page.words(
            2,
            "\(Wording.number(summary.found)) found, \(Wording.number(summary.clear)) clear, "
                + "\(Wording.number(summary.notApplicable)) not applicable, "
                + "\(Wording.number(summary.undetermined)) undetermined, "
                + "\(Wording.number(summary.failed)) failed"
        )
        writeReasons("Failed", of(.failed), to: &page)
        let undecided = Undecided(assessment)
        writeReasons("Undetermined", undecided.needed, to: &page)
        writeReasons("Found, but undetermined for some", undecided.partly, to: &page)
        writeNotNeeded(undecided.notNeeded + undecided.settled, to: &page)
        writeNames("Not applicable", of(.notApplicable), to: &page)
        writeNames("Clear", of(.clear), to: &page)
    }

    private func of(_ kind: OutcomeKind) -> [Assessment.Outcome] {
        assessment.outcomes.filter { $0.outcome == kind }
    }

    private func writeCollect(to page: inout Page) {
        let collect = Undecided(assessment).collect(assessment)
        guard !collect.isEmpty else { return }
        page.heading("What to collect")
        for wanted in collect {
            page.words(2, wanted.what)
            if let command = wanted.command { page.line(4, command) }
            if !wanted.unlocks.isEmpty {
                page.labelled(4, "decides", wanted.unlocks.joined(separator: ", "), column: 9)
            }
        }
    }

    /// Rules with the same reason share a line of names: a missing source stops many.
    private func writeReasons(
        _ title: String,
        _ outcomes: [Assessment.Outcome],
        to page: inout Page
    ) {
        guard !outcomes.isEmpty else { return }
        page.line(2, (title, .bold))
        var groups: [(reason: [String], rules: [String])] = []
        for outcome in outcomes {
            let reason = [outcome.why ?? "", outcome.collect ?? ""]
            if let index = groups.firstIndex(where: { $0.reason == reason }) {
                groups[index].rules.append(name(outcome))
            } else {
                groups.append((reason, [name(outcome)]))
            }
        }
        for group in groups.prefix(options.fold) {
            page.words(4, group.rules.joined(separator: ", "))
            if !group.reason[0].isEmpty { page.words(6, group.reason[0]) }
            for (index, line) in group.reason[1].split(separator: "\n").enumerated() {
                page.labelled(6, index == 0 ? "Collect" : "", String(line), column: 9)
            }
        }
        Fold.rest(4, groups.count - options.fold, to: &page)
    }

    private func writeNotNeeded(_ outcomes: [Assessment.Outcome], to page: inout Page) {
        guard !outcomes.isEmpty else { return }
        page.line(2, ("Undecided, but not needed", .bold))
        for outcome in outcomes {
            let why = outcome.why.map { ": \($0)" } ?? ""
            page.words(4, name(outcome) + why)
        }
    }

    private func name(_ outcome: Assessment.Outcome) -> String {
        let open = outcome.undeterminedFor.count
        return open > 0 ? "\(outcome.rule) (\(Wording.counted(open, "subject")))" : outcome.rule
    }

    private func writeNames(
        _ title: String,
        _ outcomes: [Assessment.Outcome],
        to page: inout Page
    ) {
        guard !outcomes.isEmpty else { return }
        page.line(2, (title, .bold))
        page.words(4, outcomes.map(\.rule).joined(separator: ", "), ink: .faint)
    }
}
