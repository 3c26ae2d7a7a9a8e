/// The text of a page as a reader sees it.
enum HTMLText {
    /// No entity is longer.
    private static let entityBytes = 32
    private static let names: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–",
        "mdash": "—", "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
        "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü",
        "szlig": "ß", "eacute": "é", "copy": "©", "reg": "®", "trade": "™", "bull": "•",
    ]

    /// With entities resolved, and each run of blanks as one; an entity nobody knows stays.
    static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        var text = ""
        var rest = bytes
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += String(decoding: rest[..<start], as: UTF8.self)
            let body = rest[(start + 1)...].prefix(entityBytes)
            if let end = body.firstIndex(of: UInt8(ascii: ";")),
                let found = entity(String(decoding: body[..<end], as: UTF8.self))
            {
                text += found
                rest = rest[(end + 1)...]
            } else {
                text += "&"
                rest = rest[(start + 1)...]
            }
        }
        text += String(decoding: rest, as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func entity(_ name: String) -> String? {
        guard name.hasPrefix("#") else { return names[name] }
        let digits = name.dropFirst()
        let code =
            digits.hasPrefix("x") || digits.hasPrefix("X")
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let scalar = code.flatMap(UnicodeScalar.init) else { return nil }
        // Control characters have no place in a text, whoever asks for them.
        return scalar.value < 0x20 ? " " : String(Character(scalar))
    }
}
