internal import CaseModel
internal import GRDB

/// The rows of the case that tell of one file, in the order they were read.
struct StoryRows {
    /// What asks the share or a person for a scan; see the view `expected_event`.
    var events: [Row] = []
    var requests: [Row]
    var scans: [Row]
    var engineResults: [Row]
    /// Where else the scans stand.
    var scanSources: [Row]
    var refusals: [Row]
    /// Core's refusals of a file of the same name, while a request for it was open.
    var refusalsByName: [Row]
    var nutanixFiles: [Row]
    var quarantineItems: [Row]
    var cloudAttempts: [Row]
    var predictedLocks: [Row] = []
    /// Requests that may be of this file under another name; see the view `other_name`.
    var otherNames: [Row] = []
    /// Scans that are known by their name alone.
    var scansByName: Set<Int64>

    /// Core's line and ICAP's line of one refusal stand within this time of each other.
    private static let slackUS: Int64 = 2_000_000
    /// Requests under other names that a story shows for one lock or report.
    private static let mostOtherNames = 5

    init(_ match: ItemMatch, _ db: Database) throws {
        func rows(_ view: String, _ kind: String) throws -> [Row] {
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM \(view) WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id
                    """,
                arguments: [(match.links[kind] ?? []).jsonList]
            )
        }
        scansByName = match.scansByName
        requests = try rows("icap_request", "icap-request")
        scans = try rows("scan", "scan")
        nutanixFiles = try rows("nutanix_file", "nutanix-file")
        refusals = try rows("refusal", "refusal")
        quarantineItems = try rows("quarantine_item", "quarantine-item")
        if match.kind == "file" {
            let own = " WHERE file_id = ? ORDER BY"
            events = try Row.fetchAll(
                db,
                sql: "SELECT * FROM expected_event\(own) id",
                arguments: [match.row]
            )
            predictedLocks = try Row.fetchAll(
                db,
                sql: "SELECT * FROM predicted_lock\(own) 1",
                arguments: [match.row]
            )
            otherNames = try Self.otherNames(of: match.row, db)
        } else {
            refusals = try Self.refusals(of: requests, db)
            quarantineItems += try Self.items(of: scans, db)
        }
        engineResults = try Self.engineResults(of: scans, db)
        scanSources = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM scan_source WHERE scan_id IN (SELECT value FROM json_each(?))
                ORDER BY scan_id, evidence
                """,
            arguments: [(scans.map { $0["id"] } as [Int64]).jsonList]
        )
        cloudAttempts = try Self.attempts(quarantineItems, scans, db)
        refusalsByName = []
        refusalsByName = try refusalsByName(db)
    }

    /// Core's ids for it, each once.
    var dataIDs: Set<String> {
        Set((requests + scans).compactMap { ($0["data_id"] as Identifier?)?.text })
    }

    private static func otherNames(of file: Int64, _ db: Database) throws -> [Row] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT other_name.event_id, other_name.temporary, other_name.among,
                    icap_request.time_us, icap_request.evidence
                FROM expected_event
                JOIN other_name ON other_name.event_id = expected_event.id
                JOIN icap_request ON icap_request.id = other_name.request_id
                WHERE expected_event.file_id = ? AND other_name.position < ?
                ORDER BY other_name.event_id, other_name.position
                """,
            arguments: [file, mostOtherNames]
        )
    }

    private static func engineResults(of scans: [Row], _ db: Database) throws -> [Row] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM engine_result WHERE scan_id IN (SELECT value FROM json_each(?))
                ORDER BY scan_id, engine
                """,
            arguments: [(scans.map { $0["id"] } as [Int64]).jsonList]
        )
    }

    private static func refusals(of requests: [Row], _ db: Database) throws -> [Row] {
        try requests.flatMap { request -> [Row] in
            let arguments: StatementArguments = [request["connection_id"], request["request_id"]]
            return try Row.fetchAll(
                db,
                sql: "SELECT * FROM refusal WHERE connection_id = ? AND request_id = ? ORDER BY id",
                arguments: arguments
            )
        }
    }

    private static func items(of scans: [Row], _ db: Database) throws -> [Row] {
        var seen: Set<Int64> = []
        return try scans.flatMap { scan -> [Row] in
            let arguments: StatementArguments = [
                scan["sha256"] as Identifier?, scan["data_id"] as Identifier?,
            ]
            return try Row.fetchAll(
                db,
                sql: "SELECT * FROM quarantine_item WHERE sha256 = ? OR data_id = ? ORDER BY id",
                arguments: arguments
            )
        }.filter { seen.insert($0["id"]).inserted }
    }

    private static func attempts(_ items: [Row], _ scans: [Row], _ db: Database) throws -> [Row] {
        var ids: Set<Int64> = []
        var hashes: Set<Identifier> = []
        for row in items { ids.insert(row["id"]) }
        for row in items + scans {
            if let hash = row["sha256"] as Identifier? { hashes.insert(hash) }
        }
        var found: [Int64: Row] = [:]
        let byItem = "SELECT * FROM cloud_attempt WHERE item_id IN (SELECT value FROM json_each(?))"
        for row in try Row.fetchAll(db, sql: byItem, arguments: [ids.sorted().jsonList]) {
            found[row["id"]] = row
        }
        for hash in hashes {
            let byHash = "SELECT * FROM cloud_attempt WHERE sha256 = ?"
            for row in try Row.fetchAll(db, sql: byHash, arguments: [hash]) {
                found[row["id"]] = row
            }
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Core writes a refusal without connection or data id: name and time are all there is.
    private func refusalsByName(_ db: Database) throws -> [Row] {
        var found: [Int64: Row] = [:]
        let sql = """
            SELECT * FROM refusal
            WHERE hop <> 'icap' AND connection_id IS NULL AND file_name = ? COLLATE NOCASE
                AND time_us BETWEEN ? AND ?
            """
        for request in requests where (request["data_id"] as Identifier?) == nil {
            guard let name = request["file_name"] as String?,
                let time = request["time_us"] as Int64?
            else { continue }
            let end: Int64 = request["answered_us"] ?? time
            let arguments: StatementArguments = [name, time - Self.slackUS, end + Self.slackUS]
            for row in try Row.fetchAll(db, sql: sql, arguments: arguments) {
                found[row["id"]] = row
            }
        }
        let known = Set(refusals.map { $0["id"] as Int64 })
        return found.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
    }
}
