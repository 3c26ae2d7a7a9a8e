internal import CSQLite
internal import CaseModel
package import GRDB

/// Reads a finished case file for rules and reports: read-only, no ATTACH, counted steps.
package struct SealedReader: Sendable {
    package let file: CaseFile
    private let queue: DatabaseQueue

    package init(_ file: CaseFile) throws {
        self.file = file
        var configuration = Configuration()
        configuration.readonly = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF")
            try db.execute(sql: "PRAGMA query_only = ON")
            guard let connection = db.sqliteConnection else { return }
            // GRDB's authorizer gathers the columns that a statement reads, for observers that a
            // sealed case has not: half a second for a long rule. It refuses nothing.
            sqlite3_set_authorizer(connection, nil, nil)
            // ATTACH is made impossible by its limit.
            sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
            _ = scanwhy_set_defensive(connection)
        }
        do {
            queue = try DatabaseQueue(path: file.path, configuration: configuration)
            try queue.read { db in try Self.checkIdentity(of: file, in: db) }
        } catch {
            throw StoreError(wrapping: error, "open the case file", on: file.name)
        }
    }

    /// Runs `body` on the read-only connection; at most `steps` virtual machine instructions.
    package func read<Result>(
        steps: Int = .max,
        subject: String = "case file",
        _ body: (Database) throws -> Result
    ) throws -> Result {
        do {
            return try queue.read { db in
                guard let connection = db.sqliteConnection, steps < .max else {
                    return try body(db)
                }
                let budget = StepBudget(steps)
                return try budget.guarding(connection) { try body(db) }
            }
        } catch {
            throw StoreError(wrapping: error, "query the case file", on: subject)
        }
    }

    /// Runs `body` while temporary tables may be written; the case file itself stays read-only.
    package func scratch<Result>(
        steps: Int = .max,
        subject: String,
        _ body: (Database) throws -> Result
    ) throws -> Result {
        try read(steps: steps, subject: subject) { db in
            try db.execute(sql: "PRAGMA query_only = OFF")
            let result = Swift.Result { try body(db) }
            try db.execute(sql: "PRAGMA query_only = ON")
            return try result.get()
        }
    }

    /// Rows of one SELECT that somebody else wrote; anything but a single SELECT is refused.
    package func rows(
        foreign sql: String,
        steps: Int,
        subject: String,
        maxRows: Int = .max
    ) throws -> [Row] {
        try read(steps: steps, subject: subject) { db in
            let statement = try Self.checkedStatement(sql, in: db, subject: subject)
            var rows: [Row] = []
            let cursor = try Row.fetchCursor(statement)
            while let row = try cursor.next() {
                guard rows.count < maxRows else {
                    throw StoreError(
                        .stepLimit,
                        "read the rows of a query",
                        on: subject,
                        message: "more than \(maxRows) rows"
                    )
                }
                rows.append(row.copy())
            }
            return rows
        }
    }

    /// The query plan of one SELECT, a line a step.
    package func plan(of sql: String, subject: String) throws -> [String] {
        try read(subject: subject) { db in
            _ = try Self.checkedStatement(sql, in: db, subject: subject)
            return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql).map {
                $0["detail"] ?? ""
            }
        }
    }

    /// A statement that reads and does nothing else.
    private static func checkedStatement(_ sql: String, in db: Database, subject: String) throws
        -> Statement
    {
        // CREATE TEMP TABLE and PRAGMA pass a read-only connection, so the verb is looked at too.
        let first = SQLText.firstWord(of: sql)
        guard ["SELECT", "WITH", "VALUES"].contains(first) else {
            throw StoreError(
                .refused,
                "run a query",
                on: subject,
                message: "only one SELECT may be run; this begins with \(first.prefix(20))"
            )
        }
        let statement = try db.makeStatement(sql: sql)
        guard statement.isReadonly, statement.columnCount > 0 else {
            throw StoreError(
                .refused,
                "run a query",
                on: subject,
                message: "the statement does not only read"
            )
        }
        return statement
    }

    private static func checkIdentity(of file: CaseFile, in db: Database) throws {
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard id == CaseFile.applicationID else {
            throw StoreError(
                .notACaseFile,
                "open the case file",
                on: file.name,
                message: "it is an SQLite database of another program"
            )
        }
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version <= CaseFile.viewsVersion else {
            throw StoreError(
                .newerVersion,
                "open the case file",
                on: file.name,
                message: "it was written by a newer version (views \(version))"
            )
        }
    }
}
