/// Writes JSON in the order it is told, two spaces a level: same values, same bytes.
///
/// Characters that a terminal would obey or hide are written as `\uXXXX`, so that a report can be
/// looked at without harm; a parser gives the same text back.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// False to write each value on the line that it began on.
    private let breaksLines: Bool
    private var depth = 0
    private var needsComma = false

    init(breaksLines: Bool = true) {
        self.breaksLines = breaksLines
    }

    mutating func object(_ body: (inout JSONWriter) -> Void) {
        container("{", "}", body)
    }

    mutating func array(_ body: (inout JSONWriter) -> Void) {
        container("[", "]", body)
    }

    mutating func key(_ name: String) {
        item()
        quote(name)
        bytes += ": ".utf8
        needsComma = false
    }

    /// A place in an array, before its value is written.
    mutating func element() {
        item()
        needsComma = false
    }

    mutating func value(_ text: String) { scalar { $0.quote(text) } }
    mutating func value(_ number: Int64) { scalar { $0.bytes += String(number).utf8 } }
    mutating func value(_ flag: Bool) { scalar { $0.bytes += (flag ? "true" : "false").utf8 } }
    mutating func null() { scalar { $0.bytes += "null".utf8 } }

    /// Numbers on one line, as a pair of counts is read.
    mutating func value(_ numbers: [Int]) {
        scalar { $0.bytes += "[\(numbers.map(String.init).joined(separator: ", "))]".utf8 }
    }

    /// A share in parts of ten thousand, written as a decimal fraction.
    mutating func value(share parts: Int64) {
        let (whole, rest) = parts.quotientAndRemainder(dividingBy: 10_000)
        var digits = String(rest).padded(4)
        while digits.hasSuffix("0") { digits.removeLast() }
        scalar { $0.bytes += (digits.isEmpty ? "\(whole)" : "\(whole).\(digits)").utf8 }
    }

    /// Ends the document with a line break.
    mutating func end() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    private mutating func scalar(_ body: (inout JSONWriter) -> Void) {
        body(&self)
        needsComma = true
    }

    private mutating func item() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        newLine()
    }

    private mutating func container(
        _ open: Character,
        _ close: Character,
        _ body: (inout JSONWriter) -> Void
    ) {
        bytes += open.utf8
        let start = bytes.count
        depth += 1
        needsComma = false
        body(&self)
        depth -= 1
        if bytes.count > start { newLine() }
        bytes += close.utf8
        needsComma = true
    }

    private mutating func newLine() {
        guard breaksLines else {
            if bytes.last == UInt8(ascii: ",") { bytes.append(UInt8(ascii: " ")) }
            return
        }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": bytes += "\\\"".utf8
            case "\\": bytes += "\\\\".utf8
            case "\n": bytes += "\\n".utf8
            case "\r": bytes += "\\r".utf8
            case "\t": bytes += "\\t".utf8
            case _ where SafeText.isHidden(scalar): escape(scalar)
            default: bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
            bytes += "\\u".utf8
            bytes += String(unit, radix: 16).padded(4).utf8
        }
    }
}
