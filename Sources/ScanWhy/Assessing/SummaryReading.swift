internal import CaseModel
internal import GRDB
internal import Rules

/// Counts outcomes and symptoms, and says which symptoms nothing explains.
struct SummaryReading {
    private let symptoms: [Assessment.Summary.Symptoms]

    init(_ db: Database, _ kept: StoredNotes) throws {
        let explained = try Self.explained(db, kept)
        var wanting: [String: Set<String>] = [:]
        var byPolicy: [String: Set<String>] = [:]
        let sql = """
            SELECT symptom.family, subject_row.subject, symptom.policy
            FROM symptom
            JOIN subject_row ON subject_row.kind = symptom.subject_kind
                AND subject_row.row_id = symptom.subject_id
            WHERE (symptom.time_us >= :since OR :since IS NULL OR symptom.time_us IS NULL)
                AND (symptom.time_us < :until OR :until IS NULL OR symptom.time_us IS NULL)
            """
        let cursor = try Row.fetchCursor(
            db,
            sql: sql,
            arguments: ["since": kept.sinceUS, "until": kept.untilUS]
        )
        while let row = try cursor.next() {
            let policy: Bool = row[2]
            if policy {
                byPolicy[row[0], default: []].insert(row[1])
            } else {
                wanting[row[0], default: []].insert(row[1])
            }
        }
        let ruledOut = try RuledOutReading(db)
        symptoms = Set(wanting.keys).union(byPolicy.keys).sorted().map { family in
            let subjects = wanting[family] ?? []
            let known = explained[family] ?? []
            let open = subjects.subtracting(known)
            let policy = (byPolicy[family] ?? []).subtracting(subjects)
            return Assessment.Summary.Symptoms(
                family: family,
                subjects: subjects.count,
                explained: subjects.count - open.count,
                policy: policy.count,
                unexplained: open.sorted(),
                ruledOut: ruledOut.ruledOut(for: open.union(policy.subtracting(known)).sorted())
            )
        }
    }

    func summary(_ outcomes: [Assessment.Outcome]) -> Assessment.Summary {
        func count(_ kind: OutcomeKind) -> Int { outcomes.count { $0.outcome == kind } }
        return Assessment.Summary(
            found: count(.found),
            clear: count(.clear),
            notApplicable: count(.notApplicable),
            undetermined: count(.undetermined),
            failed: count(.failed),
            symptoms: symptoms
        )
    }

    /// Subjects of findings, by the family that the rule explains.
    private static func explained(_ db: Database, _ kept: StoredNotes) throws
        -> [String: Set<String>]
    {
        let explains = kept.explains
        var explained: [String: Set<String>] = [:]
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT finding_row.rule, finding_subject_row.subject
                FROM finding_subject_row
                JOIN finding_row ON finding_row.id = finding_subject_row.finding_id
                """
        )
        while let row = try cursor.next() {
            guard let family = explains[row[0]] else { continue }
            explained[family, default: []].insert(row[1])
        }
        return explained
    }
}
