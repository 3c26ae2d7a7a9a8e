/// Small readings of a table's cells.
enum TableText {
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let head = scalars.drop { $0.properties.isWhitespace }
        guard let last = head.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(head[...last])
    }

    /// The text without one pair of equal quotes around it.
    static func unquoted(_ text: String) -> String {
        guard text.utf8.count > 1, let first = text.first, first == "\"" || first == "'",
            text.last == first
        else { return text }
        return String(text.dropFirst().dropLast())
    }

    /// What stands in front of the first of these marks and behind it, each without blanks around.
    static func pair(
        _ text: some StringProtocol,
        at isMark: (Character) -> Bool
    ) -> (name: String, value: String)? {
        guard let mark = text.firstIndex(where: isMark) else { return nil }
        return (
            trimmed(String(text[..<mark])), trimmed(String(text[text.index(after: mark)...]))
        )
    }

    /// A cell as CSV writes it.
    static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { [0x22, 0x2C, 0x3B, 0x0A, 0x0D].contains($0) }) else {
            return cell
        }
        return "\""
            + cell.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }

    /// Yes and no as consoles write them; nil for anything else.
    static func bool(_ text: String?) -> Bool? {
        switch text?.lowercased() {
        case "true", "yes", "1", "y", "on": true
        case "false", "no", "0", "n", "off": false
        default: nil
        }
    }

    /// `1204`, `1.2 s`, `350 ms` or `00:00:01.250` as milliseconds; nil below 0 or above a year.
    static func milliseconds(_ text: String, column: String) -> Int64? {
        let value = text.lowercased()
        if value.contains(":") { return clock(value) }
        let number = value.prefix { $0.isNumber || $0 == "." || $0 == "," }
        let unit = trimmed(String(value.dropFirst(number.count)))
        guard let amount = Double(number.map { $0 == "," ? "." : String($0) }.joined()) else {
            return nil
        }
        let name = HeaderNames.normalised(column)
        let isSeconds =
            ["s", "sec", "secs", "second", "seconds"].contains(unit)
            || (unit.isEmpty && ["(s)", "(sec)", "seconds", "[s]"].contains { name.hasSuffix($0) })
        guard isSeconds || ["", "ms", "msec"].contains(unit) else { return nil }
        return bounded(isSeconds ? amount * 1_000 : amount)
    }

    private static func clock(_ text: String) -> Int64? {
        var total = 0.0
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 3 else { return nil }
        for part in parts {
            guard let number = Double(part), number >= 0 else { return nil }
            total = total * 60 + number
        }
        return bounded(total * 1_000)
    }

    private static func bounded(_ amount: Double) -> Int64? {
        guard amount >= 0, amount < 31_622_400_000 else { return nil }
        return Int64(amount.rounded())
    }
}
