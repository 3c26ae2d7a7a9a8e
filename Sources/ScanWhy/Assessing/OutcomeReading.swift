internal import CaseModel
internal import GRDB
internal import Rules

/// Reads what each rule came to, and gathers what to collect so that more can be decided.
enum OutcomeReading {
    static func outcomes(_ db: Database) throws -> [Assessment.Outcome] {
        var undetermined: [String: [String]] = [:]
        let subjects = "SELECT rule, subject FROM outcome_undetermined_row ORDER BY rule, subject"
        for row in try Row.fetchAll(db, sql: subjects) {
            undetermined[row[0], default: []].append(row[1])
        }
        let sql = "SELECT rule, outcome, why, collect FROM outcome_row ORDER BY rule"
        return try Row.fetchAll(db, sql: sql).compactMap { row in
            OutcomeKind(rawValue: row[1]).map {
                Assessment.Outcome(
                    rule: row[0],
                    outcome: $0,
                    why: row[2],
                    collect: row[3],
                    undeterminedFor: undetermined[row[0]] ?? []
                )
            }
        }
    }

    /// The one that unlocks most rules first.
    static func collect(_ outcomes: [Assessment.Outcome]) -> [Assessment.Answer.Collect] {
        var rules: [Collectable: Set<String>] = [:]
        for outcome in outcomes {
            for line in (outcome.collect ?? "").split(separator: "\n") {
                rules[Collectable(sentence: line), default: []].insert(outcome.rule)
            }
        }
        let collect = rules.map {
            Assessment.Answer.Collect(
                what: $0.key.what,
                command: $0.key.command,
                unlocks: $0.value.sorted()
            )
        }
        return collect.sorted {
            $0.unlocks.count != $1.unlocks.count
                ? $0.unlocks.count > $1.unlocks.count
                : ($0.what, $0.command ?? "") < ($1.what, $1.command ?? "")
        }
    }
}
