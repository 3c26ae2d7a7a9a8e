internal import Markup

/// The cells of one sheet, as they stand in it.
struct SheetRows: Sendable {
    enum Cell: Sendable, Hashable {
        /// A number of the workbook's list of texts.
        case shared(Int)
        case text(String)
        case number(String, style: Int)
    }

    struct Row: Sendable {
        /// As the spreadsheet counts, from 1.
        var number: Int
        /// By column, counted from 0, in their order.
        var cells: [(column: Int, cell: Cell)]
    }

    private(set) var rows: [Row] = []
    /// About the memory that the rows take.
    private(set) var bytes = 0
    private(set) var hasFarColumns = false
    private var current = Row(number: 0, cells: [])
    private var column = 0
    private var type = ""
    private var style = 0
    private var text = ""
    private var isInValue = false
    private var phonetics = 0
    private let columnLimit: Int
    private let cellBytes: Int

    init(columnLimit: Int, cellBytes: Int) {
        self.columnLimit = columnLimit
        self.cellBytes = cellBytes
    }

    mutating func take(_ event: MarkupEvent) {
        switch event {
        case .start("row", let attributes, _):
            current = Row(
                number: attributes["r"].flatMap { Int($0) } ?? current.number + 1,
                cells: []
            )
            column = 0
        case .start("c", let attributes, _):
            if let place = attributes["r"].flatMap({ Self.column(of: $0) }) { column = place }
            type = attributes["t"] ?? "n"
            style = attributes["s"].flatMap { Int($0) } ?? 0
            text = ""
        case .start("v", _, _), .start("t", _, _): isInValue = phonetics == 0
        case .start("rPh", _, _): phonetics += 1
        case .end("rPh"): phonetics -= 1
        case .end("v"), .end("t"): isInValue = false
        case .text(let piece):
            if isInValue, text.utf8.count < cellBytes { text += piece }
        case .end("c"):
            endCell()
        case .end("row"):
            guard !current.cells.isEmpty else { return }
            bytes += 48
            rows.append(current)
        default: break
        }
    }

    private mutating func endCell() {
        defer { column += 1 }
        guard !text.isEmpty else { return }
        guard column < columnLimit else {
            hasFarColumns = true
            return
        }
        let cell: Cell
        switch type {
        case "s": cell = .shared(Int(text) ?? -1)
        case "b": cell = .text(text == "1" ? "true" : "false")
        case "n": cell = .number(text, style: style)
        case "e": return
        default: cell = .text(text)
        }
        bytes += 48 + text.utf8.count
        current.cells.append((column, cell))
    }

    /// `AB12` is column 27, counted from 0; nil for what is no place of a cell.
    static func column(of place: String) -> Int? {
        var column = 0
        for byte in place.utf8.prefix(4) {
            guard 0x41...0x5A ~= byte else { break }
            column = column * 26 + Int(byte - 0x40)
        }
        return column == 0 ? nil : column - 1
    }
}
