import CaseModel

extension JSONScanner {
    mutating func stepString(_ byte: UInt8) {
        switch byte {
        case Self.quote: endString()
        case 0x5C: state = .escape
        default: text.keep(byte)
        }
    }

    mutating func stepEscape(_ byte: UInt8) {
        state = .string
        switch byte {
        case Self.quote, 0x5C, UInt8(ascii: "/"): text.keep(byte)
        case UInt8(ascii: "b"): text.keep(0x08)
        case UInt8(ascii: "f"): text.keep(0x0C)
        case UInt8(ascii: "n"): text.keep(0x0A)
        case UInt8(ascii: "r"): text.keep(0x0D)
        case UInt8(ascii: "t"): text.keep(0x09)
        case UInt8(ascii: "u"): state = .unicode
        default:
            // Paths of Windows are written without escaping by some hands.
            note(.damaged, "an escape that JSON does not know is kept as it stands")
            text.keep(0x5C)
            text.keep(byte)
        }
    }

    mutating func stepUnicode(_ byte: UInt8) {
        if text.keepDigit(byte) {
            if text.endsEscape() { state = .string }
        } else {
            note(.damaged, "an escape has too few digits")
            state = .string
            stepString(byte)
        }
    }

    private mutating func endString() {
        if text.isCut {
            note(
                .limit,
                "a string is longer than what is kept of one",
                at: start,
                limit: "cellBytes"
            )
        }
        let (string, isValid) = text.string()
        if !isValid {
            note(.encoding, "bytes that are not UTF-8 are shown as U+FFFD", at: start)
        }
        sink.take(isKey ? .key(string) : .string(string), at: start)
        isInGarbage = false
        state = isKey ? .colon : stack.isEmpty ? .value : .after
    }
}

extension JSONScanner {
    static var quote: UInt8 { UInt8(ascii: "\"") }
    static var mark: [UInt8] { [0xEF, 0xBB, 0xBF] }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// Whether the word is a number of JSON; leading zeros and a leading plus are let pass.
    static func isNumber(_ word: String) -> Bool {
        var rest = word.utf8[...]
        func takeDigits() -> Bool {
            let digits = rest.prefix { $0 &- 0x30 < 10 }
            rest = rest[digits.endIndex...]
            return !digits.isEmpty
        }
        func take(_ bytes: UInt8...) -> Bool {
            guard let first = rest.first, bytes.contains(first) else { return false }
            rest.removeFirst()
            return true
        }
        _ = take(UInt8(ascii: "-"), UInt8(ascii: "+"))
        guard takeDigits() else { return false }
        if take(UInt8(ascii: ".")), !takeDigits() { return false }
        if take(UInt8(ascii: "e"), UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "-"), UInt8(ascii: "+"))
            guard takeDigits() else { return false }
        }
        return rest.isEmpty
    }
}
