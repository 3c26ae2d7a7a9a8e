import CaseModel

/// What nobody can tell yet, as far as it matters, and what to collect for it.
struct OpenQuestions {
    let assessment: Assessment

    func write(_ measure: FirstScreen.Measure, to page: inout Page) {
        let undecided = Undecided(assessment)
        let doubts = self.doubts(undecided)
        let calm = self.calm(undecided)
        let collect = undecided.collect(assessment)
        guard !doubts.isEmpty || !calm.isEmpty || !collect.isEmpty else { return }
        page.heading("Cannot tell yet")
        if !doubts.isEmpty { page.words(2, doubts.joined(separator: ", ") + "; see below.") }
        for line in calm { page.words(2, line) }
        for wanted in collect.prefix(measure.collect) {
            let unlocks = wanted.unlocks.count
            let gain = unlocks > 0 ? " (decides \(Wording.counted(unlocks, "rule")))" : ""
            page.words(2, wanted.what + gain, lead: "Collect: ", leadInk: .bold, most: 4)
            if let command = wanted.command { page.line(4, command) }
        }
        let rest = collect.count - measure.collect
        if rest > 0 { page.line(2, "and \(Wording.number(rest)) more to collect, below") }
    }

    private func doubts(_ undecided: Undecided) -> [String] {
        let rules = undecided.needed.count + undecided.partly.count
        let failed = assessment.summary.failed
        let cut = assessment.packages.count { !$0.complete }
        let gaps =
            assessment.notes.count { ![.unrecognised, .overlap].contains($0.note.kind) }
            + assessment.limitsReached.count
        var doubts: [String] = []
        if rules > 0 { doubts.append("\(Wording.counted(rules, "rule")) undecided") }
        if failed > 0 { doubts.append("\(Wording.counted(failed, "rule")) failed") }
        if cut > 0 { doubts.append("\(Wording.counted(cut, "package")) incomplete") }
        if gaps > 0 { doubts.append("\(Wording.counted(gaps, "note")) on what was not read") }
        return doubts
    }

    /// What is open and alarms nobody.
    private func calm(_ undecided: Undecided) -> [String] {
        var lines: [String] = []
        let idle = undecided.notNeeded.count
        if idle > 0, undecided.needed.isEmpty, undecided.partly.isEmpty {
            let symptoms = assessment.summary.symptoms
            let isExplained =
                symptoms.contains { $0.subjects > 0 } && symptoms.allSatisfy(\.unexplained.isEmpty)
            let words = "\(Wording.counted(idle, "rule")) had nothing to decide on, see Rules."
            lines.append(isExplained ? "Everything found is explained; \(words)" : words)
        }
        if let unread = Self.unread(assessment.notes) { lines.append("\(unread).") }
        return lines
    }

    /// `5 files were listed but not read`; nil where all were.
    static func unread(_ notes: [Assessment.PlacedNote]) -> String? {
        let unread = notes.filter { $0.note.kind == .unrecognised }
        let files = Set(unread.map { [$0.package, $0.entry ?? ""] }).count
        guard files > 0 else { return nil }
        return "\(Wording.counted(files, "file")) \(files == 1 ? "was" : "were") "
            + "listed but not read"
    }
}
