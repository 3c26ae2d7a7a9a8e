internal import CaseModel
internal import GRDB

/// The names that the products have for one file.
enum StoryIdentity {
    /// In a fixed order of names; of one name in the order they were met, each value once.
    static func identity(of match: ItemMatch, _ rows: StoryRows) -> [Story.Identity] {
        func texts(_ rows: [Row], _ column: String) -> [String?] { rows.map { $0[column] } }
        func ids(_ rows: [Row], _ column: String) -> [String?] {
            rows.map { ($0[column] as Identifier?)?.text }
        }
        let contents = rows.scans + rows.requests + rows.quarantineItems
        let named = rows.scans + rows.requests + rows.quarantineItems
        return unique([
            ("path", texts(rows.nutanixFiles, "path")),
            ("uri", texts(rows.requests, "uri")),
            ("file_name", texts(named, "file_name")),
            ("server", texts(rows.requests, "server")),
            ("sha256", ids(contents, "sha256")),
            ("data_id", ids(rows.requests + rows.scans, "data_id")),
            ("connection_id", texts(rows.requests, "connection_id")),
            ("request_id", texts(rows.requests, "request_id")),
            ("nutanix_ext_id", texts(rows.nutanixFiles, "ext_id")),
        ])
    }

    private static func unique(_ names: [(String, [String?])]) -> [Story.Identity] {
        var seen: Set<Story.Identity> = []
        return names.flatMap { name, values in
            values.compactMap { $0 }.filter { !$0.isEmpty }
                .map { Story.Identity(name: name, value: $0) }
                .filter { seen.insert($0).inserted }
        }
    }
}
