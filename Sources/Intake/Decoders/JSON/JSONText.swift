/// The bytes of one JSON string while they are read, cut at a limit.
struct JSONText: Sendable {
    /// Bytes that are kept; set by the scanner.
    var limit = 0
    private(set) var isCut = false
    private var bytes: [UInt8] = []
    /// The first half of a surrogate pair whose second half has not come yet.
    private var high: UInt32?
    /// The digits of a `\u` escape read so far, and how many there are.
    private var code: UInt32 = 0
    private var codeDigits = 0

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        isCut = false
        high = nil
        codeDigits = 0
    }

    mutating func keep(_ byte: UInt8) {
        flushHigh()
        append(byte)
    }

    mutating func keep(_ run: ArraySlice<UInt8>) {
        guard !run.isEmpty else { return }
        flushHigh()
        let room = limit - bytes.count
        if run.count > room { isCut = true }
        bytes.append(contentsOf: run.prefix(room))
    }

    /// Takes a digit of a `\u` escape; false when the byte is none, and the escape ends broken.
    mutating func keepDigit(_ byte: UInt8) -> Bool {
        guard let value = Self.hexValue(byte) else {
            codeDigits = 0
            keep(scalar: "\u{FFFD}")
            return false
        }
        code = codeDigits == 0 ? value : code << 4 | value
        codeDigits += 1
        return true
    }

    /// Whether the digits of an escape are complete; then its character is kept.
    mutating func endsEscape() -> Bool {
        guard codeDigits == 4 else { return false }
        codeDigits = 0
        if let first = high, 0xDC00...0xDFFF ~= code {
            high = nil
            append(scalar: Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (code - 0xDC00)))
        } else if 0xD800...0xDBFF ~= code {
            flushHigh()
            high = code
        } else {
            flushHigh()
            append(scalar: Unicode.Scalar(code))
        }
        return true
    }

    /// The text, and whether its bytes were UTF-8; what was not is shown as U+FFFD.
    mutating func string() -> (text: String, isValid: Bool) {
        flushHigh()
        let kept = isCut ? TextBytes.wholeCharacters(bytes[...]) : bytes[...]
        return TextBytes.repaired(kept)
    }

    private mutating func keep(scalar: Unicode.Scalar) {
        flushHigh()
        append(scalar: scalar)
    }

    private mutating func flushHigh() {
        guard high != nil else { return }
        high = nil
        append(scalar: nil)
    }

    /// Half a surrogate pair is no scalar and becomes U+FFFD.
    private mutating func append(scalar: Unicode.Scalar?) {
        let encoded = UTF8.encode(scalar ?? "\u{FFFD}")
        for byte in encoded ?? UTF8.encodedReplacementCharacter { append(byte) }
    }

    private mutating func append(_ byte: UInt8) {
        if bytes.count < limit { bytes.append(byte) } else { isCut = true }
    }

    private static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46, 0x61...0x66: UInt32((byte | 0x20) - 0x61 + 10)
        default: nil
        }
    }
}
