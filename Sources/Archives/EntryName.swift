package import CaseModel

/// The bytes of a name in an archive, made into text that is safe to show and to compare.
///
/// Backslashes become slashes; so a backslash in the text always begins an escape: `\x1B` for a
/// byte that is no UTF-8 or a control character, `\u{202E}` for a character that cannot be seen.
package struct EntryName: Sendable, Hashable {
    package var text: String
    /// What was changed in a way that a reader must know of.
    ///
    /// `.` and doubled slashes go silently.
    package var notes: [Note]

    package init(_ bytes: [UInt8], limitBytes: Int) {
        var notes: [Note] = []
        var kept = bytes[...]
        if bytes.count > limitBytes {
            kept = bytes.prefix(limitBytes)
            notes.append(
                Note(.limit, "The name was cut after \(limitBytes) bytes.", limit: "nameBytes")
            )
        }
        var reasons: [String] = []
        let parts = Self.safeParts(of: kept, reasons: &reasons)
        var text = ""
        var escapedBytes = 0
        var escapedCharacters = 0
        for (index, part) in parts.enumerated() {
            if index > 0 { text += "/" }
            Self.append(part, to: &text, bytes: &escapedBytes, characters: &escapedCharacters)
        }
        if escapedCharacters > 0 { reasons.append("it holds characters that cannot be seen") }
        if !reasons.isEmpty {
            notes.append(
                Note(.unsafeName, "The name is unsafe: " + reasons.joined(separator: ", ") + ".")
            )
        }
        if escapedBytes > 0 {
            notes.append(
                Note(.encoding, "The name is not UTF-8; \(escapedBytes) bytes are shown escaped.")
            )
        }
        self.text = text.isEmpty ? "unnamed" : text
        self.notes = notes
    }

    private static func safeParts(
        of bytes: ArraySlice<UInt8>,
        reasons: inout [String]
    ) -> [ArraySlice<UInt8>] {
        let isSeparator = { (byte: UInt8) in
            byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
        }
        var parts = bytes.split(whereSeparator: isSeparator)
        if let first = bytes.first, isSeparator(first) { reasons.append("it is absolute") }
        if let first = parts.first, let colon = first.dropFirst().first, colon == UInt8(ascii: ":"),
            let drive = first.first, isLetter(drive)
        {
            reasons.append("it names a drive")
            parts[0] = first.dropFirst(2)
            if parts[0].isEmpty { parts.removeFirst() }
        }
        let up = Array("..".utf8)[...]
        if parts.contains(up) { reasons.append("it points upwards") }
        return parts.filter { $0 != up && $0 != [UInt8(ascii: ".")] }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func append(
        _ part: ArraySlice<UInt8>,
        to text: inout String,
        bytes: inout Int,
        characters: inout Int
    ) {
        var rest = part
        while let first = rest.first {
            guard let (scalar, length) = decode(rest) else {
                text += escaped(first)
                bytes += 1
                rest = rest.dropFirst()
                continue
            }
            if scalar.value < 0x20 || scalar.value == 0x7F {
                text += escaped(first)
                characters += 1
            } else if isInvisible(scalar) {
                text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
                characters += 1
            } else {
                text.unicodeScalars.append(scalar)
            }
            rest = rest.dropFirst(length)
        }
    }

    /// The first scalar of the bytes, or nil where they do not begin with well-formed UTF-8.
    private static func decode(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
        guard let first = bytes.first else { return nil }
        let length: Int
        switch first {
        case 0x00..<0x80: length = 1
        case 0xC2..<0xE0: length = 2
        case 0xE0..<0xF0: length = 3
        case 0xF0..<0xF5: length = 4
        default: return nil
        }
        guard let text = String(validating: bytes.prefix(length), as: UTF8.self),
            let scalar = text.unicodeScalars.first
        else { return nil }
        return (scalar, length)
    }

    /// C1 controls, line separators, and what turns or joins text without being seen: malware
    /// hides the true extension of a file behind these.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x80...0x9F, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
            0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    private static func escaped(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "\\x" + (digits.count == 1 ? "0" : "") + digits
    }
}
