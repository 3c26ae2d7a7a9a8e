internal import Reports

/// Rows in aligned columns; what a terminal would obey is made visible.
struct QueryTable {
    let columns: [String]
    let rows: [[QueryCell]]

    var text: String {
        let heads = columns.map(SafeText.visible)
        let cells = rows.map { row in row.map { $0 == .null ? "NULL" : SafeText.visible($0.plain) }
        }
        var widths = heads.map(Self.width)
        for row in cells {
            for (index, cell) in row.enumerated() {
                widths[index] = max(widths[index], Self.width(cell))
            }
        }
        var lines = [line(heads, widths, right: []), rule(widths)]
        for (row, shown) in zip(rows, cells) {
            let right = Set(row.indices.filter { row[$0].isNumber })
            lines.append(line(shown, widths, right: right))
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func line(_ cells: [String], _ widths: [Int], right: Set<Int>) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let blank = String(repeating: " ", count: max(0, widths[index] - Self.width(cell)))
            line += (index > 0 ? "  " : "") + (right.contains(index) ? blank + cell : cell + blank)
        }
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }

    private func rule(_ widths: [Int]) -> String {
        widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    }

    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    /// Columns of a terminal: marks take none, wide East Asian characters and pictures two.
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x300 else { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
