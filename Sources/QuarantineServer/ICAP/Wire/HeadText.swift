/// Reads the fields of a head out of its lines, for ICAP and for the HTTP in it alike.
struct HeadText: Sendable {
    /// What the head belongs to, for the words of a refusal.
    enum Owner: String, Sendable {
        case icap = "ICAP"
        case request = "HTTP request"
        case response = "HTTP response"
    }

    let owner: Owner
    let limits: ICAPLimits
    /// Takes what browsers and servers get wrong: blanks in names, lines that are no fields.
    let isPermissive: Bool

    /// The lines of a head without its first one and without the empty one at its end.
    func fields(_ lines: [[UInt8]]) throws(ICAPRefusal) -> FieldList {
        guard lines.count <= limits.fields else {
            throw .bad("Too many header fields in the \(owner.rawValue)")
        }
        var found: [(name: String, value: String)] = []
        for line in lines {
            // RFC 2616 2.2: a line that begins with a blank goes on with the value before it.
            if let last = found.indices.last, line.first == 0x20 || line.first == 0x09 {
                found[last].value += " " + (try value(line))
            } else if let field = try field(line) {
                found.append(field)
            }
        }
        var list = FieldList()
        for field in found { list.add(field.name, field.value) }
        return list
    }

    /// One field; nil for a line that is overlooked.
    private func field(_ line: [UInt8]) throws(ICAPRefusal) -> (name: String, value: String)? {
        let colon = line.firstIndex(of: UInt8(ascii: ":"))
        guard let colon, colon > 0, line[..<colon].allSatisfy(Self.isToken) else {
            guard isPermissive else {
                throw .bad("Invalid character found in \(owner.rawValue) header name")
            }
            guard let colon, colon > 0 else { return nil }
            let name = String(decoding: line[..<colon], as: UTF8.self).trimmingBlanks
            return (String(name), try value(Array(line[(colon + 1)...])))
        }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        return (name, try value(Array(line[(colon + 1)...])))
    }

    private func value(_ bytes: [UInt8]) throws(ICAPRefusal) -> String {
        let isClean = bytes.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
        guard isClean || (isPermissive && !bytes.contains(0)) else {
            throw .bad("Invalid character found in \(owner.rawValue) header value")
        }
        return String(String(decoding: bytes, as: UTF8.self).trimmingBlanks)
    }

    /// RFC 7230 3.2.6.
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
