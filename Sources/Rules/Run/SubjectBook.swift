internal import CaseModel
internal import CaseStore
internal import Crypto
internal import GRDB

/// The subjects of a case by row, with the ids that stay the same from run to run.
struct SubjectBook {
    private var byKey: [RowKey: RuleResults.Subject] = [:]

    /// Looks all `keys` up; those that are in no view are left out.
    init(_ keys: Set<RowKey>, in reader: SealedReader) throws {
        try add(keys, in: reader)
    }

    /// Looks up those of the keys that are not known yet.
    mutating func add(_ keys: Set<RowKey>, in reader: SealedReader) throws {
        let keys = keys.filter { byKey[$0] == nil }
        guard !keys.isEmpty else { return }
        try reader.read(subject: "subjects") { db in
            let packages = try PackageLabels(db)
            for (kind, ids) in keys.idLists() {
                // A case file may come from anywhere, and the kind stands in the SQL below.
                guard Assessment.Subject.Kind(rawValue: kind) != nil else { continue }
                // Literals reach into the branches of the view; bound values do not.
                let list = ids.dropFirst().dropLast()
                let sql = """
                    SELECT id, label, key, time_us, data_id, sha256, path, server, package_id
                    FROM subject WHERE kind = '\(kind)'
                        AND id IN (\(list))
                    """
                let cursor = try Row.fetchCursor(db, sql: sql)
                while let row = try cursor.next() {
                    let id: Int64 = row[0]
                    byKey[RowKey(kind: kind, id: id)] = Self.subject(kind, row, packages)
                }
            }
        }
    }

    subscript(key: RowKey) -> RuleResults.Subject? { byKey[key] }

    private static func subject(_ kind: String, _ row: Row, _ packages: PackageLabels)
        -> RuleResults.Subject
    {
        let key: String = row[2] ?? ""
        let digest = Identifier.hex(of: Array(SHA256.hash(data: Array(key.utf8))))
        let package: Int64? = row[8]
        return RuleResults.Subject(
            id: "\(kind)/\(digest.prefix(12))",
            kind: kind,
            rowID: row[0],
            label: row[1] ?? "",
            timeUS: row[3],
            dataID: row[4],
            sha256: row[5],
            path: row[6],
            server: row[7],
            package: package.flatMap { packages.id(of: $0) }
        )
    }
}
