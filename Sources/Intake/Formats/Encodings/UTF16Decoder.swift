/// Turns UTF-16 into UTF-8, block by block.
struct UTF16Decoder: Sendable {
    let isBigEndian: Bool
    private var half: UInt8?
    /// The first half of a surrogate pair whose second half has not come yet.
    private var high: UInt16?
    private var isAtStart = true
    private var textOffset: Int64 = 0
    private var byteOffset: Int64 = 0

    init(isBigEndian: Bool) {
        self.isBigEndian = isBigEndian
    }

    /// A decoder for text with a byte order mark, or whose first characters are plainly ASCII in
    /// two bytes each; nil for other text.
    init?(head: [UInt8]) {
        if head.starts(with: [0xFF, 0xFE]) {
            self.init(isBigEndian: false)
            return
        }
        if head.starts(with: [0xFE, 0xFF]) {
            self.init(isBigEndian: true)
            return
        }
        guard head.count >= 16 else { return nil }
        let first = stride(from: 0, to: 16, by: 2).map { (head[$0], head[$0 + 1]) }
        if first.allSatisfy({ $0.0 != 0 && $0.1 == 0 }) {
            self.init(isBigEndian: false)
        } else if first.allSatisfy({ $0.0 == 0 && $0.1 != 0 }) {
            self.init(isBigEndian: true)
        } else {
            return nil
        }
    }

    /// What the bytes say in UTF-8, up to a character that is not whole yet.
    mutating func read(_ block: [UInt8]) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(block.count)
        for byte in block {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            take(
                isBigEndian
                    ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first),
                into: &decoded
            )
        }
        return decoded
    }

    /// The same, with where each of its lines stands in the entry.
    mutating func lines(_ block: [UInt8]) -> (text: [UInt8], origins: [LineOrigin]) {
        let wasAtStart = isAtStart
        if !block.isEmpty { isAtStart = false }
        // Bytes and a unit that wait from the block before belong to this one's text.
        let waiting = Int64((half == nil ? 0 : 1) + (high == nil ? 0 : 2))
        let text = read(block)
        var origins: [LineOrigin] = []
        if wasAtStart, text.starts(with: [0xEF, 0xBB, 0xBF]) {
            origins.append(LineOrigin(textOffset: 3, byteOffset: 2))
        }
        var bytes = byteOffset - waiting
        for (index, byte) in text.enumerated() {
            // A character takes two bytes, or four where UTF-8 takes four as well.
            if byte & 0xC0 != 0x80 { bytes += byte >= 0xF0 ? 4 : 2 }
            if byte == 0x0A {
                origins.append(
                    LineOrigin(textOffset: textOffset + Int64(index) + 1, byteOffset: bytes)
                )
            }
        }
        textOffset += Int64(text.count)
        byteOffset += Int64(block.count)
        return (text, origins)
    }

    /// U+FFFD for a character that was cut.
    mutating func finish() -> [UInt8] {
        guard half != nil || high != nil else { return [] }
        half = nil
        high = nil
        return Array("\u{FFFD}".utf8)
    }

    private mutating func take(_ unit: UInt16, into decoded: inout [UInt8]) {
        if let first = high {
            high = nil
            if 0xDC00...0xDFFF ~= unit {
                let code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
                append(Unicode.Scalar(code), to: &decoded)
                return
            }
            append(nil, to: &decoded)
        }
        if 0xD800...0xDBFF ~= unit {
            high = unit
        } else {
            append(Unicode.Scalar(unit), to: &decoded)
        }
    }

    private func append(_ scalar: Unicode.Scalar?, to decoded: inout [UInt8]) {
        let encoded = UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
        decoded.append(contentsOf: encoded)
    }
}
