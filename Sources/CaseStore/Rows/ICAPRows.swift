package import CaseModel
package import GRDB

/// A request to ICAP Server with its answer, as far as both were seen.
package struct ICAPRequestRow: CaseRow {
    package static let table = "icap_request_row"
    package static let columns = [
        "package_id", "connection_id", "request_id", "client_ip", "file_name", "uri", "path_key",
        "path",
        "base_name", "server", "time_us", "answered_us", "status", "response_info",
        "response_desc", "blocked_reason", "profile", "threat", "data_id", "sha256", "error",
        "last_error", "action", "core_server", "record_id", "error_record_id",
        "last_error_record_id", "answer_record_id", "locator_id",
    ]

    package var packageID: Int64
    package var connectionID: String?
    package var requestID: String?
    package var clientIP: String?
    package var fileName: String?
    package var uri: String?
    package var pathKey: String?
    package var path: String?
    package var baseName: String?
    package var server: String?
    package var timeUS: Int64?
    package var answeredUS: Int64?
    package var status: Int?
    package var responseInfo: String?
    package var responseDesc: String?
    package var blockedReason: String?
    package var profile: String?
    package var threat: String?
    package var dataID: Identifier?
    package var sha256: Identifier?
    package var error: String?
    /// nil if there was one at most.
    package var lastError: String?
    package var action: String?
    /// Host and port alone, since a URL may hold a key.
    package var coreServer: String?
    package var recordID: Int64?
    package var errorRecordID: Int64?
    package var lastErrorRecordID: Int64?
    package var answerRecordID: Int64?
    package var locatorID: Int64?

    package init(packageID: Int64) {
        self.packageID = packageID
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, connectionID, requestID, clientIP, fileName, uri, pathKey, path, baseName,
            server, timeUS, answeredUS, status, responseInfo, responseDesc, blockedReason,
            profile, threat, dataID, sha256, error, lastError, action, coreServer, recordID,
            errorRecordID, lastErrorRecordID, answerRecordID, locatorID,
        ]
    }
}

/// A submission that was turned away.
package struct RefusalRow: CaseRow {
    package static let table = "refusal_row"
    package static let columns = [
        "package_id", "time_us", "kind", "hop", "status", "text", "file_name", "data_id",
        "connection_id", "request_id", "record_id",
    ]

    package var packageID: Int64
    package var timeUS: Int64?
    package var kind: String
    package var hop: String
    package var status: Int?
    package var text: String?
    package var fileName: String?
    package var dataID: Identifier?
    package var connectionID: String?
    package var requestID: String?
    package var recordID: Int64?

    package init(packageID: Int64, kind: String, hop: String) {
        self.packageID = packageID
        self.kind = kind
        self.hop = hop
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, timeUS, kind, hop, status, text, fileName, dataID, connectionID,
            requestID, recordID,
        ]
    }
}
