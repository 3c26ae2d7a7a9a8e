/// What the stand-in has seen, for a page that shows it.
package struct StandInReport: Sendable, Hashable {
    package var calls: Int
    /// Uploads of these 24 hours.
    package var used: Int
    package var limit: Int
    /// Nil before the first upload; microseconds UTC.
    package var windowEndUS: Int64?
    /// The newest first.
    package var files: [File]

    /// A longer list is no use to a person.
    static let mostFiles = 50

    /// A file that was uploaded.
    package struct File: Sendable, Hashable {
        package var id: String
        package var name: String
        package var sha256: String
        package var isInfected: Bool
        package var percent: Int
    }

    var json: JSON {
        .object([
            "calls": .number(calls),
            "used": .number(used),
            "limit": .number(limit),
            "window_ends": .text(windowEndUS.map { UTCTime(us: $0).rfc3339 } ?? ""),
            "files": .list(
                files.map { file in
                    .object([
                        "data_id": .text(file.id),
                        "name": .text(file.name),
                        "sha256": .text(file.sha256),
                        "infected": .truth(file.isInfected),
                        "percent": .number(file.percent),
                    ])
                }
            ),
        ])
    }
}
