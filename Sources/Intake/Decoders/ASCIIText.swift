/// Cuts of byte strings at characters that are ASCII in every encoding we read.
enum ASCIIText {
    /// The bytes without blanks, tabs and carriage returns on either side.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let head = bytes.drop { isBlank($0) }
        guard let last = head.lastIndex(where: { !isBlank($0) }) else { return head }
        return head[...last]
    }

    /// The bytes without one pair of equal quotes around them.
    static func unquoted(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.count >= 2, let first = bytes.first, first == bytes.last,
            first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
        else { return bytes }
        return bytes.dropFirst().dropLast()
    }

    /// The bytes cut to at most `count`, and not within a character of UTF-8.
    static func prefix(_ bytes: ArraySlice<UInt8>, _ count: Int) -> ArraySlice<UInt8> {
        guard bytes.count > count else { return bytes }
        var end = bytes.startIndex + count
        // A character has at most three continuation bytes; more of them are no UTF-8 anyway.
        for _ in 0..<3 where end > bytes.startIndex && bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return bytes[..<end]
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }
}
