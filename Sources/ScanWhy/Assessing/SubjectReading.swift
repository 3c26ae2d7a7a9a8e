internal import CaseModel
internal import GRDB

/// Reads every subject that results name.
struct SubjectReading {
    /// Sorted by id.
    let all: [Assessment.Subject]
    private let byID: [String: Assessment.Subject]

    init(_ db: Database) throws {
        let sql = """
            SELECT subject, kind, label, time_us, data_id, sha256, path, server, package
            FROM subject_row ORDER BY subject
            """
        all = try Row.fetchAll(db, sql: sql).compactMap { row in
            Assessment.Subject.Kind(rawValue: row[1]).map {
                Assessment.Subject(
                    kind: $0,
                    id: row[0],
                    label: row[2],
                    timeUS: row[3],
                    dataID: row[4],
                    sha256: row[5],
                    path: row[6],
                    server: row[7],
                    package: row[8]
                )
            }
        }
        byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(id: String) -> Assessment.Subject? { byID[id] }
}
