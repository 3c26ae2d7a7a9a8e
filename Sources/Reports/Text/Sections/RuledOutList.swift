import CaseModel

/// Explanations that do not hold, one line for each rule and reason.
struct RuledOutList {
    private var groups: [Group] = []
    private let labels: [String: String]

    private struct Group {
        var rule: String
        var why: String
        var subjects: Set<String>
    }

    /// `subjects` give a name to what is alone in its line.
    init(_ excluded: [Assessment.Finding.RuledOut], subjects: [Assessment.Subject]) {
        labels = Dictionary(
            subjects.map { ($0.id, $0.label) },
            uniquingKeysWith: { first, _ in first }
        )
        for item in excluded {
            if let index = groups.firstIndex(where: { ($0.rule, $0.why) == (item.rule, item.why) })
            {
                groups[index].subjects.formUnion(item.subjects)
            } else {
                groups.append(
                    Group(rule: item.rule, why: item.why, subjects: Set(item.subjects))
                )
            }
        }
    }

    func write(_ indent: Int, _ options: TextOptions, to page: inout Page) {
        for group in groups.prefix(options.fold) {
            var reach = ""
            if let only = group.subjects.first, group.subjects.count == 1 {
                reach = " (\(labels[only] ?? "1 subject"))"
            } else if !group.subjects.isEmpty {
                reach = " (\(Wording.counted(group.subjects.count, "subject")))"
            }
            page.words(indent, "\(group.rule)\(reach): \(group.why)")
        }
        Fold.rest(indent, groups.count - options.fold, to: &page)
    }
}
