internal import CaseModel

/// What one format makes of the rows of a table, whether CSV or JSON holds them.
protocol TableForm {
    associatedtype Field: TableField
    init()
    /// Columns that are known and not kept.
    static var ignored: [String] { get }
    static func isHeader(_ columns: TableColumns<Field>) -> Bool
    mutating func take(
        _ row: TableRow<Field>,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) throws
    /// What is left of the object around a JSON list.
    mutating func takeWrapper(_ wrapper: JSONValue)
    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState) throws
}

extension TableForm {
    static var ignored: [String] { [] }
    mutating func takeWrapper(_ wrapper: JSONValue) {}
    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState) throws {}
}

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

    mutating func read(_ block: [UInt8], into state: inout IntakeState) throws {
        document.count(block)
        for row in reader.read(block) { try take(row, &state) }
        try state.flushRows()
    }

    mutating func finish(into state: inout IntakeState) throws -> EntryTally {
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
                try take(row, &state)
            }
        }
        try form.finish(&document, &state)
        return try document.finish(notes: reader.notes + notes, into: &state)
    }

    private mutating func take(_ row: CSVReader.Row, _ state: inout IntakeState) throws {
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
        try form.take(
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

/// Reads a table from a JSON list of objects.
struct TableElements<Form: TableForm>: ElementForm {
    static var wrapperKeys: [String] { DocumentFormats.listKeys }
    /// Half a row would be a file of which something is not said.
    static var takesCutElements: Bool { false }
    private var form = Form()
    private var columns: TableColumns<Form.Field>?

    mutating func take(
        _ element: JSONElements.Element,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) throws {
        if element.role == .wrapper {
            form.takeWrapper(element.value)
            return
        }
        let flat = FlatObject(element.value)
        guard !flat.names.isEmpty else { return }
        if columns?.names != flat.names {
            let new = TableColumns<Form.Field>(flat.names)
            document.addUnknown(new.unknown(besides: Form.ignored))
            columns = new
        }
        guard let columns else { return }
        let place = DocumentPlace(
            line: element.line,
            byteOffset: element.byteOffset,
            row: element.index
        )
        try form.take(
            TableRow(columns: columns, cells: flat.cells, place: place, object: element.value),
            &document,
            &state
        )
    }

    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState) throws {
        try form.finish(&document, &state)
    }
}

/// An object as a row: inner objects give dotted names, lists of plain values one cell.
struct FlatObject: Sendable {
    private(set) var names: [String] = []
    private(set) var cells: [String] = []

    private static let depth = 4
    private static let columns = 1_000

    init(_ value: JSONValue) {
        add(value, prefix: "", depth: 0)
    }

    private mutating func add(_ value: JSONValue, prefix: String, depth: Int) {
        for member in value.members where names.count < Self.columns {
            let name = prefix.isEmpty ? member.key : prefix + "." + member.key
            switch member.value.content {
            case .object:
                if depth < Self.depth { add(member.value, prefix: name, depth: depth + 1) }
            case .array(let elements):
                names.append(name)
                cells.append(elements.compactMap(\.text).joined(separator: ", "))
            default:
                names.append(name)
                cells.append(member.value.text ?? "")
            }
        }
    }
}
