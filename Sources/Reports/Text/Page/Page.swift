/// A text report while it is written: every text that reaches it is made visible, wrapped, and
/// only then coloured, so that no escape sequence on the page is anybody's but ours.
struct Page {
    enum Ink: String {
        case plain = ""
        case bold = "1"
        case faint = "2"
        case red = "31"
        case yellow = "33"
    }

    let width: Int
    let color: Bool
    private(set) var text = ""

    init(_ options: TextOptions) {
        width = options.width
        color = options.color
    }

    /// An empty line, unless there is one already or the page is new.
    mutating func blank() {
        if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
    }

    /// A heading with an empty line before it.
    mutating func heading(_ title: String) {
        blank()
        line(0, (title, .bold))
    }

    /// One line that is never broken: what is to be copied, or what fits anyway.
    mutating func line(_ indent: Int, _ parts: (String, Ink)...) {
        text += String(repeating: " ", count: indent)
        for (part, ink) in parts { text += paint(SafeText.visible(part), ink) }
        text += "\n"
    }

    mutating func line(_ indent: Int, _ text: String) {
        line(indent, (text, .plain))
    }

    /// Words in lines; `lead` stands before the first one, the others hang below its end.
    ///
    /// At most `most` lines are shown; where there are more, the last one ends in `…`. Words that
    /// are too wide stay whole, so that they can be copied, unless `breaks`.
    mutating func words(
        _ indent: Int,
        _ words: String,
        lead: String = "",
        ink: Ink = .plain,
        leadInk: Ink = .plain,
        most: Int = .max,
        breaks: Bool = false
    ) {
        let lead = SafeText.visible(lead)
        let hang = indent + Wrap.width(lead)
        let columns = max(width - hang, 20)
        let shown = SafeText.visible(words)
        var lines = Wrap.lines(
            breaks ? Wrap.pieces(shown, columns: columns) : shown,
            columns: columns
        )
        if lines.count > most {
            let cut = lines[most - 1] + " " + lines[most]
            lines = lines.prefix(most - 1) + [Wrap.clip(cut, columns: columns)]
        }
        if lines.isEmpty { lines = [""] }
        for (index, line) in lines.enumerated() {
            let start =
                index == 0
                ? String(repeating: " ", count: indent) + paint(lead, leadInk)
                : String(repeating: " ", count: hang)
            text += start + paint(line, ink) + "\n"
        }
    }

    /// A label in a column of its own and words beside it.
    mutating func labelled(_ indent: Int, _ label: String, _ words: String, column: Int = 11) {
        self.words(indent, words, lead: Wrap.pad(label, column), leadInk: .faint)
    }

    /// Something to copy, and a remark beside it where both fit, else below it.
    mutating func place(_ indent: Int, _ place: String, _ remark: String?) {
        let place = SafeText.visible(place)
        guard let remark, !remark.isEmpty else { return line(indent, place) }
        if indent + Wrap.width(place) + 2 + Wrap.width(SafeText.visible(remark)) <= width {
            line(indent, (place, .plain), ("  \(remark)", .faint))
        } else {
            line(indent, place)
            words(indent + 2, remark, ink: .faint)
        }
    }

    /// Paragraphs, apart by empty lines, and list items as a rule page has them.
    mutating func prose(_ indent: Int, _ prose: String) {
        for (index, paragraph) in Prose.paragraphs(prose).enumerated() {
            if index > 0, !paragraph.isItem { blank() }
            words(indent, paragraph.text, lead: paragraph.isItem ? "- " : "")
        }
    }

    private func paint(_ text: String, _ ink: Ink) -> String {
        guard color, ink != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m"
    }
}
