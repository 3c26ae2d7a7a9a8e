internal import CaseModel
internal import GRDB
internal import Quarantine

/// Reads what a case shows of the files of a finding, and of some others that fared well.
struct ObservedFiles {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// The finding's files in the order of their times, each path once.
    func files(of finding: Assessment.Finding) throws -> [ObservedFile] {
        var files: [ObservedFile] = []
        var known: Set<String> = []
        for subject in finding.subjects {
            guard let file = try file(of: subject, family: finding.family),
                known.insert(file.path).inserted
            else { continue }
            files.append(file)
        }
        return files.sorted { ($0.sentUS ?? .max, $0.path) < ($1.sentUS ?? .max, $1.path) }
    }

    /// Files with a clean scan next to a time, at most `count` before it and after it; those of
    /// `others` are no contrast.
    func contrast(
        before fromUS: Int64,
        after toUS: Int64,
        others: Set<String>,
        atMost count: Int
    ) throws -> [ObservedFile] {
        var found: [ObservedFile] = []
        for side in ["time_us < ? ORDER BY time_us DESC", "time_us > ? ORDER BY time_us"] {
            let sql = """
                SELECT file_id, scan_id, request_id, kind, row_id, time_us FROM expected_event
                WHERE scan_id IS NOT NULL AND kind = 'icap-request' AND \(side)
                LIMIT \(count * 20)
                """
            let boundUS = side.hasPrefix("time_us <") ? fromUS : toUS
            var taken = 0
            for row in try Row.fetchAll(db, sql: sql, arguments: [boundUS]) where taken < count {
                var file = ObservedFile(path: "")
                try take(event: row, into: &file)
                guard file.code == 0, !file.path.isEmpty, !others.contains(file.path) else {
                    continue
                }
                file.lock = .served
                found.append(file)
                taken += 1
            }
        }
        return found
    }

    private func file(of subject: Assessment.Subject, family: String) throws -> ObservedFile? {
        let known = try Row.fetchOne(
            db,
            sql: "SELECT kind, row_id FROM subject_row WHERE subject = ?",
            arguments: [subject.id]
        )
        guard let known,
            [.file, .scan, .icapRequest, .nutanixFile, .quarantineItem]
                .contains(subject.kind)
        else { return nil }
        let row: Int64 = known["row_id"]
        var file = ObservedFile(path: subject.path ?? subject.label)
        file.sha256 = subject.sha256 ?? ""
        file.sentUS = subject.timeUS
        let symptom = try Row.fetchOne(
            db,
            sql: """
                SELECT scan_id, event_id, time_us, window_from_us FROM symptom
                WHERE subject_kind = ? AND subject_id = ? AND family = ? ORDER BY id DESC
                """,
            arguments: [subject.kind.rawValue, row, family]
        )
        try take(subject.kind, row, &file)
        if let event: Int64 = symptom?["event_id"] {
            let sql = "SELECT * FROM expected_event WHERE id = ?"
            if let row = try Row.fetchOne(db, sql: sql, arguments: [event]) {
                file.isMissing = row["scan_id"] == nil
                try take(event: row, into: &file)
            }
        }
        if let scan: Int64 = symptom?["scan_id"] { try take(scan: scan, into: &file) }
        if subject.kind == .file { try takeLinks(of: row, into: &file) }
        file.sentUS = file.sentUS ?? symptom?["window_from_us"] ?? symptom?["time_us"]
        return file
    }

    private func take(
        _ kind: Assessment.Subject.Kind,
        _ row: Int64,
        _ file: inout ObservedFile
    ) throws {
        switch kind {
        case .scan: try take(scan: row, into: &file)
        case .icapRequest: try take(request: row, into: &file)
        case .nutanixFile: try take(lock: row, into: &file)
        case .quarantineItem: try take(item: row, into: &file)
        default: break
        }
    }

