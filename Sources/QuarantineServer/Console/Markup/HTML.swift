/// Text of a page that is escaped by construction: only literals of this program are markup, and
/// whatever else is put between them is text.
///
/// Attributes are always written in double quotes.
struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
    private(set) var text: String

    init(stringLiteral value: StaticString) {
        text = "\(value)"
    }

    init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: StaticString) {
            text += "\(literal)"
        }

        /// Foreign text, in an element or in a quoted attribute.
        mutating func appendInterpolation(_ foreign: String) {
            HTML.escape(foreign, into: &text)
        }

        mutating func appendInterpolation(_ number: some BinaryInteger) {
            text += "\(number)"
        }

        mutating func appendInterpolation(_ html: HTML) {
            text += html.text
        }

        mutating func appendInterpolation(_ parts: [HTML]) {
            for part in parts { text += part.text }
        }

        /// Markup that is there only under a condition.
        mutating func appendInterpolation(if condition: Bool, _ html: @autoclosure () -> HTML) {
            if condition { text += html().text }
        }
    }

    /// Escapes what ends text or a quoted attribute; what no page may hold becomes U+FFFD.
    private static func escape(_ foreign: String, into text: inout String) {
        for scalar in foreign.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\t", "\n": text.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
