internal import CaseModel

/// Lines in the products' own grammar: how they are made, and how their stamps are moved.
enum ProductLine {
    /// `[LEVEL] stamp: (component) text`, the component left out if it is nil.
    static func made(
        level: Level,
        stampUS: Int64,
        component: String?,
        text: ArraySlice<UInt8>
    ) -> [UInt8] {
        var line = Array("[\(level.name)] ".utf8)
        line += stamp(stampUS)
        line += Array(fraction(Int(stampUS - floor(stampUS, 1_000_000) * 1_000_000)).utf8)
        line += Array(": ".utf8)
        if let component { line += Array("(\(component)) ".utf8) }
        return line + text
    }

    /// `YYYY.MM.DD HH:MM:SS`.
    static func stamp(_ us: Int64) -> [UInt8] {
        let seconds = floor(us, 1_000_000)
        let days = floor(seconds, 86_400)
        let date = CivilDate(days: Int(days))
        let clock = Int(seconds - days * 86_400)
        let text =
            "\(date.year).\(two(date.month)).\(two(date.day)) "
            + "\(two(clock / 3_600)):\(two(clock / 60 % 60)):\(two(clock % 60))"
        return Array(text.utf8)
    }

    /// The line with its stamp moved from local time to UTC; nil if it is no product line.
    static func moved(_ line: [UInt8], localUS: Int64, zoneSeconds: Int) -> [UInt8]? {
        guard let bracket = line.prefix(26).firstIndex(of: 0x5D) else { return nil }
        var start = bracket + 1
        while start < line.count, line[start] == 0x20 || line[start] == 0x09 { start += 1 }
        guard start + 19 <= line.count else { return nil }
        var moved = line
        // Zones are whole quarters of an hour: what stands behind the seconds stays.
        moved.replaceSubrange(
            start..<start + 19,
            with: stamp(localUS - Int64(zoneSeconds) * 1_000_000)
        )
        return moved
    }

    /// The local time a product line says; nil for other lines.
    static func localUS(_ line: [UInt8]) -> Int64? {
        guard line.first == 0x5B else { return nil }
        var grammar = ProductLogGrammar()
        // SAFETY: the text does not leave the closure.
        return line.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            return grammar.head(of: ByteText(base: base, count: buffer.count))?.timeUS
        }
    }

    /// Whether the line is one of nginx's access log.
    static func isRequest(_ line: [UInt8]) -> Bool {
        var grammar = NginxGrammar()
        // SAFETY: the text does not leave the closure.
        return line.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            return grammar.head(of: ByteText(base: base, count: buffer.count))?.access != nil
        }
    }

    private static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
        value >= 0 ? value / unit : -((unit - 1 - value) / unit)
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    /// Three digits where they hold all of it, else six.
    private static func fraction(_ us: Int) -> String {
        if us == 0 { return "" }
        let digits = us % 1_000 == 0 ? String(us / 1_000) : String(us)
        let width = us % 1_000 == 0 ? 3 : 6
        return "." + String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}
