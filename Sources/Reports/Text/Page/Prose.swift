/// The prose of a rule page, as paragraphs and list items.
enum Prose {
    struct Paragraph: Hashable {
        var text: String
        var isItem: Bool
    }

    /// Lines of one paragraph are joined; an empty line or a `- ` begins the next one.
    static func paragraphs(_ prose: String) -> [Paragraph] {
        var paragraphs: [Paragraph] = []
        var open = false
        for line in prose.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split(separator: " ").joined(separator: " ")
            if words.isEmpty {
                open = false
            } else if words.hasPrefix("- ") {
                paragraphs.append(Paragraph(text: String(words.dropFirst(2)), isItem: true))
                open = true
            } else if open, let last = paragraphs.indices.last {
                paragraphs[last].text += " " + words
            } else {
                paragraphs.append(Paragraph(text: words, isItem: false))
                open = true
            }
        }
        return paragraphs
    }

    /// The same without the line breaks that an editor put in: a paragraph or item a line.
    static func unwrapped(_ prose: String) -> String {
        var text = ""
        for paragraph in paragraphs(prose) {
            if !text.isEmpty { text += paragraph.isItem ? "\n" : "\n\n" }
            text += (paragraph.isItem ? "- " : "") + paragraph.text
        }
        return text
    }
}