    /// What is tied to a file besides its event.
    private func takeLinks(of fileID: Int64, into file: inout ObservedFile) throws {
        let links = try Row.fetchAll(
            db,
            sql: "SELECT kind, row_id FROM file_link WHERE file_id = ? ORDER BY kind, row_id",
            arguments: [fileID]
        )
        for link in links {
            let row: Int64 = link["row_id"]
            switch link["kind"] as String {
            case "nutanix-file" where file.lock == nil: try take(lock: row, into: &file)
            case "refusal" where file.refusal == nil: try take(refusal: row, into: &file)
            case "quarantine-item" where file.cloud == nil: try take(item: row, into: &file)
            default: break
            }
        }
        let why = try String.fetchOne(
            db,
            sql: "SELECT why FROM predicted_lock WHERE file_id = ?",
            arguments: [fileID]
        )
        if why == "blocked" {
            // A list may say Unknown of what was blocked by a verdict as well; of other results it
            // is not known which of the two the share makes of them.
            let isThreat = file.code.flatMap { ResultCode.of($0) }?.kind == .threat
            if isThreat { file.lock = .blocked }
        } else if why != nil, file.lock == nil {
            file.lock = .unknown
        }
    }

    private func take(event: Row, into file: inout ObservedFile) throws {
        if file.path.isEmpty {
            let sql = "SELECT coalesce(path, name) FROM file WHERE id = ?"
            file.path =
                try String.fetchOne(db, sql: sql, arguments: [event["file_id"] as Int64]) ?? ""
        }
        if let scan: Int64 = event["scan_id"] { try take(scan: scan, into: &file) }
        if event["kind"] as String == "nutanix-lock" {
            try take(lock: event["row_id"], into: &file)
        }
        let request: Int64? =
            event["request_id"] ?? (event["kind"] == "icap-request" ? event["row_id"] : nil)
        if let request { try take(request: request, into: &file) }
        file.sentUS = file.sentUS ?? event["time_us"]
    }

    private func take(scan id: Int64, into file: inout ObservedFile) throws {
        let sql = """
            SELECT started_us, finished_us, result_code, sha256_text, processing_ms, queue_ms,
                coalesce(user_agent, '') AS user_agent, data_id
            FROM scan WHERE id = ?
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return }
        file.code = row["result_code"]
        if let hash: String = row["sha256_text"] { file.sha256 = hash }
        file.sentUS = row["started_us"] ?? file.sentUS
        file.endedUS = row["finished_us"] ?? file.endedUS
        if let took: Int64 = row["processing_ms"] { file.scanUS = took * 1_000 }
        if row["user_agent"] == "mdicapserver" { file.isOfShare = true }
        let request = try Int64.fetchOne(
            db,
            sql: "SELECT id FROM icap_request WHERE data_id = ?",
            arguments: [row["data_id"] as Identifier?]
        )
        if let request { try take(request: request, into: &file) }
    }

    private func take(request id: Int64, into file: inout ObservedFile) throws {
        let sql = "SELECT time_us, answered_us, status, path FROM icap_request WHERE id = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return }
        file.isOfShare = true
        file.sentUS = row["time_us"] ?? file.sentUS
        file.endedUS = row["answered_us"] ?? file.endedUS
        file.icapStatus = row["status"]
        if let path: String = row["path"], !path.isEmpty { file.path = path }
    }

    private func take(lock id: Int64, into file: inout ObservedFile) throws {
        let sql = """
            SELECT coalesce(quarantined, 1) AS quarantined, description, scan_time_us
            FROM nutanix_file WHERE id = ?
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return }
        file.isOfShare = true
        file.endedUS = file.endedUS ?? row["scan_time_us"]
        file.sentUS = file.sentUS ?? row["scan_time_us"]
        guard row["quarantined"] != 0 else { return }
        let description: String = row["description"] ?? ""
        let isVerdict = !description.isEmpty && description.lowercased() != "unknown"
        file.lock = isVerdict ? .blocked : .unknown
    }

    private func take(refusal id: Int64, into file: inout ObservedFile) throws {
        let sql = "SELECT status, text, time_us FROM refusal WHERE id = ? AND hop <> 'nginx'"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return }
        file.refusal = (row["status"], row["text"] ?? "")
        file.endedUS = file.endedUS ?? row["time_us"]
    }

    private func take(item id: Int64, into file: inout ObservedFile) throws {
        let sql = "SELECT state_text, time_us, sha256_text FROM quarantine_item WHERE id = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return }
        file.cloud = row["state_text"] ?? ""
        file.sentUS = file.sentUS ?? row["time_us"]
        if let hash: String = row["sha256_text"], file.sha256.isEmpty { file.sha256 = hash }
    }
}
