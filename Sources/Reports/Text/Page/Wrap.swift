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
