/// Finds secrets in bytes, at the speed of memory where there are none.
///
/// Every key we know holds one of a few rare letter pairs. Sixteen places are compared at once,
/// and only where a pair stands the key around it and its value are looked at.
struct SecretSearch {
    private typealias Vector = SIMD16<UInt8>

    let bytes: UnsafeBufferPointer<UInt8>

    // SAFETY: the buffer outlives the search, which is made and used inside the scope of whoever
    // owns the bytes, and is stored nowhere.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The next secret whose key is found at or behind `start`; nil when there is none.
    func next(from start: Int) -> Range<Int>? {
        guard let base = bytes.baseAddress else { return nil }
        // SAFETY: the loop reads 19 bytes from `index` on, and only while so many are left.
        let raw = UnsafeRawPointer(base)
        var index = max(start, 0)
        while index + 19 <= bytes.count {
            let marks = Self.marks(raw + index)
            if marks.x | marks.y != 0 {
                if let found = secret(marked: marks.x, from: index, start) { return found }
                if let found = secret(marked: marks.y, from: index + 8, start) { return found }
            }
            index += 16
        }
        while index < bytes.count {
            if let found = secret(at: index, start) { return found }
            index += 1
        }
        return nil
    }

    /// For each of sixteen places a byte that is not zero where a pair begins.
    @inline(__always)
    private static func marks(_ pointer: UnsafeRawPointer) -> SIMD2<UInt64> {
        // SAFETY: the caller has proven that 19 bytes are readable; loads need no alignment.
        // Constants are vectors: with a plain number Swift compares place by place, which takes
        // four hundred times as long.
        let lower = Vector(repeating: 0x20)
        let first = pointer.loadUnaligned(as: Vector.self) | lower
        let second = pointer.loadUnaligned(fromByteOffset: 1, as: Vector.self) | lower
        let third = pointer.loadUnaligned(fromByteOffset: 2, as: Vector.self) | lower
        let fourth = pointer.loadUnaligned(fromByteOffset: 3, as: Vector.self) | lower
        let s = Vector(repeating: UInt8(ascii: "s"))
        let r = Vector(repeating: UInt8(ascii: "r"))
        // `ke`: apikey, license_key, token.
        var found =
            (first .== Vector(repeating: UInt8(ascii: "k")))
            .& (second .== Vector(repeating: UInt8(ascii: "e")))
        // `sw`, `pw` (and `qw`, `rw`): password, passwd, pwd.
        found =
            found
            .| (((first | Vector(repeating: 0x03)) .== s)
                .& (second .== Vector(repeating: UInt8(ascii: "w"))))
        // `cr`: secret.
        found = found .| ((first .== Vector(repeating: UInt8(ascii: "c"))) .& (second .== r))
        // `s?ss`: session_id.
        found = found .| ((first .== s) .& (third .== s) .& (fourth .== s))
        // `za`: authorization.
        found =
            found
            .| ((first .== Vector(repeating: UInt8(ascii: "z")))
                .& (second .== Vector(repeating: UInt8(ascii: "a"))))
        // `b??r`: bearer.
        found = found .| ((first .== Vector(repeating: UInt8(ascii: "b"))) .& (fourth .== r))
        // `@` of a URL; setting the bit of lower case has made it 0x60.
        found = found .| (first .== Vector(repeating: 0x60))
        let flags = Vector(repeating: 0).replacing(with: Vector(repeating: 0xFF), where: found)
        // SAFETY: both types are sixteen bytes without padding.
        return unsafeBitCast(flags, to: SIMD2<UInt64>.self)
    }

    /// The first secret of eight places whose marks these are.
    private func secret(marked flags: UInt64, from index: Int, _ start: Int) -> Range<Int>? {
        var flags = flags.littleEndian
        while flags != 0 {
            let place = flags.trailingZeroBitCount / 8
            if let found = secret(at: index + place, start) { return found }
            flags &= ~(0xFF << UInt64(place * 8))
        }
        return nil
    }

    /// The secret whose key has its rare pair here.
    private func secret(at index: Int, _ start: Int) -> Range<Int>? {
        let found: Range<Int>? =
            switch bytes[index] | 0x20 {
            case UInt8(ascii: "k"): value(behindKeyEnd: keyWithK(at: index))
            case UInt8(ascii: "p"), UInt8(ascii: "s"): value(behindKeyEnd: keyWithS(at: index))
            case UInt8(ascii: "c"):
                value(behindKeyEnd: isWord("secret", at: index - 2) ? index + 4 : nil)
            case UInt8(ascii: "z"): credential(at: index - 7)
            case UInt8(ascii: "b"): bearer(at: index)
            case 0x60: password(before: index)
            default: nil
            }
        // What lies before `start` was replaced already.
        guard let found, found.lowerBound >= start else { return nil }
        return found
    }

    /// The end of a key that ends with `key` or `token`.
    private func keyWithK(at index: Int) -> Int? {
        if isWord("token", at: index - 2) { return index + 3 }
        guard isWord("key", at: index) else { return nil }
        let hasJoint = byte(index - 1) == UInt8(ascii: "_") || byte(index - 1) == UInt8(ascii: "-")
        let end = hasJoint ? index - 1 : index
        let isOne =
            isWord("api", at: end - 3) || isWord("license", at: end - 7)
            || isWord("activation", at: end - 10)
        return isOne ? index + 3 : nil
    }

    /// The end of a key that ends with `password`, `passwd`, `pwd` or `session_id`.
    private func keyWithS(at index: Int) -> Int? {
        if isWord("pwd", at: index) { return index + 3 }
        if isWord("password", at: index - 3) { return index + 5 }
        if isWord("passwd", at: index - 3) { return index + 3 }
        guard isWord("session", at: index) else { return nil }
        let joint = byte(index + 7)
        let hasJoint = joint == UInt8(ascii: "_") || joint == UInt8(ascii: "-")
        let id = hasJoint ? index + 8 : index + 7
        return isWord("id", at: id) ? id + 2 : nil
    }

    /// The byte at a place that may lie outside, where it is 0.
    @inline(__always)
    func byte(_ index: Int) -> UInt8 {
        index >= 0 && index < bytes.count ? bytes[index] : 0
    }

    /// Whether this word of small letters stands here in any case.
    func isWord(_ word: StaticString, at index: Int) -> Bool {
        guard index >= 0, index + word.utf8CodeUnitCount <= bytes.count else { return false }
        // SAFETY: the words are literals, whose bytes live as long as the program.
        for offset in 0..<word.utf8CodeUnitCount
        where bytes[index + offset] | 0x20 != word.utf8Start[offset] {
            return false
        }
        return true
    }
}
