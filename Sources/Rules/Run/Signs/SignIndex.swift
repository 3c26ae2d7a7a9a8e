/// Finds which of many sign texts stand in a text, in one walk over it.
struct SignIndex: Sendable {
    /// The place of a sign: its rule and its position in the rule's page.
    struct Place: Hashable, Comparable, Sendable {
        var rule: Int
        var sign: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.rule, left.sign) < (right.rule, right.sign)
        }
    }

    private struct Pattern: Sendable {
        /// What stands between the signs for anything, in order.
        var parts: [[UInt8]]
        /// The longest of them, by which the pattern is found.
        var key: [UInt8]
        var place: Place
    }

    private var patterns: [Pattern] = []
    /// Patterns by the first bytes of their longest part.
    private var byHead: [UInt32: [Int]] = [:]
    private static let headLength = 4

    init(_ signs: [(place: Place, texts: [String])]) {
        for (place, texts) in signs {
            for text in texts {
                let parts = SignText.small(text)
                    .split(separator: UInt8(ascii: "%"))
                    .map { Array($0) }
                guard let key = parts.max(by: { $0.count < $1.count }),
                    key.count >= Self.headLength
                else { continue }
                byHead[Self.head(key, at: 0), default: []].append(patterns.count)
                patterns.append(Pattern(parts: parts, key: key, place: place))
            }
        }
    }

    /// Signs of which a text stands in `bytes`, which are in small letters.
    func places(in bytes: [UInt8]) -> Set<Place> {
        var found: Set<Place> = []
        guard bytes.count >= Self.headLength, !patterns.isEmpty else { return found }
        for index in 0...(bytes.count - Self.headLength) {
            guard let candidates = byHead[Self.head(bytes, at: index)] else { continue }
            for candidate in candidates {
                let pattern = patterns[candidate]
                guard !found.contains(pattern.place), Self.stands(pattern.key, in: bytes, at: index)
                else { continue }
                if pattern.parts.count == 1 || Self.inOrder(pattern.parts, in: bytes) {
                    found.insert(pattern.place)
                }
            }
        }
        return found
    }

    private static func head(_ bytes: [UInt8], at index: Int) -> UInt32 {
        UInt32(bytes[index]) << 24 | UInt32(bytes[index + 1]) << 16
            | UInt32(bytes[index + 2]) << 8 | UInt32(bytes[index + 3])
    }

    private static func stands(_ part: [UInt8], in bytes: [UInt8], at index: Int) -> Bool {
        guard index + part.count <= bytes.count else { return false }
        for offset in part.indices where bytes[index + offset] != part[offset] { return false }
        return true
    }

    private static func inOrder(_ parts: [[UInt8]], in bytes: [UInt8]) -> Bool {
        var from = 0
        for part in parts {
            guard from + part.count <= bytes.count else { return false }
            guard
                let at = (from...(bytes.count - part.count))
                    .first(where: { stands(part, in: bytes, at: $0) })
            else { return false }
            from = at + part.count
        }
        return true
    }
}
