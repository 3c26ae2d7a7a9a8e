/// What an ICAP message holds, as its field `Encapsulated` says (RFC 3507 4.4.1).
package struct Encapsulation: Sendable, Hashable {
    /// Bytes of the HTTP request head; nil without one.
    package var requestHeadBytes: Int?
    /// Bytes of the HTTP answer's head; nil without one.
    package var answerHeadBytes: Int?
    package var hasBody: Bool

    /// Bytes from the end of the ICAP head to the body.
    var headBytes: Int { (requestHeadBytes ?? 0) + (answerHeadBytes ?? 0) }

    static let nothing = Encapsulation(requestHeadBytes: nil, answerHeadBytes: nil, hasBody: false)

    init(requestHeadBytes: Int?, answerHeadBytes: Int?, hasBody: Bool) {
        self.requestHeadBytes = requestHeadBytes
        self.answerHeadBytes = answerHeadBytes
        self.hasBody = hasBody
    }

    /// Reads the elements of the field, such as `req-hdr=0` and `req-body=412`.
    init(
        _ elements: [String],
        of method: ICAPMethod,
        limits: ICAPLimits
    ) throws(ICAPRefusal) {
        var sections: [(name: String, offset: Int)] = []
        for element in elements {
            let parts = element.split(separator: "=", omittingEmptySubsequences: false)
            // A dozen digits are more than any limit, and fit.
            guard parts.count == 2, (1...12).contains(parts[1].utf8.count),
                parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let offset = Int(parts[1])
            else { throw .bad("Invalid Encapsulated header") }
            sections.append((parts[0].trimmingBlanks.lowercased(), offset))
        }
        let order = sections.map(\.name)
        guard Self.orders(method).contains(order), sections.first?.offset == 0 else {
            throw .bad("Invalid Encapsulated header")
        }
        self = .nothing
        hasBody = order.last != "null-body"
        for (section, next) in zip(sections, sections.dropFirst()) {
            guard next.offset > section.offset else { throw .bad("Invalid Encapsulated header") }
            let bytes = next.offset - section.offset
            if section.name == "req-hdr" {
                requestHeadBytes = bytes
            } else {
                answerHeadBytes = bytes
            }
        }
        guard headBytes <= limits.encapsulatedBytes else {
            throw .bad("The encapsulated headers are too large")
        }
    }

    /// The sections that a method may have, in their order.
    private static func orders(_ method: ICAPMethod) -> [[String]] {
        switch method {
        case .options:
            [["null-body"], ["opt-body"]]
        case .reqmod:
            [["req-hdr", "req-body"], ["req-hdr", "null-body"], ["req-body"], ["null-body"]]
        case .respmod:
            ["res-body", "null-body"].flatMap { body in
                [["req-hdr", "res-hdr"], ["req-hdr"], ["res-hdr"], []].map { $0 + [body] }
            }
        }
    }
}
