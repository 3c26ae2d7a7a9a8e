internal import CaseModel
internal import GRDB
internal import Rules

/// Counts the files that Nutanix has locked, by what stands behind the lock.
struct LockedReading {
    private let db: Database
    private let kept: StoredNotes

    /// The one rule that says a lock is right.
    private static let verdictRule = "nutanix-unknown/blocked-by-verdict"

    init(_ db: Database, _ kept: StoredNotes) throws {
        self.db = db
        self.kept = kept
    }

    func locked() throws -> Assessment.Answer.Locked {
        let findings = try self.findings()
        var locked = Assessment.Answer.Locked()
        for (file, policy) in try files() {
            let rules = findings[file] ?? []
            if policy || rules.contains(Self.verdictRule) {
                locked.byVerdict += 1
            } else if rules.isEmpty {
                locked.unknown += 1
            } else {
                locked.withoutVerdict += 1
            }
        }
        return locked
    }

    /// Each locked file once, with whether a proper verdict of Core stands behind it.
    private func files() throws -> [(String, Bool)] {
        let sql = """
            SELECT coalesce(file.subject, own.subject) AS subject, max(coalesce(symptom.policy, 0))
            FROM nutanix_file
            LEFT JOIN file_link ON file_link.kind = 'nutanix-file'
                AND file_link.row_id = nutanix_file.id
            LEFT JOIN subject_row AS file ON file.kind = 'file' AND file.row_id = file_link.file_id
            LEFT JOIN subject_row AS own ON own.kind = 'nutanix-file'
                AND own.row_id = nutanix_file.id
            LEFT JOIN symptom ON symptom.family = 'nutanix-unknown'
                AND symptom.subject_kind = 'file' AND symptom.subject_id = file_link.file_id
            WHERE nutanix_file.quarantined = 1
            GROUP BY coalesce(file.subject, own.subject, nutanix_file.id)
            """
        return try Row.fetchAll(db, sql: sql).map { ($0[0] ?? "", $0[1]) }
    }

    /// Rules that explain a lock, by subject.
    private func findings() throws -> [String: Set<String>] {
        let explaining = Set(kept.explains.filter { $0.value == "nutanix-unknown" }.keys)
        var rules: [String: Set<String>] = [:]
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT finding_subject_row.subject, finding_row.rule
                FROM finding_subject_row
                JOIN finding_row ON finding_row.id = finding_subject_row.finding_id
                """
        )
        while let row = try cursor.next() {
            guard explaining.contains(row[1]) else { continue }
            rules[row[0], default: []].insert(row[1])
        }
        return rules
    }
}
