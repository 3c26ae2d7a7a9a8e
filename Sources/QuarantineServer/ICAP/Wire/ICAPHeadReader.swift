/// Reads the lines of an ICAP head into a request, without the HTTP in it.
struct ICAPHeadReader: Sendable {
    let limits: ICAPLimits
    let isPermissive: Bool

    /// A request, and what it holds; the HTTP heads follow on the wire.
    func read(_ lines: [[UInt8]]) throws(ICAPRefusal) -> (ICAPRequest, Encapsulation) {
        let (method, uri) = try requestLine(lines.first ?? [])
        let text = HeadText(owner: .icap, limits: limits, isPermissive: isPermissive)
        let fields = try text.fields(Array(lines.dropFirst()))
        guard fields["Host"] != nil else { throw .bad("The Host header is missing") }
        try checkCustomFields(fields)
        let elements = fields.list("Encapsulated")
        guard !elements.isEmpty || method == .options else {
            throw .bad("The Encapsulated header is missing")
        }
        let holds =
            elements.isEmpty
            ? .nothing : try Encapsulation(elements, of: method, limits: limits)
        let request = ICAPRequest(
            method: method,
            uri: uri,
            service: Self.service(of: uri),
            fields: fields,
            hasBody: holds.hasBody,
            previewBytes: holds.hasBody ? try preview(fields) : nil
        )
        return (request, holds)
    }

    private func requestLine(_ line: [UInt8]) throws(ICAPRefusal) -> (ICAPMethod, String) {
        guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .bad("Invalid character found in ICAP request line")
        }
        let words = String(decoding: line, as: UTF8.self)
            .split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3 || (isPermissive && words.count > 3), let version = words.last,
            version.hasPrefix("ICAP/")
        else { throw .bad("Invalid ICAP request line") }
        guard version == "ICAP/1.0" else { throw ICAPRefusal(505, "ICAP version not supported") }
        if words[0] == "FILEMOD" { throw ICAPRefusal(405, "FILEMOD is not served here") }
        guard let method = ICAPMethod(rawValue: String(words[0])) else {
            throw .bad("Invalid ICAP method")
        }
        return (method, words[1..<(words.count - 1)].joined(separator: " "))
    }

    /// What follows the host, up to a question mark.
    private static func service(of uri: String) -> String {
        var rest = uri[...]
        if let scheme = ["icap://", "icaps://"].first(where: { rest.lowercased().hasPrefix($0) }) {
            rest = rest.dropFirst(scheme.count)
            rest = rest.drop { $0 != "/" }
        }
        return rest.prefix { $0 != "?" }.split(separator: "/").joined(separator: "/")
    }

    private func preview(_ fields: FieldList) throws(ICAPRefusal) -> Int? {
        guard let text = fields["Preview"] else { return nil }
        guard (1...12).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let bytes = Int(text)
        else { throw .bad("Invalid Preview header") }
        return bytes
    }

    private func checkCustomFields(_ fields: FieldList) throws(ICAPRefusal) {
        let prefix = "x-client-custom-"
        let custom = fields.fields.filter { $0.name.lowercased().hasPrefix(prefix) }
        let most = limits.customFieldBytes
        guard custom.count <= limits.customFields,
            custom.allSatisfy({
                $0.name.utf8.count - prefix.utf8.count <= most && $0.value.utf8.count <= most
            })
        else { throw .bad("Bad request") }
    }
}
