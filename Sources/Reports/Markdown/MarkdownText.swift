/// Foreign text as Markdown shows it: nothing in it formats, links, pings a person or ends a table.
enum MarkdownText {
    /// Words, with every character escaped that means something to CommonMark or GitHub's dialect.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        var rest = SafeText.visible(text)[...]
        while let character = rest.popFirst() {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "$", "!", "&", "{", "}":
                escaped += "\\\(character)"
            case "@":
                // A mention would write to whoever has that name; code is never a mention.
                escaped += "`@`"
            case ":" where rest.hasPrefix("//"):
                escaped += "\\:"
            case "." where endsWithWWW(escaped):
                escaped += "\\."
            default: escaped.append(character)
            }
        }
        return atLineStart(escaped)
    }

    /// Text as code, whatever backticks it holds; `inTable` keeps a bar from ending the cell.
    static func code(_ text: String, inTable: Bool = false) -> String {
        let text = SafeText.visible(text)
        guard !text.isEmpty else { return "" }
        var longest = 0
        var run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let pad = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
        let shown =
            inTable
            ? text.split(separator: "|", omittingEmptySubsequences: false)
                .joined(separator: "\\|") : text
        return "\(fence)\(pad)\(shown)\(pad)\(fence)"
    }

    /// What would begin a list, a heading or a rule at the start of a line.
    private static func atLineStart(_ text: String) -> String {
        guard let first = text.first else { return text }
        if "-+=".contains(first) { return "\\" + text }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let after = text.dropFirst(digits.count)
        if !digits.isEmpty, let mark = after.first, mark == "." || mark == ")" {
            return "\(digits)\\\(after)"
        }
        return text
    }

    private static func endsWithWWW(_ text: String) -> Bool {
        text.suffix(3).lowercased() == "www"
    }
}
