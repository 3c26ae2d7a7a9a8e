import FoundationEssentials

/// A JSON document as plain values, for tests that look into reports.
package indirect enum JSONValue: Hashable, Sendable, Decodable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// - Throws: The decoder's error where the bytes are no JSON.
    package init(_ bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        func form<Value: Decodable>(_ type: Value.Type) -> Value? {
            // Each form is tried in turn; that it is another one is no error.
            try? container.decode(type)
        }
        if container.decodeNil() {
            self = .null
        } else if let flag = form(Bool.self) {
            self = .flag(flag)
        } else if let number = form(Double.self) {
            self = .number(number)
        } else if let text = form(String.self) {
            self = .text(text)
        } else if let array = form([JSONValue].self) {
            self = .array(array)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    package subscript(key: String) -> JSONValue? {
        guard case .object(let object) = self else { return nil }
        return object[key]
    }

    package subscript(index: Int) -> JSONValue? {
        guard case .array(let array) = self, array.indices.contains(index) else { return nil }
        return array[index]
    }
}

/// Checks documents against the part of JSON Schema that our own schemas (2020-12) and that of
/// SARIF (draft 4) use.
///
/// A keyword it does not know is a problem too, so that no schema asks for what nobody checks.
package struct JSONSchema {
    private let root: JSONValue

    /// - Throws: The decoder's error where the bytes are no JSON.
    package init(_ bytes: [UInt8]) throws {
        root = try JSONValue(bytes)
    }

    /// Each problem as `/path: what is wrong`, sorted; empty means valid.
    package func problems(in document: JSONValue) -> [String] {
        check(document, root, "").sorted()
    }

    private func check(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        guard case .object(let keywords) = schema else { return ["\(path): schema is no object"] }
        return keywords.flatMap { keyword, wanted in
            check(value, keyword, wanted, siblings: keywords, path)
        }
    }

    private func check(
        _ value: JSONValue,
        _ keyword: String,
        _ wanted: JSONValue,
        siblings: [String: JSONValue],
        _ path: String
    ) -> [String] {
        switch keyword {
        case "$schema", "$id", "id", "$defs", "definitions", "title", "description", "default":
            return []
        case "$ref": return checkReference(value, wanted, path)
        case "type": return checkType(value, wanted, path)
        case "const": return value == wanted ? [] : ["\(path): is not the constant"]
        case "enum": return checkChoice(value, wanted, path)
        case "properties": return checkProperties(value, wanted, path)
        case "required": return checkRequired(value, wanted, path)
        case "additionalProperties": return checkAdditional(value, wanted, siblings, path)
        case "items": return checkItems(value, wanted, path)
        case "minItems", "maxItems", "minimum", "maximum":
            return checkBound(value, keyword, wanted, path)
        case "uniqueItems": return checkUnique(value, wanted, path)
        case "pattern": return checkPattern(value, wanted, path)
        case "anyOf", "oneOf": return checkAlternatives(value, keyword, wanted, path)
        case "format": return checkFormat(value, wanted, path)
        default: return ["\(path): the schema's keyword \(keyword) is not checked"]
        }
    }

    private func checkReference(_ value: JSONValue, _ wanted: JSONValue, _ path: String) -> [String]
    {
        guard case .text(let reference) = wanted else { return ["\(path): $ref is no text"] }
        let names = reference.split(separator: "/").map(String.init)
        guard names.count == 3, names[0] == "#", ["$defs", "definitions"].contains(names[1]),
            let target = root[names[1]]?[names[2]]
        else { return ["\(path): the schema's reference leads nowhere"] }
        return check(value, target, path)
    }

    private func checkType(_ value: JSONValue, _ wanted: JSONValue, _ path: String) -> [String] {
        let names = list(wanted) ?? [wanted]
        let fits = names.contains { name in
            switch (name, value) {
            case (.text("null"), .null), (.text("boolean"), .flag), (.text("number"), .number),
                (.text("string"), .text), (.text("array"), .array), (.text("object"), .object):
                true
            case (.text("integer"), .number(let number)): number == number.rounded()
            default: false
            }
        }
        return fits ? [] : ["\(path): is of the wrong type"]
    }

    private func checkChoice(_ value: JSONValue, _ wanted: JSONValue, _ path: String) -> [String] {
        (list(wanted) ?? []).contains(value) ? [] : ["\(path): is none of the choices"]
    }

    private func checkProperties(_ value: JSONValue, _ wanted: JSONValue, _ path: String)
        -> [String]
    {
        guard case .object(let members) = value, case .object(let schemas) = wanted else {
            return []
        }
        return schemas.flatMap { name, schema in
            members[name].map { check($0, schema, "\(path)/\(name)") } ?? []
        }
    }

    private func checkRequired(_ value: JSONValue, _ wanted: JSONValue, _ path: String) -> [String]
    {
        guard case .object(let members) = value else { return [] }
        return (list(wanted) ?? []).compactMap { name in
            guard case .text(let name) = name, members[name] == nil else { return nil }
            return "\(path)/\(name): is missing"
        }
    }

    private func checkAdditional(
        _ value: JSONValue,
        _ wanted: JSONValue,
        _ siblings: [String: JSONValue],
        _ path: String
    ) -> [String] {
        guard case .object(let members) = value, wanted != .flag(true) else { return [] }
        let others = members.filter { siblings["properties"]?[$0.key] == nil }
        if wanted == .flag(false) {
            return others.keys.map { "\(path)/\($0): is not in the schema" }
        }
        return others.flatMap { check($0.value, wanted, "\(path)/\($0.key)") }
    }

    private func checkUnique(_ value: JSONValue, _ wanted: JSONValue, _ path: String) -> [String] {
        guard wanted == .flag(true), let items = list(value) else { return [] }
        return Set(items).count == items.count ? [] : ["\(path): holds an item twice"]
    }

    private func checkPattern(_ value: JSONValue, _ wanted: JSONValue, _ path: String) -> [String] {
        guard case .text(let text) = value, case .text(let pattern) = wanted else { return [] }
        // A pattern that is none is a fault of the schema, and told as one.
        guard let regex = try? Regex(pattern) else { return ["\(path): the pattern is none"] }
        return text.contains(regex) ? [] : ["\(path): does not fit \(pattern)"]
    }

    private func checkItems(_ value: JSONValue, _ wanted: JSONValue, _ path: String) -> [String] {
        (list(value) ?? []).enumerated().flatMap { check($1, wanted, "\(path)/\($0)") }
    }

    private func checkBound(
        _ value: JSONValue,
        _ keyword: String,
        _ wanted: JSONValue,
        _ path: String
    ) -> [String] {
        guard case .number(let bound) = wanted else { return ["\(path): \(keyword) is no number"] }
        let fits =
            switch (keyword, value) {
            case ("minItems", .array(let items)): Double(items.count) >= bound
            case ("maxItems", .array(let items)): Double(items.count) <= bound
            case ("minimum", .number(let number)): number >= bound
            case ("maximum", .number(let number)): number <= bound
            default: true
            }
        return fits ? [] : ["\(path): is beyond \(keyword) \(bound)"]
    }

    private func checkAlternatives(
        _ value: JSONValue,
        _ keyword: String,
        _ wanted: JSONValue,
        _ path: String
    ) -> [String] {
        let tried = (list(wanted) ?? []).map { check(value, $0, path) }
        let fitting = tried.filter(\.isEmpty).count
        if fitting == 1 || (fitting > 1 && keyword == "anyOf") { return [] }
        return ["\(path): fits \(fitting) alternatives of \(keyword)"] + tried.flatMap { $0 }
    }

    /// Stricter than the standard: UTC with milliseconds, as our reports promise.
    private func checkFormat(_ value: JSONValue, _ wanted: JSONValue, _ path: String) -> [String] {
        guard case .text(let text) = value else { return [] }
        if wanted == .text("uri") || wanted == .text("uri-reference") {
            // RFC 3986, 2: what may stand in a URI at all.
            let allowed = Set("-._~:/?#[]@!$&'()*+,;=%")
            let fits = text.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || allowed.contains($0))
            }
            let isWhole = wanted == .text("uri-reference") || text.contains(":")
            return fits && isWhole ? [] : ["\(path): is no URI"]
        }
        guard wanted == .text("date-time") else { return ["\(path): the format is not checked"] }
        let shape = String(text.map { $0.isASCII && $0.isNumber ? "0" : $0 })
        return shape == "0000-00-00T00:00:00.000Z" ? [] : ["\(path): is no time in UTC"]
    }

    private func list(_ value: JSONValue) -> [JSONValue]? {
        guard case .array(let items) = value else { return nil }
        return items
    }
}
