internal import CaseModel
internal import GRDB

/// Questions for a result that Core's web server answered with an error, for several stories.
///
/// They are found in one pass over the failed requests, since no index knows their paths.
struct FailedPolls {
    private var byID: [String: [Row]] = [:]

    init(of stories: [StoryRows], _ db: Database) throws {
        let wanted = stories.reduce(into: Set<String>()) { $0.formUnion($1.dataIDs) }
        guard !wanted.isEmpty else { return }
        let sql = """
            SELECT time_us, path, status, evidence FROM http_request
            WHERE status >= 400 AND method = 'GET' ORDER BY id
            """
        let cursor = try Row.fetchCursor(db, sql: sql)
        while let row = try cursor.next() {
            let path: String = row["path"]
            guard let id = Self.dataID(in: path), wanted.contains(id) else { continue }
            byID[id, default: []].append(row.copy())
        }
    }

    /// In the order of the ids, then in that of the log.
    func polls(of rows: StoryRows) -> [Row] {
        rows.dataIDs.sorted().flatMap { byID[$0] ?? [] }
    }

    /// From `/file/{data id}`, which may stand behind the prefix of a proxy.
    private static func dataID(in path: String) -> String? {
        guard let file = path.firstRange(of: "/file/") else { return nil }
        return path[file.upperBound...].prefix { $0.isHexDigit }.lowercased()
    }
}
