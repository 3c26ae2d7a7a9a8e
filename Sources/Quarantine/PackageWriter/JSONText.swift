/// A JSON value whose keys keep their order.
indirect enum JSONText: Sendable {
    case text(String)
    case whole(Int64)
    case flag(Bool)
    case none
    case list([JSONText])
    case object([(String, JSONText)])

    static func whole(_ number: Int) -> JSONText { .whole(Int64(number)) }

    /// On one line, or indented.
    func printed(isIndented: Bool = false) -> String {
        var text = ""
        write(&text, isIndented ? 0 : nil)
        return text
    }

    private func write(_ text: inout String, _ depth: Int?) {
        switch self {
        case .text(let value): Self.quote(value, &text)
        case .whole(let number): text += String(number)
        case .flag(let isTrue): text += isTrue ? "true" : "false"
        case .none: text += "null"
        case .list(let values):
            Self.enclose("[", "]", values.count, &text, depth) { place, text in
                values[place].write(&text, depth.map { $0 + 1 })
            }
        case .object(let members):
            Self.enclose("{", "}", members.count, &text, depth) { place, text in
                Self.quote(members[place].0, &text)
                text += depth == nil ? ":" : ": "
                members[place].1.write(&text, depth.map { $0 + 1 })
            }
        }
    }

    private static func enclose(
        _ opening: String,
        _ closing: String,
        _ count: Int,
        _ text: inout String,
        _ depth: Int?,
        _ write: (Int, inout String) -> Void
    ) {
        text += opening
        for place in 0..<count {
            if place > 0 { text += "," }
            if let depth { text += "\n" + String(repeating: "  ", count: depth + 1) }
            write(place, &text)
        }
        if let depth, count > 0 { text += "\n" + String(repeating: "  ", count: depth) }
        text += closing
    }

    private static func quote(_ value: String, _ text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}

/// A table as CSV: what needs it is quoted.
struct CSVText: Sendable {
    let separator: String
    private(set) var text = ""

    init(separator: String = ",", header: [String]) {
        self.separator = separator
        add(header)
    }

    mutating func add(_ cells: [String]) {
        text += cells.map(quoted).joined(separator: separator) + "\n"
    }

    private func quoted(_ cell: String) -> String {
        let needsQuotes = cell.unicodeScalars.contains { "\",;\n\r".unicodeScalars.contains($0) }
        guard needsQuotes else { return cell }
        var text = "\""
        for character in cell { text += character == "\"" ? "\"\"" : String(character) }
        return text + "\""
    }
}
