/// What the first line of a CSV file tells about the others.
struct CSVHeader: Sendable, Hashable {
    let separator: UInt8
    /// The line is `sep=;`, as spreadsheets write it, and no row.
    let isSeparatorLine: Bool
    /// Where the line begins, behind a byte order mark.
    let start: Int

    private static let quote = UInt8(ascii: "\"")
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Reads an entry's bytes up to the end of its first line.
    init(of head: ArraySlice<UInt8>) {
        start = head.startIndex + (head.starts(with: Self.mark) ? Self.mark.count : 0)
        let line = TextBytes.unquoted(TextBytes.trimmed(head[start...]))
        if line.count == 5, line.starts(with: "sep=".utf8), let named = line.last {
            separator = named
            isSeparatorLine = true
        } else {
            separator = Self.commonSeparator(line)
            isSeparatorLine = false
        }
    }

    /// Where the first line that is not blank ends, outside quotes; nil while that is not seen.
    static func end(in head: [UInt8]) -> Int? {
        var isQuoted = false
        var isBlank = true
        for (index, byte) in head.enumerated() {
            if byte == quote { isQuoted.toggle() }
            let isLineEnd = byte == 0x0A || byte == 0x0D
            if isLineEnd, !isQuoted, !isBlank { return index }
            if !isLineEnd, index > 2 || !mark.contains(byte) { isBlank = false }
        }
        return nil
    }

    /// The separator that occurs most outside quotes; the comma when none does.
    private static func commonSeparator(_ line: ArraySlice<UInt8>) -> UInt8 {
        var counts = [UInt8(ascii: ","): 0, UInt8(ascii: ";"): 0, UInt8(ascii: "\t"): 0]
        var isQuoted = false
        for byte in line {
            if byte == quote { isQuoted.toggle() }
            if !isQuoted, let count = counts[byte] { counts[byte] = count + 1 }
        }
        var best = UInt8(ascii: ",")
        for candidate in [UInt8(ascii: ";"), UInt8(ascii: "\t")]
        where (counts[candidate] ?? 0) > (counts[best] ?? 0) {
            best = candidate
        }
        return best
    }
}
