internal import CaseModel

/// Reads a table from CSV.
struct CSVDocument<Form: TableForm>: EntryReader {
    private var form = Form()
    private var document: DocumentState
    private var reader: CSVReader
    private var columns: TableColumns<Form.Field>?
    private var titleRows = 0
    private var longRowNoted = false
    private var notes: [Note] = []

    /// Rows above the header, such as a title; a header further down is not looked for.
    static var titleRowsAllowed: Int { 5 }

    init(_ entry: EntryContext) {
        document = DocumentState(entry)
        reader = CSVReader(limits: entry.limits)
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        document.count(block)
        for row in reader.read(block) { take(row, &state) }
        state.flush()
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        for row in reader.finish() {
            // A row without a line end after it may be cut; its last cells say nothing then.
            guard row.isWhole else { continue }
            if let columns, row.cells.count < columns.names.count {
                notes.append(
                    Note(
                        .truncated,
                        "the last row has fewer cells than the header and is left out",
                        line: row.line,
                        byteOffset: row.byteOffset
                    )
                )
            } else {
                take(row, &state)
            }
        }
        form.finish(&document, &state)
        return document.finish(notes: reader.notes + notes, into: &state)
    }

    private mutating func take(_ row: CSVReader.Row, _ state: inout IntakeState) {
        guard let columns else {
            takeHeader(row)
            return
        }
        // Exports that were put one behind the other repeat the header.
        guard row.cells != columns.names else { return }
        if row.cells.count > columns.names.count, !longRowNoted {
            longRowNoted = true
            notes.append(
                Note(
                    .damaged,
                    "a row has more cells than the header",
                    line: row.line,
                    byteOffset: row.byteOffset
                )
            )
        }
        let place = DocumentPlace(line: row.line, byteOffset: row.byteOffset, row: row.number)
        form.take(
            TableRow(columns: columns, cells: row.cells, place: place),
            &document,
            &state
        )
    }

    private mutating func takeHeader(_ row: CSVReader.Row) {
        let columns = TableColumns<Form.Field>(row.cells)
        titleRows += 1
        if Form.isHeader(columns) || titleRows > Self.titleRowsAllowed {
            self.columns = columns
            document.addUnknown(columns.unknown(besides: Form.ignored))
        }
    }
}
