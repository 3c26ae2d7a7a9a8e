internal import CaseModel

/// `CEF:0|OPSWAT|product|version|component|name|severity|pairs`, the products' messages for
/// collectors of events.
///
/// The pairs are `key='value'` with blanks between, not the pairs that the form asks for.
struct CEFMessage {
    let product: String
    private let fields: [ArraySlice<UInt8>]

    static func begins(_ text: ArraySlice<UInt8>) -> Bool { text.starts(with: Array("CEF:".utf8)) }

    /// nil for other texts, and for the events of other vendors.
    init?(_ text: ArraySlice<UInt8>) {
        guard Self.begins(text) else { return nil }
        var fields: [ArraySlice<UInt8>] = []
        var start = text.startIndex
        var index = start
        while index < text.endIndex, fields.count < 7 {
            if text[index] == UInt8(ascii: "\\") {
                index += 1
            } else if text[index] == UInt8(ascii: "|") {
                fields.append(text[start..<index])
                start = index + 1
            }
            index += 1
        }
        guard fields.count == 7, String(decoding: fields[1], as: UTF8.self) == "OPSWAT" else {
            return nil
        }
        fields.append(text[min(start, text.endIndex)...])
        self.fields = fields
        product = String(decoding: fields[2], as: UTF8.self)
    }

    /// The message as a line of the product's own log.
    func line(stampUS: Int64) -> [UInt8] {
        var text = sentence
        var pairs = Self.plain(fields[7])
        let id = Self.takeMessageID(of: &pairs)
        if !pairs.isEmpty {
            if !text.isEmpty { text += Array(", ".utf8) }
            text += Self.separated(pairs)
        }
        if let id { text += Array(" [msgid: \(id)]".utf8) }
        return ProductLine.made(
            level: level,
            stampUS: stampUS,
            component: String(decoding: Self.plain(fields[4]), as: UTF8.self),
            text: text[...]
        )
    }

    /// The severity is the number of the product's own level.
    private var level: Level {
        let value = Int(String(decoding: fields[6], as: UTF8.self)) ?? Level.info.rawValue
        return Level(rawValue: min(max(value, 0), Level.critical.rawValue)) ?? .info
    }

    /// The name without `program[pid]` in front.
    private var sentence: [UInt8] {
        let name = Self.plain(fields[5])
        guard let bracket = name.prefix(40).firstIndex(of: UInt8(ascii: "[")),
            name[..<bracket].allSatisfy(\.isKeyByte)
        else { return name }
        let digits = name[(bracket + 1)...].prefix { $0.isDigit }
        guard !digits.isEmpty, digits.endIndex < name.count,
            name[digits.endIndex] == UInt8(ascii: "]")
        else { return name }
        return Array(name[(digits.endIndex + 1)...].drop { $0 == 0x20 || $0 == 0x3A })
    }

    /// Without the escapes of `|` and `\`.
    private static func plain(_ field: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        var index = field.startIndex
        while index < field.endIndex {
            if field[index] == UInt8(ascii: "\\"), index + 1 < field.endIndex,
                field[index + 1] == UInt8(ascii: "\\") || field[index + 1] == UInt8(ascii: "|")
                    || field[index + 1] == UInt8(ascii: "=")
            {
                index += 1
            }
            text.append(field[index])
            index += 1
        }
        while text.last == 0x20 { text.removeLast() }
        return text
    }

    /// Cuts `msgid=665` off the end.
    private static func takeMessageID(of pairs: inout [UInt8]) -> String? {
        let digits = pairs.reversed().prefix { $0.isDigit }.count
        let key = Array("msgid=".utf8)
        let start = pairs.count - digits - key.count
        guard digits > 0, start >= 0, Array(pairs[start..<start + key.count]) == key else {
            return nil
        }
        let id = String(decoding: pairs[(start + key.count)...], as: UTF8.self)
        pairs.removeSubrange(start...)
        while pairs.last == 0x20 || pairs.last == 0x2C { pairs.removeLast() }
        return id
    }

    /// Commas between the pairs, as the product's own log has them.
    private static func separated(_ pairs: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(pairs.count + 16)
        for (index, byte) in pairs.enumerated() {
            if byte == 0x20, text.last == UInt8(ascii: "'"), isKey(pairs[(index + 1)...]) {
                text.append(UInt8(ascii: ","))
            }
            text.append(byte)
        }
        return text
    }

    private static func isKey(_ text: ArraySlice<UInt8>) -> Bool {
        let key = text.prefix { $0.isKeyByte }
        return !key.isEmpty
            && text[key.endIndex...].starts(with: [UInt8(ascii: "="), UInt8(ascii: "'")])
    }
}
