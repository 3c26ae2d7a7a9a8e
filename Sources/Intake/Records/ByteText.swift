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

    /// Whether `needle` stands anywhere in `bytes`.
    static func holds(_ needle: StaticString, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            // SAFETY: the text does not leave the closure.
            return ByteText(base: base, count: buffer.count).first(needle) != nil
        }
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

    /// Whether the bytes are valid UTF-8.
    var isUTF8: Bool {
        var index = 0
        while index &+ 8 <= count {
            let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
            guard word & 0x8080_8080_8080_8080 == 0 else { break }
            index &+= 8
        }
        while index < count, base[index] < 0x80 { index &+= 1 }
        if index == count { return true }
        return String(validating: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
            != nil
    }

    /// True if the text is `word` and nothing else.
    func isSame(_ word: StaticString) -> Bool {
        count == word.utf8CodeUnitCount && hasPrefix(word)
    }

    func equals(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == count else { return false }
        return bytes.withUnsafeBufferPointer { other in
            other.baseAddress.map { memcmp(base, $0, count) == 0 } ?? true
        }
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    func copied() -> [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

    /// A 64-bit hash of the bytes, eight at a time; the same in every run.
    @inline(__always)
    var hash: UInt64 { hash(seed: 0x9E37_79B9_7F4A_7C15) }

    /// The hash of the bytes and of what the seed stands for.
    @inline(__always)
    func hash(seed: UInt64) -> UInt64 {
        // SAFETY: each load lies within the text; the last one may overlap the one before.
        let raw = UnsafeRawPointer(base)
        var hash = seed ^ UInt64(truncatingIfNeeded: count)
        var index = 0
        while index &+ 8 <= count {
            hash = ByteText.mix(hash, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index &+= 8
        }
        if index == count { return ByteText.mix(hash, 0) }
        if count >= 8 {
            let last = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            return ByteText.mix(hash, last)
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
    /// Letters, and the bytes of those that are not ASCII.
    @inline(__always) var isWordByte: Bool { isLetter || self >= 0x80 }
    /// Letters, digits and what stands inside keys.
    @inline(__always) var isKeyByte: Bool {
        isDigit || isLetter || self == 0x5F || self == 0x2E || self == 0x2D
    }
}
