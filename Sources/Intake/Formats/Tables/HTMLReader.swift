internal import CaseModel

/// Reads the rows of the tables in an HTML page from blocks of any size, however badly it is
/// written.
struct HTMLReader: TableReader {
    // The header may stand below tables that only lay out the page.
    static let titleRowsAllowed = Int.max

    private enum Place {
        case text, tag, comment
    }

    private let limits: Limits
    private var list: NoteList
    private var place = Place.text
    private var tag: [UInt8] = []
    /// The quote a tag's attribute is in; nil outside of one.
    private var quote: UInt8?
    /// `script` or `style`, whose text is none of the page; nil outside of them.
    private var hidden: String?
    private var cell: [UInt8] = []
    private var isInCell = false
    private var row: Row?
    private var ready: [Row] = []
    private var number = 0
    private var line = 1
    private var byteOffset: Int64 = 0

    /// No tag is longer; what looks like one is text that a quote was left open in.
    private static let tagBytes = 4_096
    private static let blanks = ["br", "p", "/p", "li", "div", "/div"]

    init(limits: Limits) {
        self.limits = limits
        list = NoteList(perKind: limits.notesPerEntry)
    }

    var notes: [Note] { list.all }

    mutating func read(_ block: [UInt8]) -> [Row] {
        for byte in block {
            take(byte)
            byteOffset += 1
            if byte == 0x0A { line += 1 }
        }
        defer { ready = [] }
        return ready
    }

    mutating func finish() -> [Row] {
        if isInCell {
            list.add(Note(.truncated, "the page ends in the middle of a table", line: line))
        }
        endRow()
        defer { ready = [] }
        return ready
    }

    private mutating func take(_ byte: UInt8) {
        switch place {
        case .text:
            if byte == UInt8(ascii: "<") {
                place = .tag
                tag = []
                quote = nil
            } else {
                add(byte)
            }
        case .tag: takeTag(byte)
        case .comment:
            tag.append(byte)
            if tag.count > 3 { tag.removeFirst() }
            if tag == Array("-->".utf8) { place = .text }
        }
    }

    private mutating func takeTag(_ byte: UInt8) {
        if tag.isEmpty, !Self.beginsTag(byte) {
            // "a < b" is no tag.
            place = .text
            add(UInt8(ascii: "<"))
            add(byte)
        } else if tag.count >= Self.tagBytes || (byte == UInt8(ascii: ">") && quote == nil) {
            place = .text
            if hidden == nil || tag.starts(with: Array("/\(hidden ?? "")".utf8)) { endTag() }
        } else {
            tag.append(byte)
            if tag == Array("!--".utf8) {
                place = .comment
                tag = []
            } else if hidden == nil {
                takeQuote(byte)
            }
        }
    }

    private mutating func takeQuote(_ byte: UInt8) {
        guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { return }
        if quote == byte {
            quote = nil
        } else if quote == nil {
            quote = byte
        }
    }

    private static func beginsTag(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
            || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }

    private mutating func endTag() {
        let slash = UInt8(ascii: "/")
        let bytes = tag.enumerated().prefix { index, byte in
            byte > 0x20 && (byte != slash || index == 0)
        }
        let name = String(decoding: bytes.map(\.element), as: UTF8.self).lowercased()
        switch name {
        case "td", "th":
            endCell()
            if row == nil { beginRow() }
            isInCell = true
        case "/td", "/th": endCell()
        case "tr":
            endRow()
            beginRow()
        case "/tr", "table", "/table": endRow()
        case "script", "style": hidden = name
        case "/script", "/style": hidden = nil
        default: if Self.blanks.contains(name) { add(0x20) }
        }
    }

    private mutating func add(_ byte: UInt8) {
        guard isInCell, hidden == nil else { return }
        guard cell.count < limits.cellBytes else {
            if cell.count == limits.cellBytes {
                cell.append(0x20)
                list.add(
                    Note(
                        .limit,
                        "a cell is longer than what is kept of one",
                        line: line,
                        byteOffset: byteOffset,
                        limit: "cellBytes"
                    )
                )
            }
            return
        }
        cell.append(byte)
    }

    private mutating func beginRow() {
        number += 1
        row = Row(cells: [], number: number, line: line, byteOffset: byteOffset, isWhole: true)
    }

    private mutating func endCell() {
        guard isInCell else { return }
        isInCell = false
        if let count = row?.cells.count, count < limits.csvColumns {
            row?.cells.append(HTMLText.plain(TextBytes.wholeCharacters(cell[...])))
        }
        cell = []
    }

    private mutating func endRow() {
        endCell()
        if let row, !row.cells.isEmpty { ready.append(row) }
        row = nil
    }
}
