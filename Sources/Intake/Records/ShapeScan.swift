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
        walk(text) { piece in
            switch piece {
            case .kept(let start, let end): hash = text.slice(start, end).hash(seed: hash)
            case .mark(let byte): hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        return hash
    }

    /// The shape's text, such as `Request refused, code='…', err='…'`.
    static func text(_ text: ByteText) -> String {
        var bytes: [UInt8] = []
        walk(text) { piece in
            switch piece {
            case .kept(let start, let end):
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text.bytes[start..<end]))
            case .mark(quotedMark): bytes.append(contentsOf: "…".utf8)
            case .mark(let byte): bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A part of a shape.
    private enum Piece {
        /// Bytes of the message that stay.
        case kept(Int, Int)
        /// A quote, or what stands for bytes that vary.
        case mark(UInt8)
    }

    /// Hands the shape to `take` piece by piece, up to the end of the first line.
    ///
    /// What is kept is looked at only for the bytes that may begin something else.
    @inline(__always)
    private static func walk(_ text: ByteText, _ take: (Piece) -> Void) {
        var index = 0
        var wordBefore = false
        while index < text.count {
            let end = nextBreak(text, from: index)
            let start =
                end < text.count && text[end].isDigit
                ? numberStart(text, before: end, from: index, wordBefore) : end
            if start > index {
                take(.kept(index, start))
                wordBefore = text[start &- 1].isWordByte
            }
            guard end < text.count else { return }
            let byte = text[end]
            if byte.isDigit {
                let (mark, next) = number(text, from: start)
                take(.mark(mark))
                index = next
                wordBefore = true
            } else if byte == 0x0A || byte == 0x0D {
                return
            } else {
                index = end &+ 1
                take(.mark(byte))
                if !wordBefore {
                    let close = quotedEnd(text, quote: byte, from: index)
                    take(.mark(quotedMark))
                    if close < text.count { take(.mark(byte)) }
                    index = close &+ 1
                }
                wordBefore = false
            }
        }
    }

    /// The digits, quotes and line ends, as bits; all of them are below 64.
    private static let breaks: UInt64 =
        0x3FF &<< 0x30 | 1 &<< 0x22 | 1 &<< 0x27 | 1 &<< 0x0A | 1 &<< 0x0D

    /// Where the next byte stands that may end what is kept.
    @inline(__always)
    private static func nextBreak(_ text: ByteText, from start: Int) -> Int {
        var index = start
        while index < text.count {
            let byte = text[index]
            if byte < 64, breaks &>> UInt64(byte) & 1 == 1 { return index }
            index &+= 1
        }
        return index
    }

    /// Where the number begins whose first digit stands at `digit`: with the hex letters before
    /// it, if they begin a word and the whole is long enough to be an id.
    @inline(__always)
    private static func numberStart(
        _ text: ByteText,
        before digit: Int,
        from first: Int,
        _ wordBefore: Bool
    ) -> Int {
        var start = digit
        while start > first, text[start &- 1].isHexDigit { start &-= 1 }
        guard start < digit else { return digit }
        let isInWord = start > first ? text[start &- 1].isWordByte : wordBefore
        return !isInWord && hexEnd(text, from: start) &- start >= idBytes ? start : digit
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

    /// Hex digits in a row that make an id.
    private static let idBytes = 8

    @inline(__always)
    private static func hexEnd(_ text: ByteText, from start: Int) -> Int {
        var end = start
        while end < text.count, text[end].isHexDigit { end &+= 1 }
        return end
    }

    /// What stands for a number or an id that begins at `start`, and where it ends.
    @inline(__always)
    private static func number(_ text: ByteText, from start: Int) -> (mark: UInt8, end: Int) {
        let hexEnd = hexEnd(text, from: start)
        if hexEnd &- start >= idBytes { return (hexMark, groupsEnd(text, from: hexEnd)) }
        var end = start
        while end < text.count, text[end].isDigit { end &+= 1 }
        return (numberMark, end)
    }
}
