/// A rule page cut at its front matter and its headings of second rank.
struct PageParts {
    struct Section {
        /// The heading's line, from 1.
        var line: Int
        /// The line of the first character of `text`, from 1.
        var textLine: Int
        /// Without blank lines around it.
        var text: String
    }

    /// The YAML between the two `---` lines.
    let front: String
    /// By heading.
    let sections: [String: Section]
    /// The number of the page's last line.
    let lastLine: Int

    /// Nil if the page does not begin with front matter that is closed.
    init?(_ text: String) {
        // Bytes, not characters: every run reads the pages of a hundred rules.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map(Substring.init)
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
            return nil
        }
        front = lines[1..<end].joined(separator: "\n")
        lastLine = lines.count
        var sections: [String: Section] = [:]
        var index = end + 1
        while index < lines.count {
            guard lines[index].hasPrefix("## ") else {
                index += 1
                continue
            }
            let heading = String(lines[index].dropFirst(3))
            let start = index + 1
            let stop = lines[start...].firstIndex { $0.hasPrefix("## ") } ?? lines.count
            let body = lines[start..<stop]
            let first = body.firstIndex { !$0.isEmpty } ?? stop
            let last = body.lastIndex { !$0.isEmpty } ?? start
            let kept = first < stop ? body[first...last].joined(separator: "\n") : ""
            sections[heading] = Section(line: start, textLine: first + 1, text: kept)
            index = stop
        }
        self.sections = sections
    }
}
