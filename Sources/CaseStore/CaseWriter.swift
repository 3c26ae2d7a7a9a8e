package import CaseModel
internal import CSQLite
package import GRDB

/// Writes a case file while it is built: bulk rows through feeds, the others by statement.
///
/// It lives within `CaseFile.create`; the writer and its connection belong to one thread.
package struct CaseWriter {
    package let limits: Limits
    let db: Database
    private let feeds: [BulkTable: RowFeed]
    private let statements = RowStatements()

    init(_ db: Database, limits: Limits) throws {
        self.db = db
        self.limits = limits
        var feeds: [BulkTable: RowFeed] = [:]
        for table in BulkTable.allCases {
            let feed = RowFeed(columnCount: table.layout.count)
            guard let connection = db.sqliteConnection,
                feed.register(as: table.feedName, on: connection) == SQLITE_OK
            else {
                throw StoreError(
                    .failed,
                    "register a row feed",
                    on: table.rawValue,
                    message: db.lastErrorMessage ?? "no message"
                )
            }
            feeds[table] = feed
        }
        self.feeds = feeds
    }

    /// Stores a batch; text ranges point into `bytes`.
    package func insert(_ batch: borrowing RowBatch, into table: BulkTable, bytes: [UInt8] = [])
        throws
    {
        guard !batch.isEmpty, let feed = feeds[table] else { return }
        let statement = try db.cachedStatement(sql: table.insertion)
        try feed.serve(batch, bytes: bytes) { try statement.execute() }
    }

    /// Stores one row and returns its id.
    @discardableResult
    package func insert(_ row: some CaseRow) throws -> Int64 {
        try statements.insert(row, in: db)
        return db.lastInsertedRowID
    }

    /// Runs SQL of our own over the tables; for linking and sealing.
    package func execute(_ sql: String, _ arguments: StatementArguments = StatementArguments())
        throws
    {
        try db.execute(sql: sql, arguments: arguments)
    }

    /// Reads rows of our own SQL.
    package func rows(_ sql: String, _ arguments: StatementArguments = StatementArguments())
        throws -> [Row]
    {
        try Row.fetchAll(db, sql: sql, arguments: arguments)
    }

    /// Builds the look-ups over what was read; before linking.
    package func buildIndexes() throws {
        try db.execute(sql: Schema.indexes)
    }

    /// Builds the look-ups over what linking wrote, and lets SQLite learn the sizes of tables.
    func finish() throws {
        try db.execute(sql: Schema.links)
        // Without statistics the planner may begin a join with the records.
        try db.execute(sql: "PRAGMA analysis_limit = 400; ANALYZE")
    }
}

/// A row of one of the smaller tables.
package protocol CaseRow: Sendable {
    static var table: String { get }
    /// Column names, in the order of `values`.
    static var columns: [String] { get }
    var values: [(any DatabaseValueConvertible)?] { get }
}

/// A row that others point to before it is stored, so that its id is given out by who makes it.
package protocol NumberedRow: CaseRow {
    /// nil leaves it to SQLite.
    var id: Int64? { get set }
}
