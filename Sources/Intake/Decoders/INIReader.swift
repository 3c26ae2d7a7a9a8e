import CaseModel

/// Reads the settings of an INI file or an export of Windows' registry, from blocks of any size.
struct INIReader: Sendable {
    /// One setting; of a key that occurs twice, both are delivered.
    struct Item: Sendable, Hashable {
        /// Empty before the first section.
        ///
        /// `[a]` with `b/c=1` is section `a/b` with key `c`.
        var section: String
        var key: String
        /// Without surrounding blanks and quotes.
        var value: String
        /// Counted from 1.
        var line: Int
        /// Counted from 0, of the line's first byte.
        var byteOffset: Int64
    }

    /// Lines that are neither a section, a setting, a comment nor blank, nor a registry's first.
    private(set) var unparsedLineCount = 0
    private let limits: Limits
    private var list: NoteList
    private var section = ""
    private var line: [UInt8] = []
    private var lineNumber = 1
    private var lineStart: Int64 = 0
    private var readBytes: Int64 = 0
    private var isCut = false
    /// True behind the first line of an export of Windows' registry.
    private var isRegistry = false
    /// The lines so far of a value that goes on, without the backslashes that say so.
    private var begun: (text: [UInt8], line: Int, byteOffset: Int64)?

    init(limits: Limits = Limits()) {
        self.limits = limits
        list = NoteList(perKind: limits.notesPerEntry)
    }

    /// What could not be read so far.
    var notes: [Note] { list.all }

    /// The settings whose lines end in this block.
    mutating func read(_ block: [UInt8]) -> [Item] {
        var items: [Item] = []
        var start = 0
        while let end = block[start...].firstIndex(of: 0x0A) {
            keep(block[start..<end])
            readBytes += Int64(end + 1 - start)
            endLine(into: &items)
            start = end + 1
        }
        keep(block[start...])
        readBytes += Int64(block.count - start)
        return items
    }

    /// The setting of a last line without an end.
    mutating func finish() -> [Item] {
        var items: [Item] = []
        if lineStart < readBytes { endLine(into: &items) }
        if let begun { parse(begun.text[...], at: (begun.line, begun.byteOffset), into: &items) }
        return items
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        let room = limits.cellBytes - line.count
        line.append(contentsOf: bytes.prefix(room))
        guard bytes.count > room, !isCut else { return }
        isCut = true
        list.add(
            Note(
                .limit,
                "a line is longer than what is kept of one",
                line: lineNumber,
                byteOffset: lineStart,
                limit: "cellBytes"
            )
        )
    }

    private mutating func endLine(into items: inout [Item]) {
        if lineStart == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        join(TextBytes.trimmed(line[...]), into: &items)
        line.removeAll(keepingCapacity: true)
        lineNumber += 1
        lineStart = readBytes
        isCut = false
    }

    /// Puts the lines of a registry's value together, which are broken behind a backslash.
    private mutating func join(_ text: ArraySlice<UInt8>, into items: inout [Item]) {
        guard isRegistry else { return parse(text, into: &items) }
        var whole = begun ?? (text: [], line: lineNumber, byteOffset: lineStart)
        whole.text += text
        // A string that ends in a backslash ends in its quote.
        if whole.text.last == UInt8(ascii: "\\"), whole.text.count < limits.cellBytes {
            whole.text.removeLast()
            begun = whole
        } else {
            begun = nil
            parse(whole.text[...], at: (whole.line, whole.byteOffset), into: &items)
        }
    }

    private mutating func parse(
        _ text: ArraySlice<UInt8>,
        at place: (line: Int, byteOffset: Int64)? = nil,
        into items: inout [Item]
    ) {
        guard let first = text.first else { return }
        if first == UInt8(ascii: ";") || first == UInt8(ascii: "#") { return }
        if first == UInt8(ascii: "["), let end = text.lastIndex(of: UInt8(ascii: "]")) {
            section = string(TextBytes.trimmed(text[(text.startIndex + 1)..<end]))
            return
        }
        guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
            if Self.registryHeads.contains(where: text.elementsEqual) {
                isRegistry = true
            } else {
                unparsedLineCount += 1
            }
            return
        }
        let name = TextBytes.unquoted(TextBytes.trimmed(text[..<equals]))
        guard !name.isEmpty else {
            unparsedLineCount += 1
            return
        }
        let value = TextBytes.unquoted(TextBytes.trimmed(text[(equals + 1)...]))
        var path = section
        var key = string(name)
        if let slash = name.lastIndex(of: UInt8(ascii: "/")), slash + 1 < name.endIndex,
            slash > name.startIndex
        {
            let prefix = string(name[..<slash])
            path = section.isEmpty ? prefix : section + "/" + prefix
            key = string(name[(slash + 1)...])
        }
        items.append(
            Item(
                section: path,
                key: key,
                value: string(value),
                line: place?.line ?? lineNumber,
                byteOffset: place?.byteOffset ?? lineStart
            )
        )
    }

    private static let registryHeads = ["Windows Registry Editor Version 5.00", "REGEDIT4"].map {
        Array($0.utf8)
    }

    private mutating func string(_ bytes: ArraySlice<UInt8>) -> String {
        let (text, isValid) = TextBytes.repaired(bytes)
        guard !isValid else { return text }
        list.add(
            Note(
                .encoding,
                "bytes that are not UTF-8 are shown as U+FFFD",
                line: lineNumber,
                byteOffset: lineStart
            )
        )
        return text
    }
}
