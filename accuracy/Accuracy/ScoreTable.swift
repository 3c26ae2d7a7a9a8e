/// Scores as Markdown, for people and for `git diff`.
package struct ScoreTable {
    private let scores: [Trial.Group: Score]

    package init(_ scores: [Trial.Group: Score]) { self.scores = scores }

    package func markdown() -> String {
        var lines = summary()
        for group in Trial.Group.allCases {
            guard let score = scores[group], !score.rules.isEmpty else { continue }
            lines += ["", "## Cases that are \(group.rawValue), rule by rule", ""]
            lines += Self.table(score, isWhole: group != .damaged)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let head =
        "| rows | right | undetermined | open | untold | silent | recall | precision "
        + "| wrong at likely | wrong at certain |"

    /// By group, and by whether the rules lean on what nobody has confirmed.
    private func summary() -> [String] {
        var lines = [
            "| cases | rules that lean on | trials " + Self.head + " harmful |",
            "|---|---|" + String(repeating: "---:|", count: 12),
        ]
        for group in Trial.Group.allCases {
            guard let score = scores[group] else { continue }
            let isWhole = group != .damaged
            let kinds: [(String, (String) -> Bool)] = [
                ("V, P", { !Score.leaning.contains($0) }), ("I, ?", Score.leaning.contains),
            ]
            for (place, (name, passes)) in kinds.enumerated() {
                // Harm is no rule's alone: it is counted once.
                let harmful = place == 0 ? " \(score.harmful) |" : " |"
                lines.append(
                    "| \(group.rawValue) | \(name) | \(score.trials) "
                        + Self.cells(score.total(where: passes), isWhole: isWhole)
                        + harmful
                )
            }
        }
        return lines
    }

    private static func table(_ score: Score, isWhole: Bool) -> [String] {
        ["| rule " + head, "|---|" + String(repeating: "---:|", count: 10)]
            + score.rules.sorted { $0.key < $1.key }.map { rule, tally in
                "| \(rule) " + cells(tally, isWhole: isWhole)
            }
    }

    private static func cells(_ tally: Score.Tally, isWhole: Bool) -> String {
        "| \(tally.rows) | \(tally.right) | \(tally.undetermined) | \(tally.open) "
            + "| \(tally.untold) | \(tally.silent) "
            + "| \(percent(tally.recallPerMille(isWhole: isWhole))) "
            + "| \(percent(tally.precisionPerMille)) "
            + "| \(tally.wrongAtLikely) | \(tally.wrongAtCertain) |"
    }

    private static func percent(_ perMille: Int?) -> String {
        guard let perMille else { return "–" }
        return "\(perMille / 10).\(perMille % 10) %"
    }
}
