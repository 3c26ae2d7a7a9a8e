internal import Reports

/// Rows as an array of objects, one object a line: same rows, same bytes.
struct QueryJSON {
    let columns: [String]
    let rows: [[QueryCell]]

    var text: String {
        let keys = Self.unique(columns).map(Self.quoted)
        let objects = rows.map { row in
            let fields = zip(keys, row).map { "\($0): \(Self.value($1))" }
            return "  {" + fields.joined(separator: ", ") + "}"
        }
        return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
    }

    /// A second column of one name gets a number, since a parser would keep one of them alone.
    private static func unique(_ columns: [String]) -> [String] {
        var used = Set(columns)
        var seen: Set<String> = []
        return columns.map { column in
            guard !seen.insert(column).inserted else { return column }
            var number = 2
            while !used.insert("\(column)_\(number)").inserted { number += 1 }
            return "\(column)_\(number)"
        }
    }

    private static func value(_ cell: QueryCell) -> String {
        switch cell {
        case .null: "null"
        case .integer, .real: number(cell)
        case .text(let text), .bytes(let text): quoted(text)
        }
    }

    /// JSON has no number for what is infinite.
    private static func number(_ cell: QueryCell) -> String {
        if case .real(let number) = cell, !number.isFinite { return "null" }
        return cell.plain
    }

    /// What a terminal would obey or hide is escaped; a parser gives the same text back.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where SafeText.isHidden(scalar):
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
