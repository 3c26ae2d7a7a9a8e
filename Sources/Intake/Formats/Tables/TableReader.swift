internal import CaseModel

/// Cuts a document into the rows of a table.
protocol TableReader: Sendable {
    typealias Row = CSVReader.Row

    /// Rows above the header, such as a title; a header further down is not looked for.
    static var titleRowsAllowed: Int { get }
    init(limits: Limits)
    /// What could not be read so far.
    var notes: [Note] { get }
    mutating func read(_ block: [UInt8]) -> [Row]
    mutating func finish() -> [Row]
}

extension CSVReader: TableReader {
    static var titleRowsAllowed: Int { 5 }

    init(limits: Limits) { self.init(limits: limits, separator: nil) }
}

/// Reads a table from CSV.
typealias CSVDocument<Form: TableForm> = TableDocument<Form, CSVReader>
/// Reads a table from an HTML page.
typealias HTMLDocument<Form: TableForm> = TableDocument<Form, HTMLReader>
