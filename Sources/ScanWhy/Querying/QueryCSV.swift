/// Rows as RFC 4180 has them: lines end in CR LF, and a cell that needs it stands in quotes.
struct QueryCSV {
    let columns: [String]
    let rows: [[QueryCell]]

    var text: String {
        var text = line(columns.map(Self.defused))
        for row in rows {
            text += line(row.map { $0.isNumber ? $0.plain : Self.defused($0.plain) })
        }
        return text
    }

    private func line(_ cells: [String]) -> String {
        cells.map(Self.quoted).joined(separator: ",") + "\r\n"
    }

    /// A spreadsheet runs a text that begins so; an apostrophe before it keeps it a text.
    private static func defused(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        return ["=", "+", "-", "@", "\t", "\r"].contains(first) ? "'" + text : text
    }

    private static func quoted(_ text: String) -> String {
        let special: Set<Unicode.Scalar> = ["\"", ",", "\r", "\n"]
        guard text.unicodeScalars.contains(where: special.contains) else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
