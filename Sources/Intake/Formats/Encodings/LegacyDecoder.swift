/// Passes UTF-8 through, and reads each byte that is none as a character of Windows-1252.
///
/// Old tools write names in the code page of their machine, at times into a log that is UTF-8
/// elsewhere; so it is decided byte by byte, and what is UTF-8 stays what it is.
struct LegacyDecoder: Sendable {
    /// Bytes read as Windows-1252 so far.
    private(set) var count = 0
    /// Where the first of them stands in the entry; nil if there was none.
    private(set) var firstOffset: Int64?
    /// A character at the end of a block that is not whole yet.
    private var kept: [UInt8] = []
    /// The decoded text is ahead of the entry since the last origin.
    private var isShifted = false
    private var textOffset: Int64 = 0
    private var byteOffset: Int64 = 0

    /// The characters of 0x80 to 0x9F; the five that the code page leaves open stay what they are.
    private static let high: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
        0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// - Returns: The block in UTF-8, and where lines behind decoded bytes stand in the entry.
    mutating func read(_ block: [UInt8]) -> (text: [UInt8], origins: [LineOrigin]) {
        let bytes = kept.isEmpty ? block : kept + block
        kept = []
        var text: [UInt8] = []
        var origins: [LineOrigin] = []
        var copied = 0
        var index = 0
        while index < bytes.count {
            let end = Self.endOfASCII(bytes, from: index)
            if isShifted, let lineEnd = bytes[index..<end].firstIndex(of: 0x0A) {
                isShifted = false
                let start = text.count + lineEnd + 1 - copied
                origins.append(
                    LineOrigin(
                        textOffset: textOffset + Int64(start),
                        byteOffset: byteOffset + Int64(lineEnd + 1)
                    )
                )
            }
            index = end
            guard index < bytes.count else { break }
            switch Self.sequence(bytes, at: index) {
            case .whole(let length): index += length
            case .cut:
                text += bytes[copied..<index]
                kept = Array(bytes[index...])
                advance(text: text.count, bytes: index)
                return (text, origins)
            case .none:
                if text.isEmpty { text.reserveCapacity(bytes.count + bytes.count / 8) }
                text += bytes[copied..<index]
                Self.append(bytes[index], to: &text)
                if firstOffset == nil { firstOffset = byteOffset + Int64(index) }
                count += 1
                isShifted = true
                index += 1
                copied = index
            }
        }
        if copied == 0 {
            advance(text: bytes.count, bytes: bytes.count)
            return (bytes, origins)
        }
        text += bytes[copied...]
        advance(text: text.count, bytes: bytes.count)
        return (text, origins)
    }

    /// What is left: a character that was cut, which is one of the code page if others were.
    mutating func finish() -> [UInt8] {
        let rest = kept
        kept = []
        guard count > 0 else { return rest }
        var text: [UInt8] = []
        for byte in rest { Self.append(byte, to: &text) }
        count += rest.count
        return text
    }

    private mutating func advance(text: Int, bytes: Int) {
        textOffset += Int64(text)
        byteOffset += Int64(bytes)
    }

    private static func append(_ byte: UInt8, to text: inout [UInt8]) {
        let unit = 0x80...0x9F ~= byte ? high[Int(byte) - 0x80] : UInt16(byte)
        let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    /// The first byte from `start` on that is not ASCII, or the end.
    ///
    /// Nearly every block is ASCII to its end, and each of them is asked: eight bytes at a time.
    private static func endOfASCII(_ bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBytes { buffer in
            var index = start
            // SAFETY: the loads end before `count`.
            while index &+ 8 <= buffer.count,
                buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    & 0x8080_8080_8080_8080 == 0
            {
                index &+= 8
            }
            while index < buffer.count, buffer[index] < 0x80 { index &+= 1 }
            return index
        }
    }

    private enum Sequence {
        case whole(Int)
        /// The bytes end before it does.
        case cut
        case none
    }

    /// The character of several bytes that begins at `index`.
    private static func sequence(_ bytes: [UInt8], at index: Int) -> Sequence {
        let lead = bytes[index]
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (1, 0x80...0x80)
            }
        guard length > 1 else { return .none }
        for place in 1..<length {
            guard index + place < bytes.count else { return .cut }
            let allowed = place == 1 ? second : 0x80...0xBF
            guard allowed.contains(bytes[index + place]) else { return .none }
        }
        return .whole(length)
    }
}
