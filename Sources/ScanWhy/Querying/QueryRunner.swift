package import CaseStore
internal import GRDB

/// Runs one SELECT that a person wrote, and writes its rows.
package struct QueryRunner {
    /// Instructions of SQLite's virtual machine: some minutes, so that no query runs for ever.
    package static let defaultSteps = 20_000_000_000
    /// Rows are gathered before they are written; more than this belong into an SQLite tool.
    package static let defaultRows = 1_000_000

    private let reader: SealedReader
    private let steps: Int
    private let mostRows: Int

    package init(
        _ reader: SealedReader,
        steps: Int = QueryRunner.defaultSteps,
        mostRows: Int = QueryRunner.defaultRows
    ) {
        self.reader = reader
        self.steps = steps
        self.mostRows = mostRows
    }

    /// The rows as text that ends in a line break; columns stand as they were selected.
    ///
    /// - Throws: `StoreError` for anything but one SELECT, and where a limit is reached.
    package func run(_ sql: String, as format: QueryFormat) throws -> String {
        let rows = try reader.rows(foreign: sql, steps: steps, subject: "query", maxRows: mostRows)
        // Without a row nothing else tells the columns; the statement was found to be a SELECT.
        let columns = try reader.read(subject: "query") {
            try $0.makeStatement(sql: sql).columnNames
        }
        let cells = rows.map { row in Array(row.databaseValues).map(QueryCell.init) }
        switch format {
        case .table: return QueryTable(columns: columns, rows: cells).text
        case .csv: return QueryCSV(columns: columns, rows: cells).text
        case .json: return QueryJSON(columns: columns, rows: cells).text
        }
    }
}
