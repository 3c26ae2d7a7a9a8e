internal import CaseModel
internal import GRDB
internal import Intake
internal import Rules

/// What a person's words may mean: files, and rows that belong to no file.
struct ItemMatches {
    /// Sorted by label, then by the row that stands for each.
    private(set) var matches: [ItemMatch] = []
    /// Says so where more fit than are listed.
    private(set) var cut: [Story.Gap] = []

    /// More than anybody reads through; a longer word is the way to fewer.
    private static let most = 1_000

    init(_ item: String, _ db: Database) throws {
        let files = try ItemSearch.fileIDs(of: item) { sql, arguments in
            try Row.fetchAll(db, sql: sql, arguments: arguments)
        }
        for id in files.prefix(Self.most) { matches.append(try ItemMatch(file: id, db)) }
        let words: StatementArguments = ["id": Identifier(text: item), "text": item]
        let requests = try Row.fetchAll(db, sql: Self.looseRequests, arguments: words)
        let scans = try Row.fetchAll(db, sql: Self.looseScans, arguments: words)
        let items = try Row.fetchAll(db, sql: Self.looseItems, arguments: words)
        addRequests(requests)
        addScans(scans)
        addItems(items)
        matches.sort { ($0.label, $0.kind, $0.row) < ($1.label, $1.kind, $1.row) }
        let counts = [files.count, requests.count, scans.count, items.count, matches.count]
        guard counts.contains(where: { $0 > Self.most }) else { return }
        matches.removeSubrange(min(matches.count, Self.most)...)
        let why =
            "more than \(Self.most) files fit; a longer part of the path would tell them apart"
        cut = [Story.Gap(why: why)]
    }

    /// What each match is to results, in the order of `matches`.
    func subjects(_ labels: PackageLabels, _ db: Database) throws -> [Assessment.Subject] {
        var found: [[String]: Assessment.Subject] = [:]
        for (kind, group) in Dictionary(grouping: matches, by: \.kind) {
            // The kind stands in the text: the other branches of the view then cost nothing.
            let sql = """
                SELECT subject.id, subject.label, subject.key, time_us, data_id, sha256, path,
                    server, package_id
                FROM subject WHERE kind = '\(kind)' AND id IN (SELECT value FROM json_each(?))
                """
            let stored = try Row.fetchAll(
                db,
                sql: "SELECT row_id, subject FROM subject_row WHERE kind = ?",
                arguments: [kind]
            ).reduce(into: [Int64: String]()) { $0[$1[0]] = $1[1] }
            let ids = group.map(\.row).jsonList
            for row in try Row.fetchAll(db, sql: sql, arguments: [ids]) {
                let id: Int64 = row[0]
                let package: Int64? = row[8]
                found[[kind, String(id)]] = Assessment.Subject(
                    kind: Assessment.Subject.Kind(rawValue: kind) ?? .file,
                    id: stored[id] ?? "\(kind)/\(row[2] ?? "")",
                    label: row[1] ?? "",
                    timeUS: row[3],
                    dataID: row[4],
                    sha256: row[5],
                    path: row[6],
                    server: row[7],
                    package: package.flatMap(labels.id)
                )
            }
        }
        return matches.map { match in
            found[[match.kind, String(match.row)]]
                ?? Assessment.Subject(kind: .file, id: "", label: match.label)
        }
    }

    private mutating func addRequests(_ rows: [Row]) {
        var groups: [String: ItemMatch] = [:]
        for row in rows.prefix(Self.most) {
            let key = "\(row["connection_id"] ?? "")|\(row["request_id"] ?? "")"
            groups[key, default: ItemMatch("icap-request", row)].add("icap-request", row["id"])
            // A request without a path still leads to the scan that has its data id.
            if let scan = row["scan_id"] as Int64? { groups[key]?.add("scan", scan) }
        }
        matches += groups.values
    }

    /// Scans of one content under one name are one file.
    private mutating func addScans(_ rows: [Row]) {
        let taken = Set(matches.flatMap { $0.links["scan"] ?? [] })
        var groups: [String: ItemMatch] = [:]
        for row in rows.prefix(Self.most) where !taken.contains(row["id"]) {
            let name: String = row["file_name"] ?? ""
            let key = Self.content(of: row) + "|" + name.lowercased()
            groups[key, default: ItemMatch("scan", row)].add("scan", row["id"])
        }
        matches += groups.values
    }

    /// Items of Core's quarantine whose scan is in no log or history.
    private mutating func addItems(_ rows: [Row]) {
        var groups: [String: ItemMatch] = [:]
        for row in rows.prefix(Self.most) {
            groups[Self.content(of: row), default: ItemMatch("quarantine-item", row)]
                .add("quarantine-item", row["id"])
        }
        matches += groups.values
    }

    private static func content(of row: Row) -> String {
        let id = (row["sha256"] as Identifier?) ?? (row["data_id"] as Identifier?)
        return id?.text ?? "row \(row["id"] as Int64)"
    }

    private static let looseRequests = """
        SELECT icap_request_row.id AS id, icap_request_row.connection_id AS connection_id,
            icap_request_row.request_id AS request_id, scan_row.id AS scan_id,
            coalesce(icap_request_row.file_name, scan_row.file_name,
                'request ' || icap_request_row.connection_id, 'request') AS label
        FROM icap_request_row
        LEFT JOIN scan_row ON scan_row.data_id = icap_request_row.data_id
        WHERE (icap_request_row.connection_id = :text OR icap_request_row.request_id = :text
                OR icap_request_row.data_id = :id)
            AND NOT EXISTS (SELECT 1 FROM file_link_row WHERE kind = 'icap-request'
                AND row_id = icap_request_row.id)
        ORDER BY icap_request_row.id, scan_row.id LIMIT \(most + 1)
        """

    private static let looseScans = """
        SELECT id, data_id, sha256, file_name, coalesce(file_name, 'unnamed scan') AS label
        FROM scan_row
        WHERE (data_id = :id OR sha256 = :id OR file_name = :text COLLATE NOCASE)
            AND NOT EXISTS (SELECT 1 FROM file_link_row WHERE kind = 'scan'
                AND row_id = scan_row.id)
        ORDER BY id LIMIT \(most + 1)
        """

    private static let looseItems = """
        SELECT id, data_id, sha256, coalesce(file_name, 'quarantine item') AS label
        FROM quarantine_item_row AS item
        WHERE (data_id = :id OR sha256 = :id OR file_name = :text COLLATE NOCASE)
            AND NOT EXISTS (SELECT 1 FROM file_link_row WHERE kind = 'quarantine-item'
                AND row_id = item.id)
            AND NOT EXISTS (SELECT 1 FROM scan_row WHERE scan_row.sha256 = item.sha256)
            AND NOT EXISTS (SELECT 1 FROM scan_row WHERE scan_row.data_id = item.data_id)
        ORDER BY id LIMIT \(most + 1)
        """
}
