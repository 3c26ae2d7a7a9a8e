internal import Reports

/// Rows as CSV; what is no number is kept from being run by a spreadsheet.
struct QueryCSV {
    let columns: [String]
    let rows: [[QueryCell]]

    var text: String {
        var text = CSVText.line(columns.map(CSVText.defused))
        for row in rows {
            text += CSVText.line(row.map { $0.isNumber ? $0.plain : CSVText.defused($0.plain) })
        }
        return text
    }
}
