internal import CaseModel
internal import CaseStore
internal import GRDB

/// A file the user asks about: "reported inaccessible", even where every history has it.
package struct ReportedFile: Sendable, Hashable {
    /// A path, name, hash, data id or connection id, as the user wrote it.
    package var text: String
    /// When it was seen; nil if the user gave no time.
    package var time: UserTime?

    package init(text: String, time: UserTime?) {
        self.text = text
        self.time = time
    }

    /// Reads `NAME` or `NAME@TIME`; an `@` that no time follows belongs to the name.
    package init(argument: String) {
        if let at = argument.lastIndex(of: "@"),
            let time = UserTime(String(argument[argument.index(after: at)...]))
        {
            self.init(text: String(argument[..<at]), time: time)
        } else {
            self.init(text: argument, time: nil)
        }
    }
}

/// Finds the files the user names, or makes one that nobody else has heard of.
struct ReportedFiles {
    let files: [ReportedFile]
    /// Of the case, for times without a zone.
    let zoneSeconds: Int
    /// In place of it, if the user named one.
    let namedZone: NamedZone?
    let writer: CaseWriter

    /// A user's clock time is good to ten minutes.
    private static let spreadUS: Int64 = 600 * 1_000_000

    func write() throws {
        for file in files {
            let timeUS = file.time?.utc(zoneSeconds: zoneSeconds, or: namedZone)
            let found = try ItemSearch.fileIDs(of: file.text) { try writer.rows($0, $1) }
            for id in found.isEmpty ? [try made(file)] : found {
                try writer.execute(
                    """
                    INSERT INTO expected_event_row
                        (file_id, kind, row_id, time_us, window_from_us, window_to_us)
                    VALUES (?, 'reported', 0, ?, ?, ?)
                    """,
                    [
                        id, timeUS, timeUS.map { $0 - Self.spreadUS },
                        timeUS.map { $0 + Self.spreadUS },
                    ]
                )
            }
        }
    }

    private func made(_ file: ReportedFile) throws -> Int64 {
        let key = PathKey(file.text)
        try writer.execute(
            "INSERT INTO file_row (path_key, path, name) VALUES (?, ?, ?)",
            [key.key, file.text, key.baseName]
        )
        return try writer.rows("SELECT max(id) AS id FROM file_row")[0]["id"]
    }
}
