/// Amounts as programs that describe a machine write them.
enum SystemAmount {
    /// `16.384 MB`, `1,234`, `126G`, `12345 kB` or `1.5Gi` as bytes; nil for anything else.
    ///
    /// The unit is the bytes of one, where the text names none.
    static func bytes(_ text: String, unit: Double = 1) -> Double? {
        let text = TableText.trimmed(text)
        let digits = text.prefix { $0.isASCII && ($0.isNumber || ".,'\u{A0}".contains($0)) }
        let name = TableText.trimmed(String(text.dropFirst(digits.count))).lowercased()
        guard let number = number(String(digits)), let scale = scale(name, unit) else {
            return nil
        }
        return number * scale
    }

    /// A whole number with marks between its thousands, or a fraction.
    private static func number(_ text: String) -> Double? {
        guard let first = text.first, first.isNumber else { return nil }
        let parts = text.split(whereSeparator: { !$0.isNumber })
        // Three digits behind each mark are thousands: no program here writes three decimals.
        if parts.count > 1, parts.dropFirst().allSatisfy({ $0.count == 3 }) {
            return Double(parts.joined())
        }
        guard parts.count <= 2 else { return nil }
        return Double(parts.joined(separator: "."))
    }

    private static func scale(_ name: String, _ unit: Double) -> Double? {
        switch name {
        case "": unit
        case "b", "byte", "bytes": 1
        case "k", "kb", "ki", "kib": 1_024
        case "m", "mb", "mi", "mib": 1_048_576
        case "g", "gb", "gi", "gib": 1_073_741_824
        case "t", "tb", "ti", "tib": 1_099_511_627_776
        default: nil
        }
    }
}
