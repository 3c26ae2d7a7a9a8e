/// The address of a Core as a record writes it, without what else a URL may hold.
enum CoreAddress {
    /// Of a host name.
    private static let longest = 255

    /// Host and port, such as `10.20.0.10:8008`; nil for text that has no plain host.
    ///
    /// Credentials, path and query stay behind, since a key for Core may stand in each of them.
    static func hostAndPort(in text: String) -> String? {
        var rest = Substring(text)
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        rest = withoutToken(rest)
        // What is left of one stood where a host belongs.
        guard !rest.hasPrefix("secret#") else { return nil }
        let authority = rest.prefix { !"/\\?#".contains($0) }
        // Behind a slash, "@" may be the end of a password that was not escaped.
        guard !rest[authority.endIndex...].contains("@") else { return nil }
        let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let parts = place.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, parts.count <= 2, !host.isEmpty,
            host.utf8.count <= longest,
            host.utf8.allSatisfy(\.isKeyByte)
        else { return nil }
        guard parts.count == 2 else { return host.lowercased() }
        guard let port = UInt16(parts[1]) else { return nil }
        return "\(host.lowercased()):\(port)"
    }

    /// A password that was replaced by its token has a sign that ends hosts.
    private static func withoutToken(_ text: Substring) -> Substring {
        guard let token = text.firstRange(of: "secret#"),
            !text[..<token.lowerBound].contains(where: { "/\\?#".contains($0) })
        else { return text }
        let behind = text[token.upperBound...].drop(while: \.isNumber)
        return behind.first == "@" ? behind.dropFirst() : text
    }
}
