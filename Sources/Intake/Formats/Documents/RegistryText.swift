/// What exports of Windows' registry write in another way than configuration files.
enum RegistryText {
    static func isKey(_ section: String) -> Bool { section.hasPrefix("HKEY_") }

    /// `HKEY_LOCAL_MACHINE\SOFTWARE\OPSWAT\Metascan\logger` is the section `logger`.
    static func section(_ key: String) -> String {
        let parts = key.split(separator: "\\")
        guard let vendor = parts.firstIndex(where: { $0.lowercased() == "opswat" }) else {
            return key
        }
        return parts.dropFirst(vendor + 2).joined(separator: "/")
    }

    /// The value that an export writes as text.
    ///
    /// `dword:00001f48` is 8008, `hex(b)` a number, and `hex(2)` and `hex(7)` are strings. Other
    /// bytes, and what is cut, stay as they are.
    static func value(_ text: String) -> String {
        guard let colon = text.firstIndex(of: ":") else { return unescaped(text) }
        let rest = text[text.index(after: colon)...]
        switch text[..<colon] {
        case "dword": return UInt32(rest, radix: 16).map(String.init) ?? text
        case "hex(b)":
            guard let bytes = bytes(rest), bytes.count == 8 else { return text }
            return String(bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        case "hex(2)": return bytes(rest).map { strings($0).joined() } ?? text
        case "hex(7)": return bytes(rest).map { strings($0).joined(separator: ", ") } ?? text
        default: return unescaped(text)
        }
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let parts = text.split { $0 == "," || $0 == " " }
        let bytes = parts.compactMap { UInt8($0, radix: 16) }
        return bytes.count == parts.count ? bytes : nil
    }

    /// Strings in UTF-16, each with a NUL behind it.
    private static func strings(_ bytes: [UInt8]) -> [String] {
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
        }
        return units.split(separator: 0).map { String(decoding: $0, as: UTF16.self) }
    }

    /// Backslashes and quotes of a string have a backslash in front.
    private static func unescaped(_ text: String) -> String {
        var plain = ""
        var isEscaped = false
        for character in text {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                plain.append(character)
                isEscaped = false
            }
        }
        return isEscaped ? plain + "\\" : plain
    }
}
