/// A command-line argument as a POSIX shell takes it back.
enum ShellWord {
    /// The text itself where it needs no quotes, else in single quotes.
    static func quoted(_ text: String) -> String {
        let plain = !text.isEmpty && text.utf8.allSatisfy(needsNoQuotes)
        guard !plain else { return text }
        return "'"
            + text.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
    }

    /// Whether the text can be printed and typed back as it is: nothing hidden, no option.
    static func isPrintable(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-") && SafeText.visible(text) == text
    }

    private static func needsNoQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_-./:=@%+,".utf8.contains(byte)
        }
    }
}
