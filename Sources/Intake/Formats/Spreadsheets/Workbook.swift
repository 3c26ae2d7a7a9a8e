internal import CaseModel
internal import CaseStore

/// A spreadsheet whose parts were read, on its way into rows.
struct Workbook: Sendable {
    struct Sheet: Sendable {
        var entry: EntryContext
        var rows: [SheetRows.Row]
    }

    var sheets: [Sheet] = []
    var texts: [String] = []
    var styles = SheetStyles()
    var isFrom1904 = false
    /// About the memory that it takes.
    var bytes = 0

    /// Rows above a header, such as a title.
    private static let titleRowsAllowed = 5
    private static let rowsPerFlush = 10_000

    /// Stores what the sheets of a package hold, as if each were a CSV file.
    static func writeAll(_ state: inout IntakeState) {
        let workbooks = state.package.workbooks.sorted { $0.key < $1.key }
        state.package.workbooks = [:]
        for (_, workbook) in workbooks {
            var shownBytes = 0
            for sheet in workbook.sheets { workbook.write(sheet, &shownBytes, &state) }
        }
    }

    private func write(_ sheet: Sheet, _ shownBytes: inout Int, _ state: inout IntakeState) {
        guard !sheet.rows.isEmpty else { return }
        state.reopenEntry(path: sheet.entry.path)
        var document = DocumentState(sheet.entry)
        guard let (header, columns, choice) = choice(for: sheet) else {
            state.note(
                Note(
                    .unrecognised,
                    "a sheet of \(sheet.rows.count) rows whose columns no form here reads"
                )
            )
            return
        }
        var table = choice.table
        // One text may stand in a million cells.
        let limit = sheet.entry.limits.bufferedMemberBytes * 4
        for (index, row) in sheet.rows.enumerated() where index > header {
            let cells = cells(of: row, count: columns)
            shownBytes += cells.reduce(0) { $0 + $1.utf8.count }
            guard shownBytes <= limit else {
                state.note(
                    Note(
                        .limit,
                        "the cells say more than what is read of a spreadsheet",
                        limit: "bufferedMemberBytes"
                    )
                )
                break
            }
            table.take(cells, at: DocumentPlace(row: row.number), &document, &state)
            if index % Self.rowsPerFlush == 0 { state.flush() }
        }
        table.finish(&document, &state)
        finish(sheet.entry.entryID, choice.source, document.finish(notes: [], into: &state), &state)
    }

    /// The first of the upper rows that is a header, how many columns it has, and who reads them.
    private func choice(for sheet: Sheet) -> (row: Int, columns: Int, TableChoice)? {
        for (index, row) in sheet.rows.prefix(Self.titleRowsAllowed).enumerated() {
            let count = (row.cells.map(\.column).max() ?? 0) + 1
            let names = cells(of: row, count: count)
            if let found = TableChoice("", columns: names, withSettings: false) {
                return (index, count, found)
            }
        }
        return nil
    }

    private func cells(of row: SheetRows.Row, count: Int) -> [String] {
        var cells = [String](repeating: "", count: count)
        for (column, cell) in row.cells where column < count {
            switch cell {
            case .shared(let index):
                cells[column] = texts.indices.contains(index) ? texts[index] : ""
            case .text(let text): cells[column] = text
            case .number(let number, let style):
                cells[column] = styles.text(of: number, style: style, from1904: isFrom1904)
            }
        }
        return cells
    }

    /// Completes the entry's row, which waits for the end of its package.
    private func finish(
        _ entryID: Int64,
        _ source: Source?,
        _ tally: EntryTally,
        _ state: inout IntakeState
    ) {
        state.package.tallies[entryID] = tally
        guard let index = state.package.entries.firstIndex(where: { $0.id == entryID }) else {
            return
        }
        var row = state.package.entries[index]
        row.source = source?.rawValue
        row.records = tally.records
        row.firstUS = tally.firstUS
        row.lastUS = tally.lastUS
        row.zoneKnown = tally.zoneKnown
        row.whole = row.whole && state.isEntryWhole
        state.package.entries[index] = row
    }
}
