/// An answer of the ICAP server, before it is bytes.
package struct ICAPReply: Sendable, Hashable {
    /// The HTTP message in it.
    package enum Content: Sendable, Hashable {
        case none
        /// A request that may pass.
        case request(head: [UInt8], body: [UInt8]?)
        /// An answer that may pass, or the page that comes instead.
        case answer(head: [UInt8], body: [UInt8]?)
    }

    package var status: Int
    package var fields = FieldList()
    package var content = Content.none
    /// Whether the connection ends with it.
    package var closes = false

    package init(_ status: Int) {
        self.status = status
    }

    /// The only one that is no last answer.
    package static let goOn = Array("ICAP/1.0 100 Continue\r\n\r\n".utf8)

    /// As it is sent.
    package var bytes: [UInt8] {
        var text = "ICAP/1.0 \(status) \(Self.reason(status))\r\n" + fields.text
        if closes { text += "Connection: close\r\n" }
        let (name, head, body): (String, [UInt8], [UInt8]?) =
            switch content {
            case .none: ("", [], nil)
            case .request(let head, let body): ("req", head, body)
            case .answer(let head, let body): ("res", head, body)
            }
        let first = head.isEmpty ? "" : "\(name)-hdr=0, "
        let second = "\(body == nil ? "null" : name)-body=\(head.count)"
        text += "Encapsulated: \(first)\(second)\r\n\r\n"
        var bytes = Array(text.utf8) + head
        if let body { Self.append(chunks: body, to: &bytes) }
        return bytes
    }

    /// One chunk after another, as some clients hold a whole chunk in memory.
    private static func append(chunks body: [UInt8], to bytes: inout [UInt8]) {
        let most = 64 << 10
        var rest = body[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(most)
            bytes += Array((String(chunk.count, radix: 16) + "\r\n").utf8)
            bytes += chunk
            bytes += [0x0D, 0x0A]
            rest = rest.dropFirst(most)
        }
        bytes += Array("0\r\n\r\n".utf8)
    }

    /// The words of RFC 3507 and of the product's list of statuses.
    static func reason(_ status: Int) -> String {
        switch status {
        case 100: "Continue"
        case 200: "OK"
        case 204: "No modification needed"
        case 400: "Bad request"
        case 403: "Forbidden"
        case 404: "Service not found"
        case 405: "Method not allowed for service"
        case 408: "Request timeout"
        case 413: "Request entity too large"
        case 500: "Server error"
        case 501: "Method not implemented"
        case 502: "Bad Gateway"
        case 503: "Service overloaded"
        case 505: "ICAP version not supported"
        default: "Unknown"
        }
    }
}
