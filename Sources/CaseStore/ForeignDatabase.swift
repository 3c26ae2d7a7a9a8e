internal import CSQLite

/// A SQLite database that came in a package, read from memory and trusted in nothing.
///
/// Only real tables are read, by the columns that are stored: views, triggers, virtual tables and
/// computed columns hold code of somebody else, and none of it runs.
package struct ForeignDatabase: ~Copyable {
    /// A table with the names of its stored columns.
    package struct Table: Sendable, Hashable {
        package var name: String
        package var columns: [String]
    }

    private let connection: OpaquePointer
    private let subject: String
    private let budget: StepBudget
    /// Bytes of a cell that are handed over.
    private let cellBytes: Int

    /// The first bytes of every SQLite file.
    package static let magic = Array("SQLite format 3\0".utf8)

    /// A database of one page without a table.
    package static var emptyFile: [UInt8] {
        // A page of 512 bytes, files of version 1, payload fractions, one page, schema format 4,
        // UTF-8; then the head of an empty leaf.
        var file = magic + [2, 0, 1, 1, 0, 64, 32, 32, 0, 0, 0, 1, 0, 0, 0, 1]
        file += [UInt8](repeating: 0, count: 480)
        for (place, byte) in [(47, 4), (59, 1), (95, 1), (100, 13), (105, 2)] as [(Int, UInt8)] {
            file[place] = byte
        }
        return file
    }

    /// Opens a copy of the bytes; a file that is shorter than its header says is filled up, so that
    /// tables before the cut can be read.
    package init(
        _ bytes: [UInt8],
        steps: Int,
        cellBytes: Int,
        subject: String
    ) throws(StoreError) {
        let connection = try Self.open(subject: subject)
        do throws(StoreError) {
            try Self.load(bytes, into: connection, subject: subject)
            Self.seal(connection)
        } catch {
            sqlite3_close_v2(connection)
            throw error
        }
        self.connection = connection
        self.subject = subject
        self.cellBytes = cellBytes
        budget = StepBudget(steps)
    }

    deinit { sqlite3_close_v2(connection) }

    /// The tables in the order of their making.
    package borrowing func tables() throws(StoreError) -> [Table] {
        var names: [String] = []
        let list = "SELECT name, type, rootpage, sql FROM sqlite_schema ORDER BY rowid"
        try rows(list, columns: 4) { cells in
            // What the text of a statement makes counts, not what the row says it is.
            let isTable =
                cells[1] == "table" && cells[2] != "0" && !cells[2].isEmpty
                && cells[3].prefix(13).uppercased() == "CREATE TABLE "
            if isTable, !cells[0].lowercased().hasPrefix("sqlite_") { names.append(cells[0]) }
            return true
        }
        var tables: [Table] = []
        for name in names {
            var columns: [String] = []
            try rows("PRAGMA table_xinfo(\(Self.quoted(name)))", columns: 7) { cells in
                if cells[6] == "0" { columns.append(cells[1]) }
                return true
            }
            if !columns.isEmpty { tables.append(Table(name: name, columns: columns)) }
        }
        return tables
    }

    /// Hands over the rows of a table as text until `take` wants no more; NULL is empty.
    ///
    /// - Throws: `stepLimit` when the steps are used up, `notACaseFile` where pages are damaged;
    ///   the rows before were handed over.
    package borrowing func readRows(
        of table: Table,
        _ take: ([String]) -> Bool
    ) throws(StoreError) {
        let columns = table.columns.map(Self.quoted).joined(separator: ", ")
        // An index may be over an expression, or hold rows that the table has not.
        try rows(
            "SELECT \(columns) FROM main.\(Self.quoted(table.name)) NOT INDEXED",
            columns: table.columns.count,
            take
        )
    }

    private borrowing func rows(
        _ sql: String,
        columns: Int,
        _ take: ([String]) -> Bool
    ) throws(StoreError) {
        var statement: OpaquePointer?
        let connection = connection
        let cellBytes = cellBytes
        let result = budget.guarding(connection) {
            var result = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
            guard result == SQLITE_OK, sqlite3_column_count(statement) == columns else {
                return result == SQLITE_OK ? SQLITE_CORRUPT : result
            }
            result = sqlite3_step(statement)
            while result == SQLITE_ROW {
                let cells = (0..<Int32(columns)).map { Self.cell(statement, $0, cellBytes) }
                guard take(cells) else { return SQLITE_DONE }
                result = sqlite3_step(statement)
            }
            return result
        }
        sqlite3_finalize(statement)
        guard result == SQLITE_DONE else {
            throw Self.failure(result, "read a table", subject: subject)
        }
    }

    /// Text and numbers as they are, short binary values in hexadecimal, as ids and hashes may be.
    private static func cell(
        _ statement: OpaquePointer?,
        _ column: Int32,
        _ limit: Int
    ) -> String {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL: return ""
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, column))
            guard let start = sqlite3_column_blob(statement, column), count <= 64 else { return "" }
            // SAFETY: SQLite holds the value until the next step; it is copied here.
            let bytes = UnsafeRawBufferPointer(start: start, count: count)
            return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        default:
            guard let start = sqlite3_column_text(statement, column) else { return "" }
            let count = Int(sqlite3_column_bytes(statement, column))
            // SAFETY: as above.
            let bytes = UnsafeBufferPointer(start: start, count: min(count, limit))
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func quoted(_ name: String) -> String {
        "\""
            + name.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }

    private static func failure(
        _ result: Int32,
        _ action: String,
        subject: String
    ) -> StoreError {
        let code: StoreError.Code =
            switch result & 0xFF {
            case SQLITE_INTERRUPT: .stepLimit
            case SQLITE_CORRUPT, SQLITE_NOTADB: .notACaseFile
            case SQLITE_AUTH: .refused
            default: .failed
            }
        // SAFETY: sqlite3_errstr gives a constant text; sqlite3_errmsg may quote foreign words.
        let message = sqlite3_errstr(result).map { String(cString: $0) } ?? "error \(result)"
        return StoreError(code, action, on: subject, message: message)
    }
}

