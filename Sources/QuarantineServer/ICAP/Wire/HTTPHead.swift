/// The head of an HTTP message inside an ICAP request.
package struct HTTPHead: Sendable, Hashable {
    /// The request line or the status line.
    package var startLine: String
    package var fields: FieldList
    /// As it came, with the empty line at its end.
    package var bytes: [UInt8]

    /// Reads a whole section.
    init(_ bytes: [UInt8], of owner: HeadText.Owner, _ text: HeadText) throws(ICAPRefusal) {
        var queue = ByteQueue()
        queue.append(bytes)
        var lines: [[UInt8]] = []
        var isEnded = false
        while !isEnded {
            guard case .whole(let line, let hasReturn)? = queue.line(upTo: bytes.count + 1),
                hasReturn || text.isPermissive
            else { throw .bad("The \(owner.rawValue) header has no end") }
            if line.isEmpty { isEnded = true } else { lines.append(line) }
        }
        guard queue.count == 0, let first = lines.first else {
            throw .bad("The \(owner.rawValue) header does not end where its body begins")
        }
        guard first.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .bad("Invalid character found in \(owner.rawValue) line")
        }
        startLine = String(decoding: first, as: UTF8.self)
        fields = try text.fields(Array(lines.dropFirst()))
        self.bytes = bytes
        if owner == .request { try checkRequestLine(text) }
    }

    /// The address in a request line; empty in a status line.
    package var address: String {
        let words = startLine.split(separator: " ")
        guard words.count > 2, !startLine.hasPrefix("HTTP/") else { return "" }
        return words[1..<(words.count - 1)].joined(separator: " ")
    }

    /// The status of an answer; nil in a request line.
    package var status: Int? {
        let words = startLine.split(separator: " ")
        guard startLine.hasPrefix("HTTP/"), words.count > 1 else { return nil }
        return Int(words[1])
    }

    /// A blank in an address is refused, unless parsing is permissive.
    private func checkRequestLine(_ text: HeadText) throws(ICAPRefusal) {
        let words = startLine.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3 || (text.isPermissive && words.count > 3),
            words.last?.hasPrefix("HTTP/") == true
        else { throw .bad("Invalid HTTP request line") }
    }
}
