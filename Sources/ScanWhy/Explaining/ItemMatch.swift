internal import CaseModel
internal import GRDB

/// One file that a person's words may mean, or rows of one content that belong to no file.
struct ItemMatch: Hashable {
    /// The view of the row that stands for it: file, scan, icap-request or quarantine-item.
    let kind: String
    let row: Int64
    let label: String
    /// Row ids by the view they belong to, ascending.
    private(set) var links: [String: [Int64]] = [:]
    /// Scans that are known by their name alone.
    private(set) var scansByName: Set<Int64> = []

    /// A file with all that linking gave it.
    init(file: Int64, _ db: Database) throws {
        kind = "file"
        row = file
        let sql = "SELECT coalesce(path, name, 'unnamed file') FROM file WHERE id = ?"
        label = try String.fetchOne(db.cachedStatement(sql: sql), arguments: [file]) ?? ""
        let linked = "SELECT kind, row_id, strength FROM file_link WHERE file_id = ? ORDER BY 1, 2"
        for link in try Row.fetchAll(db.cachedStatement(sql: linked), arguments: [file]) {
            links[link[0], default: []].append(link[1])
            let (kind, strength): (String, Int) = (link[0], link[2])
            if kind == "scan", strength == 0 { scansByName.insert(link[1]) }
        }
    }

    /// A row with an `id` and a `label`, that no file has.
    init(_ kind: String, _ row: Row) {
        self.kind = kind
        self.row = row["id"]
        label = row["label"]
    }

    mutating func add(_ kind: String, _ id: Int64) {
        guard links[kind]?.contains(id) != true else { return }
        links[kind, default: []].append(id)
    }

    /// The ids under which results know it or its rows.
    func subjects(in db: Database) throws -> [String] {
        let sql = """
            SELECT subject FROM subject_row
            WHERE kind = ? AND row_id IN (SELECT value FROM json_each(?)) ORDER BY subject
            """
        var keys = links
        keys[kind, default: []].append(row)
        return try keys.sorted { $0.key < $1.key }.flatMap { kind, ids in
            try String.fetchAll(db, sql: sql, arguments: [kind, ids.jsonList])
        }
    }
}

extension [Int64] {
    /// For `json_each`.
    var jsonList: String { "[\(map(String.init).joined(separator: ","))]" }
}
