internal import CSQLite
internal import GRDB
internal import Glibc

/// A case file without rows, made once in a process and copied from then on.
///
/// Preparing the statements of the schema takes as long as reading a small package, and rule cases
/// and measurements read hundreds.
enum BlankCase {
    /// Writes it into an empty file.
    static func write(to descriptor: Int32, for file: CaseFile) throws {
        let bytes = try made.get()
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 || errno == EINTR else {
                throw StoreError(
                    .cannotCreate,
                    "create a case file",
                    on: file.name,
                    message: String(cString: strerror(errno))
                )
            }
            written += max(count, 0)
        }
    }

    private static let made = Result {
        // Fails harmlessly once SQLite has been used in this process.
        _ = scanwhy_configure_process()
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA page_size = \(CaseFile.pageBytes)")
        }
        let queue = try DatabaseQueue(configuration: configuration)
        try Schema.migrator.migrate(queue)
        return try queue.writeWithoutTransaction { db in
            var count: sqlite3_int64 = 0
            // SAFETY: SQLite makes a copy of that many bytes, which is ours to free.
            guard let copy = sqlite3_serialize(db.sqliteConnection, "main", &count, 0) else {
                throw DatabaseError(resultCode: .SQLITE_NOMEM)
            }
            defer { sqlite3_free(copy) }
            return Array(UnsafeBufferPointer(start: copy, count: Int(count)))
        }
    }
}
