/// Where a MetaDefender Cloud answers: `http` or `https`, a host, perhaps a port and a path.
package struct CloudURL: Sendable, Hashable, CustomStringConvertible {
    package let isEncrypted: Bool
    /// In small letters; IPv6 in brackets.
    package let host: String
    /// Nil for the usual one.
    package let port: Int?
    /// Without a slash at its end; `/v4` if none was given.
    package let path: String

    /// - Returns: Nil for what is no such address, and for one with a user, a query or a fragment.
    package init?(_ text: String) {
        let lower = text.lowercased()
        let scheme: String
        if lower.hasPrefix("https://") {
            scheme = "https://"
        } else if lower.hasPrefix("http://") {
            scheme = "http://"
        } else {
            return nil
        }
        let rest = text.dropFirst(scheme.count)
        guard rest.utf8.allSatisfy(Self.isPlain) else { return nil }
        let end = rest.firstIndex(of: "/") ?? rest.endIndex
        guard let (host, port) = Self.split(rest[..<end].lowercased()) else { return nil }
        isEncrypted = scheme == "https://"
        self.host = host
        self.port = port
        var path = String(rest[end...])
        while path.hasSuffix("/") { path.removeLast() }
        self.path = path.isEmpty ? "/v4" : path
    }

    /// The stand-in's at this port of this machine.
    package init(standInPort port: Int) {
        isEncrypted = false
        host = "127.0.0.1"
        self.port = port
        path = "/v4"
    }

    package var description: String {
        "\(isEncrypted ? "https" : "http")://\(host)\(port.map { ":\($0)" } ?? "")\(path)"
    }

    /// Whether what is sent there stays on this machine.
    package var isLoopback: Bool { Self.isLoopback(host) }

    static func isLoopback(_ host: String) -> Bool {
        if ["localhost", "::1", "[::1]"].contains(host.lowercased()) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil } && parts[0] == "127"
    }

    /// Letters, digits and what addresses are made of: no space, no `?`, `#`, `@` or `\`.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~/:[]%".utf8.contains(byte)
        }
    }

    private static func split(_ authority: String) -> (host: String, port: Int?)? {
        var host = authority[...]
        var port: Int?
        let afterBracket = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[afterBracket...].firstIndex(of: ":") {
            guard let number = UInt16(authority[authority.index(after: colon)...]), number > 0
            else { return nil }
            port = Int(number)
            host = authority[..<colon]
        }
        let isName = !host.isEmpty && !host.contains { "[]:%/".contains($0) }
        let isIPv6 =
            host.hasPrefix("[") && host.hasSuffix("]")
            && host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
            && host.count > 3
        return isName || isIPv6 ? (String(host), port) : nil
    }
}
