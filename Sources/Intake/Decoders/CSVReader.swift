import CaseModel

/// Reads the rows of a CSV file (RFC 4180 and what spreadsheets make of it) from blocks of any
/// size.
struct CSVReader: Sendable {
    struct Row: Sendable, Hashable {
        var cells: [String]
        /// Counted from 1; the header is row 1, and blank lines count, as in a spreadsheet.
        var number: Int
        /// Counted from 1, where the row begins; quoted cells may hold line ends.
        var line: Int
        /// Counted from 0, of the row's first byte.
        var byteOffset: Int64
        /// False when the entry ends inside a quoted cell.
        var isWhole: Bool
    }

    private enum State {
        case cellStart
        case plain
        case quoted
        /// Behind a quote inside a quoted cell: the cell's end, or one half of a doubled quote.
        case quoteInQuoted
        case afterCR
    }

    /// Known once the header line has been seen.
    private(set) var separator: UInt8?
    private let limits: Limits
    private var list: NoteList
    private var state = State.cellStart
    /// The bytes up to the end of the header line, while the separator is not known.
    private var head: [UInt8] = []
    private var isOpen = false
    private var cell: [UInt8] = []
    private var cells: [String] = []
    private var rowBytes = 0
    private var cellIsCut = false
    private var rowIsCut = false
    private var number = 1
    private var line = 1
    private var byteOffset: Int64 = 0
    private var rowLine = 1
    private var rowOffset: Int64 = 0

    private static let quote = UInt8(ascii: "\"")
    /// A header line is searched no further than this for its separator.
    private static let headBytes = 1 << 16
    /// A row may keep this many cells of full length.
    private static let fullCellsPerRow = 16

    /// A separator that is nil is taken from the header line.
    init(limits: Limits = Limits(), separator: UInt8? = nil) {
        self.limits = limits
        self.separator = separator
        list = NoteList(perKind: limits.notesPerEntry)
    }

    /// What could not be read so far.
    var notes: [Note] { list.all }

    /// The rows that end in this block; blank lines are none.
    mutating func read(_ block: [UInt8]) -> [Row] {
        var rows: [Row] = []
        guard !isOpen else {
            take(block[...], into: &rows)
            return rows
        }
        head.append(contentsOf: block)
        if let end = CSVHeader.end(in: head) ?? (head.count < Self.headBytes ? nil : head.count) {
            open(headerEnd: end, into: &rows)
        }
        return rows
    }

    /// The last row when no line end follows it.
    mutating func finish() -> [Row] {
        var rows: [Row] = []
        if !isOpen { open(headerEnd: head.count, into: &rows) }
        let isWhole = state != .quoted
        if !isWhole {
            list.add(
                Note(
                    .truncated,
                    "the entry ends inside a quoted cell",
                    line: rowLine,
                    byteOffset: rowOffset
                )
            )
        }
        if state != .afterCR { endRow(into: &rows, isWhole: isWhole) }
        state = .cellStart
        return rows
    }

