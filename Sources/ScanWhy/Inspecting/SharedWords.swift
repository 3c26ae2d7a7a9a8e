internal import Rules

/// Decides which words of a package may be shown to anybody: those our own rules use, and the keys
/// of the products.
///
/// A word that is left out may be a name, a host or a path of a customer. So what is not known to
/// be harmless is masked, and not the other way round.
struct SharedWords {
    private static let mask = "w"
    /// A longer key is no key.
    private static let keyBytes = 40

    /// Words of the names that the products give to files and folders.
    private static let fileWords: Set<String> = [
        "conf", "config", "core", "csv", "data", "db", "engine", "enginelogs", "etc", "gz", "hw",
        "icap", "info", "ini", "json", "linux", "log", "logs", "mdicapsrv", "network", "nginx",
        "node", "ometascan", "os", "postgres", "process", "processes", "reg", "sql", "support",
        "tar", "txt", "var", "windows", "xml", "zip",
    ]

    private let words: Set<String>

    init() {
        words = Self.fileWords.union(RuleSet.embeddedWords)
    }

    /// The text with every word masked that is neither known nor the key of a quoted value.
    func masked(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var shown: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let start = index
            while index < bytes.count, bytes[index].isLetter || bytes[index] >= 0x80 { index += 1 }
            guard index > start else {
                shown.append(bytes[index].isDigit ? UInt8(ascii: "0") : bytes[index])
                index += 1
                continue
            }
            let word = bytes[start..<index]
            shown +=
                isKnown(word) || isKey(bytes, start, index) ? Array(word) : Array(Self.mask.utf8)
        }
        return String(decoding: shown, as: UTF8.self)
    }

    /// A version of a product: digits and what stands between them.
    func versionMasked(_ text: String) -> String {
        let isVersion = text.utf8.allSatisfy { $0.isDigit || $0 == 0x2E || $0 == 0x2D }
        return isVersion ? text : masked(text)
    }

    /// Whether this is a name as products give to their parts, such as `core.workflow`.
    static func isComponent(_ text: String) -> Bool {
        text.utf8.count <= keyBytes
            && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2E || $0 == 0x5F }
    }

    private func isKnown(_ word: ArraySlice<UInt8>) -> Bool {
        // What is blanked in a shape already.
        if word.elementsEqual("…".utf8) { return true }
        return words.contains(String(decoding: word, as: UTF8.self).lowercased())
    }

    /// True for a part of `key='` behind a comma, a blank or nothing.
    private func isKey(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        var last = end
        while last < bytes.count, Self.isKeyByte(bytes[last]) { last += 1 }
        guard last + 1 < bytes.count, bytes[last] == UInt8(ascii: "="),
            bytes[last + 1] == UInt8(ascii: "'")
        else { return false }
        var first = start
        while first > 0, Self.isKeyByte(bytes[first - 1]) { first -= 1 }
        let isAlone = first == 0 || bytes[first - 1] == UInt8(ascii: " ")
        return isAlone && last - first <= Self.keyBytes
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_")
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    fileprivate var isDigit: Bool { self &- 0x30 < 10 }
}
