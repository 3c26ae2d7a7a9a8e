internal import CaseModel
internal import GRDB

/// Reads the explanations that were looked at and do not hold.
struct RuledOutReading {
    private struct Reason: Hashable {
        var rule: String
        var whyCode: String
        var why: String
    }

    private var bySubject: [String: [Reason]] = [:]

    init(_ db: Database) throws {
        let sql = "SELECT subject, rule, why_code, why FROM ruled_out_row ORDER BY 1, 2, 3"
        let cursor = try Row.fetchCursor(db, sql: sql)
        while let row = try cursor.next() {
            bySubject[row[0], default: []].append(
                Reason(rule: row[1], whyCode: row[2], why: row[3])
            )
        }
    }

    /// What rules other than `rule` ruled out for these subjects, sorted by rule and code.
    func ruledOut(for subjects: [String], butBy rule: String? = nil)
        -> [Assessment.Finding.RuledOut]
    {
        var groups: [Reason: [String]] = [:]
        for subject in subjects {
            for reason in bySubject[subject] ?? [] where reason.rule != rule {
                groups[reason, default: []].append(subject)
            }
        }
        let all = groups.map {
            Assessment.Finding.RuledOut(
                rule: $0.key.rule,
                subjects: $0.value.sorted(),
                whyCode: $0.key.whyCode,
                why: $0.key.why
            )
        }
        return all.sorted { ($0.rule, $0.whyCode, $0.why) < ($1.rule, $1.whyCode, $1.why) }
    }
}
