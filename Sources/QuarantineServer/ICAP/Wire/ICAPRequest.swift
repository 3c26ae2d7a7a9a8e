/// The methods that are served; the product's own FILEMOD is not among them.
package enum ICAPMethod: String, Sendable, Hashable, CaseIterable {
    case options = "OPTIONS"
    case reqmod = "REQMOD"
    case respmod = "RESPMOD"
}

/// An ICAP request up to its body.
package struct ICAPRequest: Sendable, Hashable {
    package var method: ICAPMethod
    package var uri: String
    /// The path of the URI without slashes at its ends, such as `OMSScanReq-AV`.
    package var service: String
    package var fields: FieldList
    package var hasBody: Bool
    /// How many bytes of the body come first, and then wait for an answer; nil without a preview.
    package var previewBytes: Int?
    package var httpRequest: HTTPHead?
    package var httpAnswer: HTTPHead?

    /// Whether the client takes 204 for a message that it has sent as a whole.
    package var allows204: Bool { fields.list("Allow").contains("204") }

    /// Whether the connection ends with the answer.
    package var wantsClose: Bool {
        fields.list("Connection").contains { $0.lowercased() == "close" }
    }

    /// The address that the client speaks of: of the HTTP request, else none.
    package var address: String { httpRequest?.address ?? "" }

    /// The name that the answer gives its content, else the last part of the address.
    package var fileName: String {
        if let disposition = httpAnswer?.fields["Content-Disposition"],
            let name = Self.parameter("filename", of: disposition), !name.isEmpty
        {
            return name
        }
        let path = address.prefix { $0 != "?" && $0 != "#" }
        return Percents.decode(path.split(separator: "/").last.map(String.init) ?? "")
    }

    private static func parameter(_ name: String, of value: String) -> String? {
        for part in value.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].trimmingBlanks.lowercased() == name else { continue }
            let text = pair[1].trimmingBlanks
            return String(text.filter { $0 != "\"" })
        }
        return nil
    }
}
