internal import CaseModel

/// Cuts blocks into lines of bounded length.
struct LineSplitter {
    struct Line {
        var text: String
        /// Counted from 1.
        var number: Int
        /// Counted from 0, of the line's first byte.
        var byteOffset: Int64
    }

    private let limitBytes: Int
    private var list: NoteList
    private var kept: [UInt8] = []
    private var isCut = false
    private var number = 1
    private var start: Int64 = 0
    private var position: Int64 = 0

    init(limits: Limits) {
        limitBytes = limits.cellBytes
        list = NoteList(perKind: limits.notesPerEntry)
    }

    var notes: [Note] { list.all }

    mutating func read(_ block: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var rest = block[...]
        while let end = rest.firstIndex(of: 0x0A) {
            keep(rest[..<end])
            position += Int64(end + 1 - rest.startIndex)
            lines.append(endLine())
            rest = rest[(end + 1)...]
        }
        keep(rest)
        position += Int64(rest.count)
        return lines
    }

    mutating func finish() -> [Line] { start < position ? [endLine()] : [] }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        let room = max(0, limitBytes - kept.count)
        kept.append(contentsOf: bytes.prefix(room))
        if bytes.count > room { isCut = true }
    }

    private mutating func endLine() -> Line {
        if isCut {
            list.add(
                Note(
                    .limit,
                    "a line is longer than what is kept of one",
                    line: number,
                    byteOffset: start,
                    limit: "cellBytes"
                )
            )
        }
        let bytes = isCut ? TextBytes.wholeCharacters(kept[...]) : kept[...]
        let isMarked = start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let line = Line(
            text: String(decoding: isMarked ? bytes.dropFirst(3) : bytes, as: UTF8.self),
            number: number,
            byteOffset: start
        )
        kept.removeAll(keepingCapacity: true)
        isCut = false
        number += 1
        start = position
        return line
    }
}
