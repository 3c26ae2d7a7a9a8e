/// Blanks what varies in a message: quoted text, numbers and hex; the rest is its shape.
struct ShapeScan {
    /// What stands for a quoted value, a number and a hex id in a shape's text.
    static let quotedMark: UInt8 = 0x7E  // ~, shown as … by `text`
    private static let numberMark: UInt8 = 0x30
    private static let hexMark: UInt8 = 0x78

    /// The hash of a message's shape.
    ///
    /// The same walk as `text`, without building it.
    @inline(__always)
    static func hash(_ text: ByteText, seed: UInt64) -> UInt64 {
        var hash = seed
        walk(text) { byte in hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }

    /// The shape's text, such as `Request refused, code='…', err='…'`.
    static func text(_ text: ByteText) -> String {
        var bytes: [UInt8] = []
        walk(text) { byte in
            if byte == quotedMark {
                bytes.append(contentsOf: "…".utf8)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Hands the bytes of the shape to `yield`, up to the end of the first line.
    @inline(__always)
    private static func walk(_ text: ByteText, _ yield: (UInt8) -> Void) {
        var index = 0
        let count = text.count
        var wordBefore = false
        while index < count {
            let byte = text[index]
            if byte == 0x27 || byte == 0x22 {
                yield(byte)
                index &+= 1
                if !wordBefore {
                    let end = quotedEnd(text, quote: byte, from: index)
                    yield(quotedMark)
                    if end < count { yield(byte) }
                    index = end &+ 1
                }
                wordBefore = false
            } else if byte.isDigit || (!wordBefore && byte.isHexDigit) {
                index = number(text, from: index, yield)
                wordBefore = true
            } else if byte == 0x0A || byte == 0x0D {
                return
            } else {
                yield(byte)
                wordBefore = byte.isLetter || byte >= 0x80
                index &+= 1
            }
        }
    }

    @inline(__always)
    private static func quotedEnd(_ text: ByteText, quote: UInt8, from start: Int) -> Int {
        if quote == 0x27 { return FieldScan.valueEnd(text, from: start) }
        return text.first(quote, from: start, to: text.count) ?? text.count
    }

    /// Where the groups of a UUID end whose first one ends at `start`.
    @inline(__always)
    private static func groupsEnd(_ text: ByteText, from start: Int) -> Int {
        var end = start
        while end < text.count, text[end] == 0x2D {
            var next = end &+ 1
            while next < text.count, text[next].isHexDigit { next &+= 1 }
            guard next &- end > 4 else { return end }
            end = next
        }
        return end
    }

    /// A run that begins with a digit, or with a hex letter at the start of a word.
    @inline(__always)
    private static func number(_ text: ByteText, from start: Int, _ yield: (UInt8) -> Void) -> Int {
        var end = start
        var digits = 0
        while end < text.count, text[end].isHexDigit {
            if text[end].isDigit { digits &+= 1 }
            end &+= 1
        }
        if digits > 0, end &- start >= 8 {
            yield(hexMark)
            return groupsEnd(text, from: end)
        }
        guard text[start].isDigit else {
            yield(text[start])
            return start &+ 1
        }
        end = start
        while end < text.count, text[end].isDigit { end &+= 1 }
        yield(numberMark)
        return end
    }
}
