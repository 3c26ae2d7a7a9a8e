/// A text as signs are looked for in it: small letters, without what its values say.
enum SignText {
    /// True for bytes that no shape has, since they belong to values.
    static func isBlanked(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
    }

    /// ASCII letters made small; the rest as it is.
    static func small(_ text: String) -> [UInt8] {
        text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    /// A reason or an engine's message without quoted parts and paths: users choose those.
    ///
    /// A path ends at the last ": " behind it, since messages name the error there.
    static func withoutValues(_ text: String) -> [UInt8] {
        let bytes = small(text)
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                // An apostrophe within a word opens no value.
                let inWord = index > 0 && isLetter(bytes[index - 1])
                if !inWord, let end = bytes[(index + 1)...].firstIndex(of: byte) {
                    index = end + 1
                    continue
                }
            } else if beginsPath(bytes, at: index) {
                index = endOfPath(bytes, from: index)
                continue
            }
            plain.append(byte)
            index += 1
        }
        return plain
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    private static func beginsPath(_ bytes: [UInt8], at index: Int) -> Bool {
        let free = index == 0 || [0x20, 0x28, 0x3D, 0x5B].contains(bytes[index - 1])
        guard free, index + 2 < bytes.count else { return false }
        let (one, two, three) = (bytes[index], bytes[index + 1], bytes[index + 2])
        let slash = UInt8(ascii: "/")
        let backslash = UInt8(ascii: "\\")
        if one == slash { return two != 0x20 }
        if one == backslash, two == backslash { return true }
        return isLetter(one) && two == UInt8(ascii: ":") && (three == slash || three == backslash)
    }

    private static func endOfPath(_ bytes: [UInt8], from start: Int) -> Int {
        var index = bytes.count - 1
        while index > start + 2 {
            if bytes[index] == 0x20, bytes[index - 1] == UInt8(ascii: ":") { return index }
            index -= 1
        }
        return bytes.count
    }
}
