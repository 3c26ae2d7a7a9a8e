package import GRDB

/// Writes the results of an assessment into a finished case file, in one transaction.
package struct ResultWriter: Sendable {
    package let file: CaseFile
    private let isKept: Bool

    /// `isKept` is false for a file that goes away with the run, whose bytes need not reach the
    /// disk.
    package init(_ file: CaseFile, isKept: Bool = true) {
        self.file = file
        self.isKept = isKept
    }

    /// Empties the result tables and runs `body`, which fills them again.
    package func replaceResults(_ body: (Database) throws -> Void) throws {
        do {
            var configuration = Configuration()
            configuration.foreignKeysEnabled = false
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA journal_mode = MEMORY")
                if !isKept { try db.execute(sql: "PRAGMA synchronous = OFF") }
            }
            let queue = try DatabaseQueue(path: file.path, configuration: configuration)
            try queue.write { db in
                for table in Self.tables { try db.execute(sql: "DELETE FROM \(table)") }
                try body(db)
            }
            try queue.close()
        } catch {
            throw StoreError(wrapping: error, "store the results", on: file.name)
        }
    }

    private static let tables = [
        "evidence_row", "ruled_out_row", "finding_cause_row", "finding_subject_row", "finding_row",
        "outcome_undetermined_row", "outcome_row", "subject_row", "assessment_row",
    ]
}
