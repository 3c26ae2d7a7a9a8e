package import CaseModel

/// Renders what the cases of rules reach for a terminal.
package struct CoverageText {
    private let options: TextOptions

    package init(_ options: TextOptions = TextOptions()) {
        self.options = options
    }

    package func render(_ coverage: RuleCoverage) -> String {
        var page = Page(options)
        writeFamilies(coverage.families, to: &page)
        writeRules(coverage, to: &page)
        writeBroken(coverage.rules, to: &page)
        writeMissing(coverage.rules, to: &page)
        let survivors = coverage.rules.flatMap(\.survivors)
        write("Branches that no case needs", survivors.filter { $0.change == "emptied" }, to: &page)
        write(
            "Changes that no case notices",
            survivors.filter { $0.change != "emptied" },
            to: &page
        )
        page.blank()
        let equivalent = coverage.rules.reduce(0) { $0 + $1.equivalent }
        page.words(
            0,
            "mutation score \(Self.percent(coverage.mutants)), branches "
                + "\(Self.percent(coverage.branches)), "
                + "\(Wording.number(equivalent)) marked equivalent",
            ink: .bold
        )
        return page.text
    }

    private func writeFamilies(_ families: [RuleCoverage.Family], to page: inout Page) {
        guard !families.isEmpty else { return }
        page.heading("Symptoms")
        let column = (families.map(\.name.count).max() ?? 0) + 2
        for family in families {
            page.line(
                2,
                (Wrap.pad(family.name, column), .plain),
                ("\(Wording.counted(family.rules, "rule")), ", .plain),
                (
                    "\(Wording.counted(family.fires, "case")) that fire",
                    family.fires == 0 ? .red : .plain
                )
            )
        }
    }

    private func writeRules(_ coverage: RuleCoverage, to page: inout Page) {
        page.heading("Rules")
        let column = max((coverage.rules.map(\.id.count).max() ?? 0) + 2, 6)
        let heads = ["fires", "silent", "undet.", "branches", "mutants", "score"]
        page.line(
            2,
            (
                Wrap.pad("rule", column) + heads.map { Self.right($0, 9) }.joined(),
                .faint
            )
        )
        for rule in coverage.rules {
            let cells = [
                "\(rule.fires)", "\(rule.silent)", "\(rule.undetermined)",
                "\(rule.branches.count)/\(rule.branches.of)",
                "\(rule.mutants.count)/\(rule.mutants.of)",
                rule.mutants.percent.map { "\(Int($0)) %" } ?? "-",
            ]
            page.line(2, Wrap.pad(rule.id, column) + cells.map { Self.right($0, 9) }.joined())
        }
    }

    private func writeBroken(_ rules: [RuleCoverage.Rule], to page: inout Page) {
        let broken = rules.flatMap { rule in rule.broken.map { "\(rule.id) \($0)" } }
        guard !broken.isEmpty else { return }
        page.heading("Cases that fail as they are, and say nothing")
        for name in broken { page.words(2, name) }
    }

    private func writeMissing(_ rules: [RuleCoverage.Rule], to page: inout Page) {
        let missing = rules.compactMap { rule -> String? in
            let kinds = [
                (rule.fires, "fires"), (rule.silent, "silent"), (rule.undetermined, "undetermined"),
            ].filter { $0.0 == 0 }.map(\.1)
            return kinds.isEmpty ? nil : "\(rule.id): \(kinds.joined(separator: ", "))"
        }
        guard !missing.isEmpty else { return }
        page.heading("Outcomes that no case reaches")
        for line in missing { page.words(2, line) }
    }

    private func write(
        _ title: String,
        _ survivors: [RuleCoverage.Survivor],
        to page: inout Page
    ) {
        guard !survivors.isEmpty else { return }
        page.heading(title)
        for one in survivors {
            page.line(2, "\(one.file):\(one.line)")
            page.words(4, one.text, lead: "\(one.change): ")
        }
    }

    private static func right(_ text: String, _ columns: Int) -> String {
        String(repeating: " ", count: max(1, columns - Wrap.width(text))) + text
    }

    private static func percent(_ tally: RuleCoverage.Tally) -> String {
        guard tally.of > 0 else { return "- (none)" }
        let share = Double(tally.count) / Double(tally.of)
        return "\(Wording.percent(share)) (\(Wording.number(tally.count)) of "
            + "\(Wording.number(tally.of)))"
    }
}
