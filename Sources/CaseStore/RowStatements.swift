internal import CSQLite
internal import FoundationEssentials
internal import GRDB

/// The prepared insertions of one writer, by table.
///
/// Values are bound by SQLite's own calls: GRDB's execution costs more than the insertion itself
/// where a log has half a million small rows.
final class RowStatements {
    private var byTable: [String: Statement] = [:]

    func insert(_ row: some CaseRow, in db: Database) throws {
        let statement = try insertion(of: type(of: row), in: db)
        let handle = statement.sqliteStatement
        for (index, value) in row.values.enumerated() {
            bind(value?.databaseValue ?? .null, at: Int32(index + 1), of: handle)
        }
        let code = sqlite3_step(handle)
        // The error, if any, is that of the step; resetting repeats it.
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: db.lastErrorMessage
            )
        }
    }

    private func insertion(of type: (some CaseRow).Type, in db: Database) throws -> Statement {
        if let statement = byTable[type.table] { return statement }
        let columns = type.columns
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        let names = columns.joined(separator: ", ")
        let statement = try db.makeStatement(
            sql: "INSERT INTO \(type.table) (\(names)) VALUES (\(marks))"
        )
        byTable[type.table] = statement
        return statement
    }

    private func bind(_ value: DatabaseValue, at index: Int32, of handle: OpaquePointer) {
        switch value.storage {
        case .null: sqlite3_bind_null(handle, index)
        case .int64(let number): sqlite3_bind_int64(handle, index, number)
        case .double(let number): sqlite3_bind_double(handle, index, number)
        case .string(var text):
            // SAFETY: SQLite copies the bytes before the call returns.
            text.withUTF8 { buffer in
                scanwhy_bind_text_copy(handle, index, buffer.baseAddress, Int32(buffer.count))
            }
        case .blob(let bytes):
            bytes.withUnsafeBytes { buffer in
                scanwhy_bind_blob_copy(handle, index, buffer.baseAddress, Int32(buffer.count))
            }
        }
    }
}
