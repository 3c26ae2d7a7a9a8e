@_spi(_Unicode) import Swift

/// What two spellings of one file's path have in common, so that products can be joined by it.
///
/// Share and server forms differ in how many leading components they show, so keys are compared by
/// `isSuffix(of:)`. Equal keys are equal bytes: canonical composition (NFC) and lower case are
/// applied before they are stored. `..` stays, since links make its meaning unknown.
struct PathKey: Sendable, Hashable {
    /// Components joined by `/`, without scheme, host, drive letter and leading slash.
    let key: String
    /// The last component of the key.
    let baseName: String
    /// The host of a URI or the server of a UNC name in lower case; nil when the text names none.
    let host: String?
    /// The path as a person reads it: decoded, with its case, led by a slash if it has folders.
    let shown: String

    init(_ text: String) {
        let (host, path) = Self.split(text)
        var components = Self.percentDecoded(path)
            .split(whereSeparator: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") })
            .filter { !$0.elementsEqual([UInt8(ascii: ".")]) }
        if let first = components.first, Self.isDrive(first) { components.removeFirst() }
        let names = components.map { String(decoding: $0, as: UTF8.self) }
        shown = names.count > 1 ? "/" + names.joined(separator: "/") : names.joined()
        let folded = components.map { Self.folded($0) }
        key = folded.joined(separator: "/")
        baseName = folded.last ?? ""
        self.host = host.map { Self.folded(ArraySlice($0.utf8)) }
    }

    /// Whether the other path ends with all components of this one.
    ///
    /// An empty key joins nothing.
    func isSuffix(of other: PathKey) -> Bool {
        let mine = key.utf8
        let theirs = other.key.utf8
        guard !mine.isEmpty, theirs.count >= mine.count else { return false }
        guard theirs.suffix(mine.count).elementsEqual(mine) else { return false }
        return theirs.count == mine.count
            || theirs.dropLast(mine.count).last == UInt8(ascii: "/")
    }

    /// The host and the still encoded path behind it.
    private static func split(_ text: String) -> (host: String?, path: [UInt8]) {
        let bytes = Array(text.utf8)
        if let authority = authorityStart(of: bytes) {
            let uri = bytes[authority...].prefix {
                $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
            }
            let host = uri.prefix { !isSlash($0) }
            return (hostName(Array(host)), Array(uri[host.endIndex...]))
        }
        guard bytes.count > 2, isSlash(bytes[0]), isSlash(bytes[1]) else { return (nil, bytes) }
        var rest = bytes[2...]
        // `\\?\C:\x` and `\\?\UNC\server\share` are Windows' long forms of the same names.
        if let mark = rest.first, mark == UInt8(ascii: "?") || mark == UInt8(ascii: "."),
            rest.dropFirst().first.map(isSlash) == true
        {
            rest = rest.dropFirst(2)
            guard String(decoding: rest.prefix(3), as: UTF8.self).lowercased() == "unc",
                rest.dropFirst(3).first.map(isSlash) == true
            else { return (nil, Array(rest)) }
            rest = rest.dropFirst(4)
        }
        let server = rest.prefix { !isSlash($0) }
        return (hostName(Array(server)), Array(rest[server.endIndex...]))
    }

    /// Where the authority of `scheme://authority/path` begins; nil when there is no scheme.
    private static func authorityStart(of bytes: [UInt8]) -> Int? {
        let scheme = bytes.prefix { byte in
            (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "+")
        }
        guard scheme.count > 1, bytes[scheme.endIndex...].starts(with: "://".utf8) else {
            return nil
        }
        return scheme.endIndex + 3
    }

    /// The host of `user:password@host:port` or `[v6]:port`.
    private static func hostName(_ authority: [UInt8]) -> String? {
        let at = authority.lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 } ?? 0
        let tail = authority[at...]
        let name =
            if tail.first == UInt8(ascii: "[") {
                tail.dropFirst().prefix { $0 != UInt8(ascii: "]") }
            } else {
                tail.prefix { $0 != UInt8(ascii: ":") }
            }
        return name.isEmpty ? nil : String(decoding: percentDecoded(Array(name)), as: UTF8.self)
    }

    /// The bytes with each `%41` decoded once; a `%` without two hex digits stays.
    private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return decoded
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x61 + 10
        default: nil
        }
    }

    private static func isDrive(_ component: ArraySlice<UInt8>) -> Bool {
        component.count == 2 && component.last == UInt8(ascii: ":")
            && component.first.map { ($0 | 0x20) &- 0x61 < 26 } == true
    }

    private static func isSlash(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
    }

    private static func folded(_ bytes: ArraySlice<UInt8>) -> String {
        let lower = String(decoding: bytes, as: UTF8.self).lowercased()
        guard bytes.contains(where: { $0 >= 0x80 }) else { return lower }
        // The standard library's own composition; its public part only compares by it.
        var composed = String.UnicodeScalarView()
        composed.append(contentsOf: lower._nfc)
        return String(composed)
    }
}
