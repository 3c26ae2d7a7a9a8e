internal import CaseModel
internal import CaseStore

/// A file the user asks about: "reported inaccessible", even where every history has it.
package struct ReportedFile: Sendable, Hashable {
    /// A path, name, hash, data id or connection id, as the user wrote it.
    package var text: String
    /// When it was seen, in microseconds UTC; nil if the user gave no time.
    package var timeUS: Int64?

    package init(text: String, timeUS: Int64?) {
        self.text = text
        self.timeUS = timeUS
    }
}

/// Finds the files the user names, or makes one that nobody else has heard of.
struct ReportedFiles {
    let files: [ReportedFile]
    let writer: CaseWriter

    /// A user's clock time is good to ten minutes.
    private static let spreadUS: Int64 = 600 * 1_000_000

    func write() throws {
        for file in files {
            let found = try ItemSearch.fileIDs(of: file.text) { try writer.rows($0, $1) }
            for id in found.isEmpty ? [try made(file)] : found {
                try writer.execute(
                    """
                    INSERT INTO expected_event_row
                        (file_id, kind, row_id, time_us, window_from_us, window_to_us)
                    VALUES (?, 'reported', 0, ?, ?, ?)
                    """,
                    [
                        id, file.timeUS, file.timeUS.map { $0 - Self.spreadUS },
                        file.timeUS.map { $0 + Self.spreadUS },
                    ])
            }
        }
    }

    private func made(_ file: ReportedFile) throws -> Int64 {
        let key = PathKey(file.text)
        try writer.execute(
            "INSERT INTO file_row (path_key, path, name) VALUES (?, ?, ?)",
            [key.key, file.text, key.baseName])
        return try writer.rows("SELECT max(id) AS id FROM file_row")[0]["id"]
    }
}
