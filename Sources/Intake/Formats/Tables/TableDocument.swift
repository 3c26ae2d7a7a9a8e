internal import CaseModel

/// Reads the rows of a table by what a form makes of its columns.
struct TableDocument<Form: TableForm, Reader: TableReader>: EntryReader {
    private var form = Form()
    private var document: DocumentState
    private var reader: Reader
    private var columns: TableColumns<Form.Field>?
    private var titleRows = 0
    private var longRowNoted = false
    private var notes: [Note] = []

    init(_ entry: EntryContext) {
        document = DocumentState(entry)
        reader = Reader(limits: entry.limits)
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

    private mutating func take(_ row: Reader.Row, _ state: inout IntakeState) {
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

    private mutating func takeHeader(_ row: Reader.Row) {
        let columns = TableColumns<Form.Field>(row.cells)
        titleRows += 1
        if Form.isHeader(columns) || titleRows > Reader.titleRowsAllowed {
            self.columns = columns
            document.addUnknown(columns.unknown(besides: Form.ignored))
        }
    }
}
