import CaseModel

/// The causes by how many files they stand behind; where none is known, the findings.
struct CauseTable {
    let assessment: Assessment
    let numbers: [String: Int]

    private struct Row {
        var amount: String
        var confidence: String
        var number: String
        var title: String
    }

    func write(_ measure: FirstScreen.Measure, to page: inout Page) {
        let rows = self.rows
        guard !rows.isEmpty else { return }
        let areCauses = !assessment.answer.rootCauses.isEmpty
        page.heading(areCauses ? "Causes" : "Findings")
        let shown = rows.prefix(measure.causes)
        let column = shown.map { Wrap.width($0.amount) }.max() ?? 0
        for row in shown {
            let gap = String(repeating: " ", count: column - Wrap.width(row.amount))
            let lead = "\(gap)\(row.amount)  \(Wrap.pad(row.confidence, 8))  \(row.number)"
            let columns = max(page.width - 2 - Wrap.width(lead), 20)
            let title = Self.short(row.title, columns: columns, most: measure.titleLines)
            page.words(2, title, lead: lead, most: 2)
        }
        let rest = rows.count - shown.count
        let noun = areCauses ? "more cause" : "more finding"
        if rest > 0 { page.line(2, "and \(Wording.counted(rest, noun)) below") }
    }

    /// A title that is too long ends with a clause; the whole of it stands over the finding.
    private static func short(_ title: String, columns: Int, most: Int) -> String {
        let title = SafeText.visible(title)
        let ends = ["; ", ", ", " (", " - ", ": "]
        return Wrap.clauses(title, columns: columns, most: most, ends: ends)
            ?? Wrap.clauses(title, columns: columns, most: 2, ends: ends) ?? title
    }

    private var rows: [Row] {
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
                    number: number($0.id),
                    title: $0.title
                )
            }
        }
        let reach = Reach(assessment.findings)
        return causes.map { cause in
            let noun = Wording.noun(reach.kinds(of: cause.finding, count: cause.subjectCount))
            return Row(
                amount: Wording.counted(cause.subjectCount, noun),
                confidence: cause.confidence.name,
                number: number(cause.finding),
                title: byID[cause.finding]?.title ?? cause.finding
            )
        }
    }

    private func number(_ id: String) -> String { numbers[id].map { "\($0). " } ?? "" }
}
