/// Prose of a rule page, without the line breaks that an editor put in.
enum Prose {
    /// Joins the lines of each paragraph; lists, tables and quotes keep theirs.
    static func unwrapped(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard let last = lines.last, !last.isEmpty, isPlain(line) else {
                lines.append(String(line))
                continue
            }
            lines[lines.count - 1] = "\(last) \(line)"
        }
        return lines.joined(separator: "\n")
    }

    private static func isPlain(_ line: Substring) -> Bool {
        guard let first = line.first else { return false }
        let isNumbered = first.isNumber && line.drop { $0.isNumber }.hasPrefix(". ")
        return !"-*|>#` ".contains(first) && !isNumbered
    }
}
