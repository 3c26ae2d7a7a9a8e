internal import CaseModel
package import GRDB

/// What reports call packages: a name where it is unique, and an id that no order changes.
package struct PackageLabels: Sendable {
    /// A package as evidence and subjects refer to it.
    package struct Entry: Sendable, Hashable {
        /// The first twelve hex digits of its SHA-256.
        package var id: String
        /// Its name; where several packages share it, with the start of the SHA-256 behind `#`.
        package var label: String
    }

    private let entries: [Int64: Entry]

    package init(_ db: Database) throws {
        let rows = try Row.fetchAll(db, sql: "SELECT id, name, sha256 FROM package ORDER BY id")
        var counts: [String: Int] = [:]
        for row in rows { counts[row[1], default: 0] += 1 }
        var entries: [Int64: Entry] = [:]
        var used: [String: Int] = [:]
        for row in rows {
            let name: String = row[1]
            let hash: Identifier = row[2]
            var id = String(Identifier.hex(of: hash.bytes).prefix(12))
            // The same bytes given twice are two packages all the same.
            used[id, default: 0] += 1
            if let count = used[id], count > 1 { id += "-\(count)" }
            entries[row[0]] = Entry(
                id: id,
                label: counts[name] == 1 ? name : "\(name)#\(id)"
            )
        }
        self.entries = entries
    }

    /// The stable id of a package row.
    package func id(of row: Int64) -> String? { entries[row]?.id }

    /// What evidence calls a package row.
    package func label(of row: Int64) -> String? { entries[row]?.label }

    /// Ids by label.
    package var ids: [String: String] {
        Dictionary(
            entries.values.map { ($0.label, $0.id) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
