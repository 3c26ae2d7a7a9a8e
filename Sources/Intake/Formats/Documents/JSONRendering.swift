/// Writes a JSON value on one line for people, without blanks between its parts.
///
/// Secrets are replaced value by value, before anything is cut: half a secret would be one too.
struct JSONRendering {
    private(set) var text = ""
    private let limit: Int

    private init(limit: Int) {
        self.limit = limit
    }

    /// The beginning of a value; at most about `characters`.
    static func text(
        of value: JSONValue,
        characters: Int = DocumentState.locatorCharacters,
        _ state: inout IntakeState
    ) -> String {
        var rendering = JSONRendering(limit: characters)
        rendering.add(value, key: "", &state)
        return rendering.text
    }

    private var isFull: Bool { text.utf8.count > limit * 4 }

    private mutating func add(_ value: JSONValue, key: String, _ state: inout IntakeState) {
        switch value.content {
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() where !isFull {
                if index > 0 { text += "," }
                addString(state.clean(member.key))
                text += ":"
                add(member.value, key: member.key, &state)
            }
            text += "}"
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() where !isFull {
                if index > 0 { text += "," }
                add(element, key: key, &state)
            }
            text += "]"
        case .string(let string): addString(state.clean(string, of: key))
        case .number(let number): text += state.clean(number, of: key)
        case .bool(let isTrue): text += isTrue ? "true" : "false"
        case .null: text += "null"
        }
    }

    private mutating func addString(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars.prefix(limit) {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
