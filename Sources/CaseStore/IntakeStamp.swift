internal import GRDB

/// What decided the rows of a case file before any rule ran: equal stamps stand for equal rows.
package struct IntakeStamp: Sendable, Hashable {
    private let values: [String: String]

    /// Takes names and values of whatever decides; the schema is added.
    package init(_ values: [String: String]) {
        self.values = values.merging(["schema": Schema.fingerprint]) { _, schema in schema }
    }

    private init(stored: [String: String]) { values = stored }

    /// The stamp that a case file was written with; nil if it has none or cannot be read.
    package static func stored(in file: CaseFile) -> IntakeStamp? {
        // A file that is damaged or of another version has no rows worth keeping.
        try? SealedReader(file).read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT key, value FROM intake_row")
            let pairs = rows.map { row -> (String, String) in (row["key"], row["value"]) }
            return pairs.isEmpty
                ? nil : IntakeStamp(stored: Dictionary(pairs) { first, _ in first })
        }
    }

    /// Stores it in a case file that is being built.
    package func write(to writer: CaseWriter) throws {
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            try writer.execute("INSERT INTO intake_row (key, value) VALUES (?, ?)", [key, value])
        }
    }
}
