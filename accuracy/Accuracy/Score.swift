internal import CaseModel
internal import Quarantine

/// Trials added up, rule by rule.
package struct Score: Sendable, Hashable {
    /// What is known of one rule.
    package struct Tally: Sendable, Hashable {
        /// Rows of the truth for which it is the right rule.
        package var rows = 0
        package var right = 0
        package var undetermined = 0
        /// Rightly undetermined.
        package var open = 0
        /// Of which no package that arrived tells anything.
        package var untold = 0
        /// Subjects that its findings at *likely* or above hold, and whether rightly.
        package var heldRightly = 0
        package var wrongAtLikely = 0
        package var wrongAtCertain = 0

        package init() {}

        package var silent: Int { rows - right - undetermined - open - untold }
        package var wrong: Int { wrongAtLikely + wrongAtCertain }

        mutating func add(_ other: Tally) {
            rows += other.rows
            right += other.right
            undetermined += other.undetermined
            open += other.open
            untold += other.untold
            heldRightly += other.heldRightly
            wrongAtLikely += other.wrongAtLikely
            wrongAtCertain += other.wrongAtCertain
        }
    }

    package private(set) var trials = 0
    package private(set) var rules: [String: Tally] = [:]
    package private(set) var harmful = 0

    package init() {}

    package mutating func add(_ comparison: Comparison) {
        trials += 1
        harmful += comparison.harmful.count
        for judged in comparison.judged {
            var tally = rules[judged.rule] ?? Tally()
            tally.rows += 1
            tally.right += judged.verdict == .right ? 1 : 0
            tally.undetermined += judged.verdict == .undetermined ? 1 : 0
            tally.open += judged.verdict == .open ? 1 : 0
            tally.untold += judged.verdict == .untold ? 1 : 0
            rules[judged.rule] = tally
        }
        for (rule, count) in comparison.held { rules[rule, default: Tally()].heldRightly += count }
        for wrong in comparison.wrong {
            var tally = rules[wrong.rule] ?? Tally()
            if wrong.confidence == .certain {
                tally.wrongAtCertain += 1
            } else {
                tally.wrongAtLikely += 1
            }
            rules[wrong.rule] = tally
        }
    }

    /// Of the rules that pass the test.
    package func total(where passes: (String) -> Bool = { _ in true }) -> Tally {
        rules.reduce(into: Tally()) { total, entry in
            if passes(entry.key) { total.add(entry.value) }
        }
    }

    /// Rules that lean on behaviour which nobody has confirmed.
    package static let leaning: Set<String> = Set(
        Assumption.allCases.filter { $0.words.mark.isOpen }.flatMap { assumption in
            assumption.words.rules.split(separator: ",").map { name in
                String(name.drop { $0 == " " })
            }
        }
    )
}

extension Score.Tally {
    /// Rows that were rightly explained, in per mille of those that could be; nil without rows.
    ///
    /// - Parameter isWhole: Whether everything arrived: then "we cannot tell" is a miss.
    /// - Returns: 0 to 1,000.
    package func recallPerMille(isWhole: Bool) -> Int? {
        let all = rows - open - (isWhole ? 0 : undetermined + untold)
        return all == 0 ? nil : right * 1_000 / all
    }

    /// Subjects rightly held, in per mille of those held at *likely* or above; nil without any.
    package var precisionPerMille: Int? {
        let all = heldRightly + wrong
        return all == 0 ? nil : heldRightly * 1_000 / all
    }
}
