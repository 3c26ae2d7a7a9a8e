import CaseModel

/// A Markdown document while it is written; what reaches it is escaped here or was made by us.
struct MarkdownPage {
    private(set) var text = ""

    /// A heading whose words are foreign or a rule's.
    mutating func heading(_ rank: Int, _ words: String) {
        blank()
        text += String(repeating: "#", count: rank) + " \(MarkdownText.escaped(words))\n"
        blank()
    }

    /// A line that is Markdown already.
    mutating func line(_ markdown: String) { text += "\(markdown)\n" }

    mutating func blank() {
        if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
    }

    /// The paragraphs and list items of a rule's page, each on one line.
    mutating func prose(_ prose: String) {
        blank()
        var wasItem = false
        for paragraph in Prose.paragraphs(prose) {
            let words = MarkdownText.escaped(paragraph.text)
            if !(paragraph.isItem && wasItem) { blank() }
            line(paragraph.isItem ? "- \(words)" : words)
            wasItem = paragraph.isItem
        }
        blank()
    }

    /// Rows of cells that are Markdown already.
    mutating func table(_ columns: [String], _ rows: [[String]]) {
        guard !rows.isEmpty else { return }
        blank()
        line("| " + columns.joined(separator: " | ") + " |")
        line("|" + columns.map { _ in " --- |" }.joined())
        for row in rows { line("| " + row.joined(separator: " | ") + " |") }
        blank()
    }

    /// What to do, in order: a risk and what comes first are never left out.
    mutating func steps(_ steps: [Assessment.Step]) {
        blank()
        for (index, step) in steps.enumerated() {
            let actor = Wording.actor(step.actor)
            line("\(index + 1). \(MarkdownText.escaped(step.step)) (\(actor))")
            if let before = step.before {
                line("    - **First:** \(MarkdownText.escaped(before))")
            }
            if !step.risk.isEmpty {
                line("    - **Risk:** \(step.risk.map(Wording.risk).joined(separator: ", "))")
            }
            if let check = step.check { line("    - Check: \(MarkdownText.escaped(check))") }
        }
        blank()
    }

    /// Subjects by name and time, folded after some.
    mutating func subjects(_ subjects: [Assessment.Subject], _ book: PackageBook, most: Int) {
        blank()
        for subject in subjects.prefix(most) {
            let time = subject.timeUS.map { ", \(book.clock(subject.package).stamp($0))" } ?? ""
            line("- \(MarkdownText.code(Fold.text(subject.label, 200)))\(time)")
        }
        let rest = subjects.count - most
        if rest > 0 { line("- and \(Wording.number(rest)) more") }
        blank()
    }

    /// Explanations that do not hold, and why, folded after some.
    mutating func ruledOut(_ excluded: [Assessment.Finding.RuledOut], most: Int) {
        blank()
        for item in excluded.prefix(most) {
            let reach = Wording.counted(item.subjects.count, "subject")
            let why = MarkdownText.escaped(item.why)
            line("- \(MarkdownText.code(item.rule)) (\(reach)): \(why)")
        }
        let rest = excluded.count - most
        if rest > 0 { line("- and \(Wording.number(rest)) more") }
        blank()
    }

    /// Ends the document with one line break.
    var document: String {
        var lines = text[...]
        while lines.hasSuffix("\n\n") { lines.removeLast() }
        return String(lines)
    }
}
