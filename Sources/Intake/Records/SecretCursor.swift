/// Walks a block's places that look like a secret, beside the walk over its records.
struct SecretCursor {
    private let text: ByteText
    private var next: Int?

    init(_ text: ByteText) {
        self.text = text
        next = Self.candidate(in: text, from: 0)
    }

    /// True if a place between `start` and `end` deserves a closer look.
    @inline(__always)
    mutating func hasCandidate(from start: Int, to end: Int) -> Bool {
        guard let place = next else { return false }
        if place >= end { return false }
        if place >= start { return true }
        next = Self.candidate(in: text, from: start)
        return (next ?? .max) < end
    }

    private static func candidate(in text: ByteText, from start: Int) -> Int? {
        // SAFETY: the buffer lives as long as the text.
        SecretScanner.nextCandidate(
            in: UnsafeBufferPointer(start: text.base, count: text.count),
            from: start
        )
    }
}
