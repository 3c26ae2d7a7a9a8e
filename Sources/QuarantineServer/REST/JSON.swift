/// A JSON value that is written the same each time: the order of keys is the order given.
enum JSON: Sendable, Hashable {
    case text(String)
    case number(Int)
    case truth(Bool)
    case list([JSON])
    case object([Member])

    /// A key and its value.
    struct Member: Sendable, Hashable {
        var key: String
        var value: JSON
    }

    static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
        .object(self.members(members))
    }

    static func members(_ members: KeyValuePairs<String, JSON>) -> [Member] {
        members.map { Member(key: $0.key, value: $0.value) }
    }

    var text: String {
        switch self {
        case .text(let text):
            Self.quote(text)
        case .number(let number):
            "\(number)"
        case .truth(let truth):
            truth ? "true" : "false"
        case .list(let values):
            "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quote($0.key) + ":" + $0.value.text }.joined(separator: ",")
                + "}"
        }
    }

    private static func quote(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
