internal import CaseModel

/// Replaces secrets by tokens that can be compared but not turned back.
///
/// The same value has the same token, `secret#1`, `secret#2` and so on in reading order; so one
/// scanner reads a whole case.
struct SecretScanner: Sendable {
    private var ordinals: [[UInt8]: Int] = [:]
    private var heldBytes = 0
    private let bytesLimit: Int

    /// Spellings without separators; a key that ends with one of them holds a secret.
    private static let words = [
        "apikey", "password", "passwd", "pwd", "secret", "token", "sessionid", "licensekey",
        "activationkey", "authorization",
    ]

    /// The limit bounds the bytes of distinct secrets that are remembered; later ones share
    /// `secret#0`.
    init(bytesLimit: Int = Limits().secretBytes) {
        self.bytesLimit = bytesLimit
    }

    /// Whether some secrets could not be told apart any more, and became `secret#0`.
    private(set) var isOverLimit = false

    /// The token of a value that is known to be a secret; empty and masked values stay.
    mutating func token(for value: String) -> String {
        let bytes = Array(value.utf8)
        return Self.isMasked(bytes[...]) ? value : token(for: bytes)
    }

    /// The text with its secrets replaced.
    mutating func replaced(in text: String) -> String {
        let bytes = Array(text.utf8)
        return replaced(in: bytes).map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// The bytes with their secrets replaced; nil when there are none.
    mutating func replaced(in bytes: [UInt8]) -> [UInt8]? {
        // SAFETY: the buffer is used inside the closure alone.
        bytes.withUnsafeBufferPointer { replaced(in: $0) }
    }

    /// The bytes with their secrets replaced; nil when there are none.
    mutating func replaced(in buffer: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard var result = replacedOnce(in: buffer) else { return nil }
        // Where two forms of secrets overlap, the first leaves a part of the second; in four passes
        // even four that overlap are gone.
        for _ in 1..<4 {
            guard
                // SAFETY: the buffer is used inside the closure alone.
                let again = result.withUnsafeBufferPointer({ replacedOnce(in: $0) }),
                again != result
            else { break }
            result = again
        }
        return result
    }

    private mutating func replacedOnce(in buffer: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        // SAFETY: the caller owns the bytes until this returns, and the search ends before.
        let search = SecretSearch(buffer)
        var result: [UInt8] = []
        var copied = 0
        while let secret = search.next(from: copied) {
            result.append(contentsOf: buffer[copied..<secret.lowerBound])
            result.append(contentsOf: token(for: Array(buffer[secret])).utf8)
            copied = secret.upperBound
        }
        guard copied > 0 else { return nil }
        result.append(contentsOf: buffer[copied...])
        return result
    }

    /// Where the next secret begins at or behind `start`; nil when there is none.
    ///
    /// The buffer holds whole lines: a key and its value that are cut apart are not seen.
    static func nextCandidate(in buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        // SAFETY: the caller owns the bytes until this returns, and the search ends before.
        SecretSearch(buffer).next(from: start)?.lowerBound
    }

    /// Whether a setting or column of this name holds a secret.
    static func isSecretKey(_ name: String) -> Bool {
        let normalised = HeaderNames.normalised(name)
        return words.contains { normalised.hasSuffix($0) }
    }

    /// Whether there is nothing to hide: no value, a mask, a placeholder, a switch or our token.
    static func isMasked(_ value: some BidirectionalCollection<UInt8>) -> Bool {
        guard let first = value.first, let last = value.last else { return true }
        if value.allSatisfy({ $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: ".") }) { return true }
        if first == UInt8(ascii: "<"), last == UInt8(ascii: ">") { return true }
        guard value.count <= 24 else { return false }
        let word = String(decoding: value, as: UTF8.self).lowercased()
        if word.hasPrefix("secret#"), word.dropFirst(7).allSatisfy(\.isNumber) { return true }
        switch word {
        case "true", "false", "null", "(null)", "none", "nil", "undefined", "redacted",
            "[redacted]", "(hidden)", "••••", "••••••", "••••••••":
            return true
        default:
            return false
        }
    }

    private mutating func token(for value: [UInt8]) -> String {
        if let ordinal = ordinals[value] { return "secret#\(ordinal)" }
        guard heldBytes + value.count <= bytesLimit else {
            isOverLimit = true
            return "secret#0"
        }
        heldBytes += value.count + MemoryLayout<[UInt8]>.size * 4
        ordinals[value] = ordinals.count + 1
        return "secret#\(ordinals.count)"
    }
}
