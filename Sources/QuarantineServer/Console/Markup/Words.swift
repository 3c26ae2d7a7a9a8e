/// Values as the pages write them.
enum Words {
    /// Such as `2020-03-12 08:37:05 UTC`.
    static func time(_ us: Int64) -> String {
        let text = UTCTime(us: us).rfc3339
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }

    /// A moment with its form for machines.
    static func moment(_ us: Int64) -> HTML {
        "<time datetime=\"\(UTCTime(us: us).rfc3339)\">\(time(us))</time>"
    }

    /// Such as `1.5 MiB`; exact below a kibibyte.
    static func size(_ bytes: Int64) -> String {
        var amount = Double(bytes)
        var units = ["KiB", "MiB", "GiB", "TiB"][...]
        guard bytes >= 1_024 else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
        amount /= 1_024
        var unit = units.removeFirst()
        while amount >= 1_024, let next = units.popFirst() {
            amount /= 1_024
            unit = next
        }
        return "\(tenths(amount)) \(unit)"
    }

    /// Such as `2 min 5 s`, or `0.8 s` below a minute.
    static func span(_ us: Int64) -> String {
        guard us >= 60_000_000 else { return "\(tenths(Double(us) / 1_000_000)) s" }
        let seconds = us / 1_000_000
        let parts = [
            (seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"),
            (seconds % 60, "s"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    /// Foreign text that a person reads in one line: signs that turn the direction of writing, or
    /// that are not seen, would hide what a name ends in.
    static func name(_ foreign: String) -> String {
        guard !foreign.isEmpty else { return "(no name)" }
        var text = ""
        for scalar in foreign.unicodeScalars.prefix(nameScalars) {
            let hides =
                scalar.properties.generalCategory == .format
                || scalar.properties.generalCategory == .control
                || scalar.properties.generalCategory == .lineSeparator
                || scalar.properties.generalCategory == .paragraphSeparator
            text.unicodeScalars.append(hides ? "\u{FFFD}" : scalar)
        }
        return foreign.unicodeScalars.count > nameScalars ? text + "…" : text
    }

    /// As many signs of a name as a list can show.
    private static let nameScalars = 300

    /// `1 item`, `2 items`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    /// Text of a query or of a form's address.
    static func encode(_ text: String) -> String {
        let plain = Array("-._~".utf8)
        var encoded = ""
        for byte in text.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || plain.contains(byte)
            if isPlain {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += "%" + Hex.text([byte]).uppercased()
            }
        }
        return encoded
    }

    private static func tenths(_ amount: Double) -> String {
        let tenths = Int((amount * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