extension ForeignDatabase {
    /// An empty connection on which nothing but reading is possible.
    private static func open(subject: String) throws(StoreError) -> OpaquePointer {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
        let result = sqlite3_open_v2(":memory:", &opened, flags, nil)
        guard result == SQLITE_OK, let connection = opened else {
            sqlite3_close_v2(opened)
            throw failure(result, "open memory for a database", subject: subject)
        }
        _ = scanwhy_set_defensive(connection)
        _ = scanwhy_set_untrusted_schema(connection)
        return connection
    }

    /// After the bytes were taken in, for which SQLite uses an ATTACH of its own.
    private static func seal(_ connection: OpaquePointer) {
        sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
        sqlite3_limit(connection, SQLITE_LIMIT_TRIGGER_DEPTH, 0)
        sqlite3_set_authorizer(
            connection,
            { _, action, _, _, _, _ in
                // Functions, among others, are refused: our own queries call none.
                [SQLITE_SELECT, SQLITE_READ, SQLITE_PRAGMA].contains(action)
                    ? SQLITE_OK : SQLITE_DENY
            },
            nil
        )
    }

    private static func load(
        _ bytes: [UInt8],
        into connection: OpaquePointer,
        subject: String
    ) throws(StoreError) {
        let count = max(bytes.count, declaredBytes(of: bytes))
        guard bytes.count >= 100, let memory = sqlite3_malloc64(UInt64(count)) else {
            throw failure(SQLITE_NOTADB, "open a database", subject: subject)
        }
        // SAFETY: the memory has room for `count` bytes; all of them are set here.
        let buffer = UnsafeMutableRawBufferPointer(start: memory, count: count)
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
        buffer.copyBytes(from: bytes)
        // A file in WAL mode cannot be opened in memory; without its log it is as good as any.
        buffer[18] = 1
        buffer[19] = 1
        // SQLite frees the memory with the connection, also when this fails.
        let result = sqlite3_deserialize(
            connection,
            "main",
            memory.assumingMemoryBound(to: UInt8.self),
            Int64(count),
            Int64(count),
            UInt32(SQLITE_DESERIALIZE_READONLY | SQLITE_DESERIALIZE_FREEONCLOSE)
        )
        guard result == SQLITE_OK else {
            throw failure(result, "open a database", subject: subject)
        }
        sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, Int32(clamping: max(count, 1 << 20)))
    }

    /// Size that the header tells; 0 where it tells nonsense or more than twice what is there.
    private static func declaredBytes(of bytes: [UInt8]) -> Int {
        guard bytes.count >= 100 else { return 0 }
        let number = { (range: Range<Int>) in bytes[range].reduce(0) { $0 << 8 | Int($1) } }
        let pageBytes = number(16..<18) == 1 ? 65_536 : number(16..<18)
        let (declared, isTooLarge) = pageBytes.multipliedReportingOverflow(by: number(28..<32))
        return isTooLarge || declared > bytes.count * 2 ? 0 : declared
    }

    /// True for a database whose last changes may be in a file beside it.
    package static func hasWriteAheadLog(_ bytes: [UInt8]) -> Bool {
        bytes.count > 19 && bytes[18] == 2
    }
}
