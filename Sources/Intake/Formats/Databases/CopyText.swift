/// The line `COPY public.history (id, "file name") FROM stdin;`.
struct CopyHeader: Sendable, Hashable {
    var table: String
    /// Empty where the dump names none.
    var columns: [String] = []

    /// nil for any other line.
    init?(_ line: String) {
        let text = TableText.trimmed(line)
        guard text.hasPrefix("COPY "), text.lowercased().hasSuffix(" from stdin;") else {
            return nil
        }
        let body = text.dropFirst(5).dropLast(12)
        var names: [String] = []
        var name = ""
        var isQuoted = false
        var depth = 0
        var table: String?
        for character in body {
            switch character {
            case "\"": isQuoted.toggle()
            case "(" where !isQuoted && depth == 0:
                depth = 1
                table = TableText.trimmed(name)
                name = ""
            case ",", ")":
                guard !isQuoted, depth == 1 else {
                    name.append(character)
                    continue
                }
                names.append(TableText.trimmed(name))
                name = ""
                if character == ")" { depth = 2 }
            default: name.append(character)
            }
        }
        guard !isQuoted, depth != 1 else { return nil }
        self.table = table ?? TableText.trimmed(name)
        guard !self.table.isEmpty else { return nil }
        columns = names
    }
}

/// A cell as COPY writes it.
enum CopyText {
    /// `\N` is NULL, which is empty here; a backslash hides tabs, line ends and itself.
    static func unescaped(_ cell: some Collection<UInt8>) -> String {
        if cell.elementsEqual([0x5C, 0x4E]) { return "" }
        guard cell.contains(0x5C) else { return String(decoding: cell, as: UTF8.self) }
        let source = Array(cell)
        var bytes: [UInt8] = []
        var next = 0
        while next < source.count {
            let byte = source[next]
            next += 1
            guard byte == 0x5C, next < source.count else {
                bytes.append(byte)
                continue
            }
            let escaped = source[next]
            switch escaped {
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "v"): bytes.append(0x0B)
            case UInt8(ascii: "x"):
                let run = source[(next + 1)...].prefix(2).prefix { digit($0, radix: 16) != nil }
                bytes.append(run.isEmpty ? escaped : number(run, radix: 16))
                next += run.count
            case 0x30...0x37:
                let run = source[next...].prefix(3).prefix { digit($0, radix: 8) != nil }
                bytes.append(number(run, radix: 8))
                next += run.count - 1
            default: bytes.append(escaped)
            }
            next += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func number(_ digits: ArraySlice<UInt8>, radix: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * radix + (digit($1, radix: radix) ?? 0) })
    }

    private static func digit(_ byte: UInt8, radix: Int) -> Int? {
        Character(UnicodeScalar(byte)).hexDigitValue.flatMap { $0 < radix ? $0 : nil }
    }
}
