internal import CaseModel

/// Reads plain SQL dumps of PostgreSQL: the tables behind `COPY … FROM stdin;`, row by row.
struct PostgresDump: LineDocument {
    static let format = "postgres-dump"
    static let samples = [
        "-- PostgreSQL database dump", "",
        "COPY public.config (key, value) FROM stdin;", "report\tPrüfung", "\\.",
    ]

    private static let linesRead = 200

    var document: DocumentState
    var lines: LineSplitter
    private var tables = DatabaseTables()
    private var isInTable = false
    private var columnCount = 0
    private var oddRows = 0
    private var firstOddLine: Int?
    private var inserts = 0

    /// True for SQL that was made of the entry, in which its lines do not stand.
    private let isConverted: Bool

    init(_ entry: EntryContext, isConverted: Bool = false) {
        self.isConverted = isConverted
        document = DocumentState(entry)
        lines = LineSplitter(limits: entry.limits)
    }

    /// Whether the first lines have a dump's title or a table of one.
    static func fits(_ lines: [String]) -> Bool {
        lines.prefix(linesRead).contains { text in
            text == "-- PostgreSQL database dump" || text == "-- PostgreSQL database cluster dump"
                || CopyHeader(text)?.columns.isEmpty == false
        }
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        var notes = lines.notes
        // A last line without an end may be half a row.
        for line in lines.finish() where !isInTable || line.text.hasPrefix("\\.") {
            take(line, &state)
        }
        if isInTable {
            tables.end(&document, &state)
            notes.append(Note(.truncated, "the dump ends in the middle of a table"))
        }
        if oddRows > 0 {
            notes.append(
                Note(
                    .damaged,
                    "\(oddRows) rows have more or fewer cells than their table and are left out",
                    line: firstOddLine
                )
            )
        }
        if inserts > 0 {
            notes.append(
                Note(
                    .partlyRead,
                    "\(inserts) INSERT lines are not read; dump without --inserts to have them read"
                )
            )
        }
        tables.finish(&state)
        if isConverted { notes = notes.map { Note($0.kind, $0.text, limit: $0.limit) } }
        return document.finish(notes: notes, into: &state)
    }

    mutating func take(_ line: LineSplitter.Line, _ state: inout IntakeState) {
        let text = line.text.hasSuffix("\r") ? String(line.text.dropLast()) : line.text
        if isInTable {
            takeRow(text, line, &state)
        } else if let header = CopyHeader(text) {
            isInTable = true
            columnCount = header.columns.count
            tables.begin(header.table, columns: header.columns)
        } else if text.hasPrefix("INSERT INTO ") {
            inserts += 1
        }
    }

    private mutating func takeRow(
        _ text: String,
        _ line: LineSplitter.Line,
        _ state: inout IntakeState
    ) {
        guard text != "\\." else {
            isInTable = false
            tables.end(&document, &state)
            return
        }
        let cells = text.utf8.split(separator: 0x09, omittingEmptySubsequences: false)
            .map { CopyText.unescaped($0) }
        guard columnCount == 0 || cells.count == columnCount else {
            oddRows += 1
            if firstOddLine == nil, !isConverted { firstOddLine = line.number }
            return
        }
        let place =
            isConverted
            ? DocumentPlace() : DocumentPlace(line: line.number, byteOffset: line.byteOffset)
        tables.take(cells, at: place, &document, &state)
    }
}
