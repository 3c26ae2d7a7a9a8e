internal import CaseModel
internal import CaseStore

/// Submissions that were turned away, known by the documented text as the whole value of an error
/// key.
///
/// User-controlled values (names, paths, headers) fire nothing.
enum RefusalLines {
    /// The documented texts of Core's answers, with what they mean and the status they carry.
    private static let texts: [(text: String, kind: String, status: Int?)] = [
        ("Server is too busy. Try again later.", "queue-full", 503),
        ("File upload rejected due to insufficient disk space", "disk", 400),
        ("License is expired", "license", 500),
        ("No available rule is present for scanning.", "rule", 500),
        (
            "Failed to request scan. File size exceeded the maximum size permitted by your "
                + "configuration.", "size", 500
        ),
        ("Failed to request scan. Try again later.", "internal", 500),
        ("File is empty.", "empty", 422),
        ("Missing Content-Length header.", "empty", 411),
        ("File not found, invalid path or access.", "unreadable", 500),
        ("Invalid apikey given", "key", 400),
        ("Batch closed during file upload.", "batch", 400),
        ("Can not scan in given batch.", "batch", 400),
        ("Cannot scan batch in another instance.", "batch", 400),
        ("Invalid download url.", "link", 400),
    ]

    /// Words of the operating system for a peer that cannot be reached.
    private static let unreachable = [
        "connection refused", "connection timed out", "connection reset by peer",
        "no route to host", "network is unreachable", "host not found", "host name not found",
        "name or service not known", "tls handshake failed", "operation timed out",
        "remote host closed the connection", "connection closed",
    ]

    /// The same, where the line is about Core: on its own a client can be too slow as well.
    private static let unreachableCore = ["timed out", "timeout", "request timed out"]

    private static let errorKeys: Set = ["err", "error", "errormessage", "reason", "message"]

    static func take(
        _ record: ExtractedRecord,
        _ fields: [(key: String, value: String)],
        packageID: Int64,
        _ rows: inout SideRows
    ) {
        guard let (text, kind, status) = refusal(in: fields, of: record) else { return }
        var row = RefusalRow(
            packageID: packageID,
            kind: kind,
            hop: record.source == .icapLog ? "icap" : "core"
        )
        row.timeUS = record.timeUS
        row.text = text
        row.status = status
        row.recordID = record.id
        for (key, value) in fields where !value.isEmpty {
            switch key {
            case "code", "status", "httpstatus": row.status = Int(value) ?? row.status
            case "filename": row.fileName = value
            case "dataid": row.dataID = Identifier(text: value)
            case "connectionid": row.connectionID = value
            case "requestid": row.requestID = value
            default: break
            }
        }
        rows.add(row)
    }

    private static func refusal(
        in fields: [(key: String, value: String)],
        of record: ExtractedRecord
    ) -> (String, String, Int?)? {
        for (key, value) in fields where errorKeys.contains(key) {
            let trimmed = value.hasSuffix(".") ? String(value.dropLast()) : value
            for known in texts {
                let text = known.text.hasSuffix(".") ? String(known.text.dropLast()) : known.text
                if trimmed == text { return (value, known.kind, known.status) }
            }
            // Only ICAP Server's own word says that Core could not be reached.
            if record.source == .icapLog, isUnreachable(trimmed, record) {
                return (value, "unreachable", nil)
            }
        }
        return nil
    }

    /// The number of the system's error may stand behind its words: `Connection refused (111)`.
    private static func isUnreachable(_ text: String, _ record: ExtractedRecord) -> Bool {
        var words = text.lowercased()[...]
        if words.last == ")", let open = words.lastIndex(of: "("),
            words[words.index(after: open)...].dropLast().allSatisfy(\.isNumber)
        {
            words = words[..<open]
            while words.last == " " { words.removeLast() }
        }
        if unreachable.contains(String(words)) { return true }
        return unreachableCore.contains(String(words)) && RequestSentence(record).isAboutCore
    }
}
