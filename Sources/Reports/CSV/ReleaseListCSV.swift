package import CaseModel

/// Renders the locked files for a spreadsheet or a script that works through them.
package enum ReleaseListCSV {
    package static let columns = [
        "extId", "fileServerExtId", "share", "path", "server", "time", "finding", "class",
        "action", "why", "wave",
    ]

    /// UTF-8; times are RFC 3339 in UTC, what is not known is empty.
    ///
    /// Ids and paths stand as they were given, since they name the file for whoever acts on it.
    package static func render(_ list: ReleaseList) -> [UInt8] {
        var text = CSVText.line(columns)
        for row in list.rows {
            let cells = [
                row.extID, row.fileServerExtID, row.share, row.path, row.server,
                row.timeUS.map(Moment.rfc3339), row.finding, row.kind, row.action,
                SafeText.visible(row.why), row.wave.map(String.init),
            ]
            text += CSVText.line(cells.map { CSVText.defused($0 ?? "") })
        }
        return Array(text.utf8)
    }
}
