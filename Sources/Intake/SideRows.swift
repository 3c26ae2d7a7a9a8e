internal import CaseStore

/// Rows of the smaller tables that wait for the next flush.
struct SideRows {
    private var rows: [any CaseRow] = []
    private var lastIDs: [String: Int64] = [:]

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ row: some CaseRow) { rows.append(row) }

    /// Adds a row that others point to, and returns the id it gets.
    mutating func add<Row: NumberedRow>(numbered row: Row) -> Int64 {
        let id = lastIDs[Row.table, default: 0] + 1
        lastIDs[Row.table] = id
        var row = row
        row.id = id
        rows.append(row)
        return id
    }

    /// The rows that wait, which are then no longer here.
    mutating func take() -> [any CaseRow] {
        defer { rows = [] }
        return rows
    }
}
