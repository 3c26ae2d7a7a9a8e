/// What the decoders do with the bytes of a text before it becomes a string.
enum TextBytes {
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

    /// The bytes without a character of UTF-8 at their end that was cut.
    static func wholeCharacters(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let tail = bytes.suffix(4)
        guard let lead = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return bytes }
        let length =
            switch bytes[lead] {
            case 0xF0...: 4
            case 0xE0...: 3
            case 0xC0...: 2
            default: 1
            }
        return lead + length > bytes.endIndex ? bytes[..<lead] : bytes
    }

    /// The text, and whether its bytes were UTF-8; what was not is shown as U+FFFD.
    ///
    /// `String(validating:)` says the same, but looks its generic types up anew for each string.
    static func repaired(_ bytes: ArraySlice<UInt8>) -> (text: String, isValid: Bool) {
        let text = String(decoding: bytes, as: UTF8.self)
        // Nearly all text is ASCII, and the union of its bytes shows that eight at a time.
        if bytes.reduce(0, |) < 0x80 { return (text, true) }
        return (text, text.utf8.count == bytes.count && text.utf8.elementsEqual(bytes))
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }
}
