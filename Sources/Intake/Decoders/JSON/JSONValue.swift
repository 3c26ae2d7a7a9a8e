/// A value of a JSON document with its place.
struct JSONValue: Sendable, Hashable {
    enum Content: Sendable, Hashable {
        /// In the order of the document; a key may occur twice.
        case object([Member])
        case array([JSONValue])
        case string(String)
        case number(String)
        case bool(Bool)
        case null
    }

    struct Member: Sendable, Hashable {
        var key: String
        var value: JSONValue
    }

    var content: Content
    /// Counted from 0, of the value's first byte in the inflated entry.
    var byteOffset: Int64
    /// Counted from 1.
    var line: Int

    init(_ content: Content, at place: JSONPlace) {
        self.content = content
        byteOffset = place.byteOffset
        line = place.line
    }

    /// The members of an object; none for other values.
    var members: [Member] {
        if case .object(let members) = content { members } else { [] }
    }

    /// The elements of an array; none for other values.
    var elements: [JSONValue] {
        if case .array(let elements) = content { elements } else { [] }
    }

    /// A string, number or truth value as text; nil for null, objects and arrays.
    var text: String? {
        switch content {
        case .string(let text), .number(let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .object, .array: nil
        }
    }

    /// A whole number, also one that is written as a string; nil for everything else.
    var integer: Int64? {
        switch content {
        case .string(let text): Int64(text)
        case .number(let text): Int64(text) ?? Double(text).flatMap { Int64(exactly: $0) }
        case .bool, .null, .object, .array: nil
        }
    }

    /// A number, also one that is written as a string.
    var double: Double? {
        switch content {
        case .string(let text), .number(let text): Double(text)
        case .bool, .null, .object, .array: nil
        }
    }

    /// A truth value, also one that is written as a string.
    var bool: Bool? {
        switch content {
        case .bool(let value): value
        case .string(let text):
            switch text.lowercased() {
            case "true": true
            case "false": false
            default: nil
            }
        case .number, .null, .object, .array: nil
        }
    }

    /// The first member of this key, written as it is asked for.
    subscript(_ key: String) -> JSONValue? {
        members.first { $0.key == key }?.value
    }

    /// The first member whose key is one of these, however it is written (`HeaderNames`).
    func member(_ names: String...) -> JSONValue? {
        let members = members.map { (HeaderNames.normalised($0.key), $0.value) }
        for name in names.map(HeaderNames.normalised) {
            if let found = members.first(where: { $0.0 == name }) { return found.1 }
        }
        return nil
    }

    /// The value behind these keys, one object inside the other.
    func descendant(_ keys: String...) -> JSONValue? {
        var value = self
        for key in keys {
            guard let next = value.member(key) else { return nil }
            value = next
        }
        return value
    }
}
