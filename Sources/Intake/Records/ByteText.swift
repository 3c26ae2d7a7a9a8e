internal import Glibc

/// A run of bytes somebody else owns: the view that the scanners of log lines share.
///
/// It never outlives the closure that made it, and each access is within `count` by the scanner's
/// own loop; a precondition here would cost as much as the scanning.
struct ByteText {
    // SAFETY: made only from buffers that live until the scanner returns.
    let base: UnsafePointer<UInt8>
    let count: Int

    @inline(__always)
    subscript(index: Int) -> UInt8 { base[index] }

    /// The part from `start` up to but without `end`.
    @inline(__always)
    func slice(_ start: Int, _ end: Int) -> ByteText {
        ByteText(base: base + start, count: end &- start)
    }

    /// Where `byte` stands first, from `start` on and before `end`; nil if it does not.
    @inline(__always)
    func first(_ byte: UInt8, from start: Int, to end: Int) -> Int? {
        guard start < end, let found = memchr(base + start, Int32(byte), end &- start) else {
            return nil
        }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
    }

    /// Where `needle` stands first, from `start` on; nil if it does not.
    @inline(__always)
    func first(_ needle: StaticString, from start: Int = 0) -> Int? {
        let length = needle.utf8CodeUnitCount
        let last = count &- length
        var position = start
        while position <= last,
            let found = first(needle.utf8Start[0], from: position, to: last &+ 1)
        {
            if memcmp(base + found, needle.utf8Start, length) == 0 { return found }
            position = found &+ 1
        }
        return nil
    }

    /// True if the text begins with `prefix` at `start`.
    @inline(__always)
    func hasPrefix(_ prefix: StaticString, at start: Int = 0) -> Bool {
        let length = prefix.utf8CodeUnitCount
        guard start >= 0, start &+ length <= count else { return false }
        return memcmp(base + start, prefix.utf8Start, length) == 0
    }

    /// The bytes as text, invalid UTF-8 repaired.
    func string(_ start: Int, _ end: Int) -> String {
        String(
            decoding: UnsafeBufferPointer(start: base + start, count: end - start),
            as: UTF8.self
        )
    }

    var string: String { string(0, count) }

    /// The bytes as text; nil if they are not valid UTF-8.
    var exactString: String? {
        String(validating: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }

    func equals(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == count else { return false }
        return bytes.withUnsafeBufferPointer { other in
            other.baseAddress.map { memcmp(base, $0, count) == 0 } ?? true
        }
    }

    func copied() -> [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

    /// A 64-bit hash of the bytes, eight at a time; the same in every run.
    @inline(__always)
    var hash: UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
        var index = 0
        while index &+ 8 <= count {
            let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
            hash = ByteText.mix(hash, word)
            index &+= 8
        }
        var rest: UInt64 = 0
        while index < count {
            rest = rest &<< 8 | UInt64(base[index])
            index &+= 1
        }
        return ByteText.mix(hash, rest)
    }

    @inline(__always)
    static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}

extension UInt8 {
    @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
    @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    @inline(__always) var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
    /// Letters, digits and what stands inside keys.
    @inline(__always) var isKeyByte: Bool {
        isDigit || isLetter || self == 0x5F || self == 0x2E || self == 0x2D
    }
}
