internal import CaseModel
internal import CaseStore

/// Gathers the records of an ICAP request, from "Attempting to scan" to the answer, into one row.
///
/// Only the first of these texts is documented; the others are read by their keys. A request is
/// known by connection and request id together, since a connection carries several.
struct RequestLines {
    private let packageID: Int64
    private let limit: Int
    private var open: [String: ICAPRequestRow] = [:]
    private(set) var overflowed = false

    init(packageID: Int64, limit: Int) {
        self.packageID = packageID
        self.limit = limit
    }

    mutating func take(
        _ record: ExtractedRecord,
        _ fields: [(key: String, value: String)],
        _ rows: inout SideRows
    ) {
        let connection = fields.first { $0.key == "connectionid" }?.value
        let request = fields.first { $0.key == "requestid" }?.value
        guard connection != nil || request != nil else { return }
        let key = "\(connection ?? "")|\(request ?? "")"
        // Ids come again: a start for another path ends the request whose answer was not seen.
        if let waiting = open[key], let known = waiting.uri,
            record.message.hasPrefix("Attempting to scan"),
            let uri = fields.first(where: { $0.key == "uri" })?.value, uri != known
        {
            rows.add(Self.completed(waiting))
            open[key] = nil
        }
        var row = open[key] ?? ICAPRequestRow(packageID: packageID)
        if row.recordID == nil {
            row.recordID = record.id
            row.timeUS = record.timeUS
            row.connectionID = connection
            row.requestID = request
        }
        let isAnswer = Self.takeFields(record, fields, &row)
        takeError(record, fields, isAnswer: isAnswer, &row)
        guard isAnswer else {
            if open[key] == nil, open.count >= limit {
                overflowed = true
                finish(&rows)
            }
            open[key] = row
            return
        }
        row.answeredUS = record.timeUS
        row.answerRecordID = record.id
        open[key] = nil
        rows.add(Self.completed(row))
    }

    /// Writes the requests whose answer was never seen, in the order they began.
    mutating func finish(_ rows: inout SideRows) {
        for row in open.values.sorted(by: { ($0.recordID ?? 0) < ($1.recordID ?? 0) }) {
            rows.add(Self.completed(row))
        }
        open.removeAll()
    }

    /// Sets what the fields say; true if they are those of the answer.
    private static func takeFields(
        _ record: ExtractedRecord,
        _ fields: [(key: String, value: String)],
        _ row: inout ICAPRequestRow
    ) -> Bool {
        // Most records have neither, and their words need not be looked at.
        let hasSentence = fields.contains {
            answerKeys.contains($0.key) || coreKeys.contains($0.key)
        }
        let sentence = hasSentence ? RequestSentence(record) : nil
        var isAnswer = false
        for (key, value) in fields where !value.isEmpty {
            if answerKeys.contains(key) {
                if sentence?.isResponse == true {
                    if setAnswer(key, value, in: &row) { isAnswer = true }
                } else if key.hasSuffix("responseinfo") {
                    // The key names ICAP's own header; status and verdict may be Core's.
                    row.responseInfo = value
                }
            } else if coreKeys.contains(key), sentence?.isAboutCore == true {
                row.coreServer = CoreAddress.hostAndPort(in: value) ?? row.coreServer
            } else {
                set(key, value, in: &row)
            }
        }
        return isAnswer
    }

    /// Keys whose value ends a request, where a record tells of the response.
    private static let answerKeys: Set = [
        "status", "icapstatus", "statuscode", "responseinfo", "xresponseinfo", "verdict",
    ]

    /// Keys of Core's address, where a record speaks of Core.
    private static let coreKeys: Set = ["server", "coreserver", "coreaddress", "coreurl", "url"]

    /// Sets what a key says of the answer; false if the value is none.
    private static func setAnswer(
        _ key: String,
        _ value: String,
        in row: inout ICAPRequestRow
    ) -> Bool {
        if ["status", "icapstatus", "statuscode"].contains(key) {
            row.status = Int(value)
            return row.status != nil
        }
        row.responseInfo = value
        return true
    }

    private static func set(_ key: String, _ value: String, in row: inout ICAPRequestRow) {
        switch key {
        case "clientaddress", "clientip", "xclientip": row.clientIP = value
        case "uri", "url", "httpuri": row.uri = row.uri ?? value
        case "filename": row.fileName = row.fileName ?? value
        case "dataid": row.dataID = Identifier(text: value)
        case "sha256sum", "sha256": row.sha256 = Identifier(text: value)
        case "responsedesc", "xresponsedesc": row.responseDesc = value
        case "blockedreason", "xblockedreason": row.blockedReason = value
        case "profile", "xicapprofile", "icapprofile": row.profile = value
        case "threat", "xvirusid", "threatname": row.threat = value
        default: break
        }
    }

    /// Keeps the first error of a request, and the last one if there are several.
    private func takeError(
        _ record: ExtractedRecord,
        _ fields: [(key: String, value: String)],
        isAnswer: Bool,
        _ row: inout ICAPRequestRow
    ) {
        guard !isAnswer, let error = Self.error(record, fields) else { return }
        if row.error == nil {
            row.error = error
            row.errorRecordID = record.id
        } else {
            row.lastError = error
            row.lastErrorRecordID = record.id
        }
    }

    /// The one documented sentence, which says more than what stands behind it, else the value of
    /// an error key.
    private static func error(
        _ record: ExtractedRecord,
        _ fields: [(key: String, value: String)]
    ) -> String? {
        let message = record.message
        let sentence = message.slice(
            0,
            message.first(0x27, from: 0, to: message.count) ?? message.count
        )
        if sentence.first("Error received from Metadefender Core") != nil { return documentedError }
        let value = fields.first { ["error", "err"].contains($0.key) && !$0.value.isEmpty }?.value
        return value
    }

    private static let documentedError = "Error received from Metadefender Core"

    /// Adds what joining needs.
    static func completed(_ row: ICAPRequestRow) -> ICAPRequestRow {
        var row = row
        guard let path = row.uri ?? row.fileName else { return row }
        let key = PathKey(path)
        row.pathKey = key.key
        row.path = key.shown
        row.baseName = key.baseName
        row.server = row.server ?? key.host
        // Masked names are all alike: each stands for a file of its own, which nothing joins.
        if Masking.isMask(key.baseName) {
            row.pathKey = "\(key.key)/\(row.connectionID ?? "")/\(row.requestID ?? "")"
            row.baseName = row.pathKey
            row.fileName = ""
        }
        if row.fileName == nil { row.fileName = key.baseName }
        return row
    }
}
