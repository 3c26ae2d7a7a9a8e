/// Writes XML in the order it is told, two spaces a level: same values, same bytes.
///
/// What XML 1.0 cannot hold, and what a terminal would obey or hide, stands as `\u{…}`.
struct XMLWriter {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    /// An element with others inside.
    mutating func element(
        _ name: String,
        _ attributes: KeyValuePairs<String, String>,
        _ body: (inout XMLWriter) -> Void
    ) {
        var inside = XMLWriter()
        inside.text = ""
        inside.depth = depth + 1
        body(&inside)
        begin(name, attributes)
        guard !inside.text.isEmpty else {
            text += "/>\n"
            return
        }
        text += ">\n" + inside.text
        indent()
        text += "</\(name)>\n"
    }

    /// An element that holds lines of text, or nothing.
    mutating func element(
        _ name: String,
        _ attributes: KeyValuePairs<String, String>,
        lines: [String] = []
    ) {
        begin(name, attributes)
        guard !lines.isEmpty else {
            text += "/>\n"
            return
        }
        text += ">" + lines.map(Self.escaped).joined(separator: "\n") + "</\(name)>\n"
    }

    /// One line of text for an element or an attribute in double quotes.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in SafeText.visible(text).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            // The last two of the first plane are no characters of XML 1.0, section 2.2.
            case "\u{FFFE}", "\u{FFFF}":
                escaped += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private mutating func begin(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        indent()
        text += "<\(name)"
        for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
    }

    private mutating func indent() {
        text += String(repeating: " ", count: depth * 2)
    }
}