    /// Decides the separator by the header and reads what was held back.
    private mutating func open(headerEnd: Int, into rows: inout [Row]) {
        isOpen = true
        let header = CSVHeader(of: head[..<headerEnd])
        var start = header.start
        if header.isSeparatorLine {
            start = headerEnd
            if start < head.count, head[start] == 0x0D {
                // The other half of the line's end may lie in the next block.
                state = .afterCR
                start += 1
            } else if start < head.count {
                start += 1
            }
            line += 1
            number += 1
        }
        separator = separator ?? header.separator
        byteOffset = Int64(start)
        startRow()
        take(head[start...], into: &rows)
        head = []
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, into rows: inout [Row]) {
        let separator = separator ?? UInt8(ascii: ",")
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            switch state {
            case .plain, .quoted:
                // Runs of ordinary bytes go over in one piece.
                let isQuoted = state == .quoted
                let run = bytes[index...].prefix {
                    isQuoted
                        ? $0 != Self.quote && $0 != 0x0A
                        : $0 != separator && $0 != 0x0A && $0 != 0x0D && $0 != Self.quote
                }
                keep(run)
                byteOffset += Int64(run.count)
                index = run.endIndex
                if index == bytes.endIndex { return }
                step(bytes[index], separator, into: &rows)
            case .cellStart, .quoteInQuoted, .afterCR:
                step(byte, separator, into: &rows)
            }
            index += 1
        }
    }

    private mutating func step(_ byte: UInt8, _ separator: UInt8, into rows: inout [Row]) {
        if state == .afterCR {
            state = .cellStart
            if byte == 0x0A {
                byteOffset += 1
                startRow()
                return
            }
        }
        byteOffset += 1
        switch (state, byte) {
        case (.quoted, Self.quote): state = .quoteInQuoted
        case (.quoted, _):
            if byte == 0x0A { line += 1 }
            keep([byte])
        case (.quoteInQuoted, Self.quote):
            keep([byte])
            state = .quoted
        case (.cellStart, Self.quote): state = .quoted
        case (_, separator): endCell()
        case (_, 0x0D), (_, 0x0A):
            line += 1
            endRow(into: &rows, isWhole: true)
            startRow()
            state = byte == 0x0D ? .afterCR : .cellStart
        default: takeOrdinary(byte)
        }
    }

    /// A byte of a cell that is not quoted, or one that follows a quoted cell's end by mistake.
    private mutating func takeOrdinary(_ byte: UInt8) {
        let isStray = state == .quoteInQuoted
        if isStray { keep([Self.quote]) }
        if isStray || byte == Self.quote {
            list.add(
                Note(
                    .damaged,
                    "a quote inside a cell is not doubled",
                    line: line,
                    byteOffset: byteOffset - 1
                )
            )
        }
        keep([byte])
        state = .plain
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        let room = min(
            limits.cellBytes - cell.count,
            limits.cellBytes * Self.fullCellsPerRow - rowBytes - cell.count
        )
        if bytes.count > room {
            cell.append(contentsOf: bytes.prefix(max(room, 0)))
            cellIsCut = true
        } else {
            cell.append(contentsOf: bytes)
        }
    }

    private mutating func endCell() {
        state = .cellStart
        defer { cell.removeAll(keepingCapacity: true) }
        guard cells.count < limits.csvColumns else {
            if !rowIsCut {
                list.add(
                    Note(
                        .limit,
                        "a row has more columns than are kept",
                        line: rowLine,
                        byteOffset: rowOffset,
                        limit: "csvColumns"
                    )
                )
            }
            rowIsCut = true
            cellIsCut = false
            return
        }
        if cellIsCut {
            list.add(
                Note(
                    .limit,
                    "a cell is longer than what is kept of one",
                    line: rowLine,
                    byteOffset: rowOffset,
                    limit: "cellBytes"
                )
            )
            cellIsCut = false
            cell = Array(TextBytes.wholeCharacters(cell[...]))
        }
        rowBytes += cell.count
        cells.append(string(cell))
    }

    private mutating func endRow(into rows: inout [Row], isWhole: Bool) {
        // A row of one empty cell that was not quoted is a blank line.
        let isBlank = cells.isEmpty && cell.isEmpty && state == .cellStart
        if isBlank {
            number += 1
            return
        }
        endCell()
        rows.append(
            Row(
                cells: cells,
                number: number,
                line: rowLine,
                byteOffset: rowOffset,
                isWhole: isWhole
            )
        )
        number += 1
        cells.removeAll(keepingCapacity: true)
        rowBytes = 0
        rowIsCut = false
    }

    private mutating func startRow() {
        rowLine = line
        rowOffset = byteOffset
    }

    private mutating func string(_ bytes: [UInt8]) -> String {
        let (text, isValid) = TextBytes.repaired(bytes[...])
        guard !isValid else { return text }
        list.add(
            Note(
                .encoding,
                "bytes that are not UTF-8 are shown as U+FFFD",
                line: rowLine,
                byteOffset: rowOffset
            )
        )
        return text
    }
}
