/// Lays text out in columns, by the width a terminal gives each character.
enum Wrap {
    /// Columns the text takes: wide East Asian characters and pictures take two, marks none.
    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    /// Lines of at most `columns`, broken at spaces.
    ///
    /// A longer word (a path) stays whole, so that it can be copied; runs of spaces inside a line
    /// are kept.
    static func lines(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var lineWidth = 0
        var spaces = 0
        for piece in text.split(separator: " ", omittingEmptySubsequences: false) {
            if piece.isEmpty {
                spaces += 1
                continue
            }
            let word = String(piece)
            let wordWidth = width(word)
            if !line.isEmpty, lineWidth + spaces + wordWidth > columns {
                lines.append(line)
                (line, lineWidth) = (word, wordWidth)
            } else {
                let gap = line.isEmpty ? 0 : spaces
                line += String(repeating: " ", count: gap) + word
                lineWidth += gap + wordWidth
            }
            spaces = 1
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    /// Words wider than `columns` in pieces, for text that is read and not copied.
    ///
    /// A piece ends behind a comma or another mark of that kind where there is one in its second
    /// half, so that the parts of a JSON line stay whole.
    static func pieces(_ text: String, columns: Int) -> String {
        guard text.split(separator: " ").contains(where: { width(String($0)) > columns }) else {
            return text
        }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        return words.map { broken($0, columns: columns) }.joined(separator: " ")
    }

    private static func broken(_ word: Substring, columns: Int) -> String {
        var pieces: [String] = []
        var rest = word.unicodeScalars[...]
        while width(String(rest)) > columns {
            var used = 0
            var end = rest.startIndex
            var mark: String.Index?
            while end < rest.endIndex {
                used += width(rest[end])
                guard used <= columns || end == rest.startIndex else { break }
                let isMark = ",;&?/|".unicodeScalars.contains(rest[end])
                end = rest.index(after: end)
                if isMark, used * 2 > columns { mark = end }
            }
            pieces.append(String(rest[..<(mark ?? end)]))
            rest = rest[(mark ?? end)...]
        }
        if !rest.isEmpty { pieces.append(String(rest)) }
        return pieces.joined(separator: " ")
    }

    /// The longest beginning of `text` that ends with a clause and takes at most `most` lines;
    /// nil where not even its first clause does.
    ///
    /// A text that stops between two clauses is still true and can be read aloud; what is in
    /// parentheses is never cut into. `suffix` is not part of the result, but has to fit too.
    static func clauses(
        _ text: String,
        suffix: String = "",
        columns: Int,
        most: Int,
        ends: [String]
    ) -> String? {
        guard lines(text + suffix, columns: columns).count > most else { return text }
        var best: String?
        var depth = 0
        for index in text.indices {
            switch text[index] {
            case "(", "[": depth += 1
            case ")", "]": depth = max(0, depth - 1)
            default: break
            }
            guard depth == 0, ends.contains(where: { text[index...].hasPrefix($0) }) else {
                continue
            }
            let keepsMark = text[index] == "."
            let beginning = String(keepsMark ? text[...index] : text[..<index])
            guard lines(beginning + suffix, columns: columns).count <= most else { break }
            if !beginning.isEmpty { best = beginning }
        }
        return best
    }

    /// The text, or its beginning and `…`, in at most `columns`.
    static func clip(_ text: String, columns: Int) -> String {
        guard width(text) > columns else { return text }
        var clipped = ""
        var used = 0
        for scalar in text.unicodeScalars {
            let next = width(scalar)
            guard used + next <= max(columns, 1) - 1 else { break }
            clipped.unicodeScalars.append(scalar)
            used += next
        }
        return clipped + "…"
    }

    /// The text with spaces behind it up to `columns`.
    static func pad(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(text)))
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x300 else { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        switch scalar.value {
        // Unicode's East Asian Width "wide", in whole blocks.
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
