package import CaseModel
package import GRDB

/// What scans of one outcome share.
package struct ScanDetailRow: CaseRow {
    package static let table = "scan_detail_row"
    package static let columns = [
        "id", "text", "result_code", "result_label", "allowed", "blocked_reason", "rule_name",
        "user_agent", "source", "threat_name",
    ]

    package var id: Int64
    /// The end of the record's text, from the quote that closes the hash; nil for a document.
    package var text: String?
    package var resultCode: Int?
    package var resultLabel: String?
    package var allowed: Bool?
    package var blockedReason: String?
    package var ruleName: String?
    package var userAgent: String?
    package var source: String?
    package var threatName: String?

    package init(id: Int64) {
        self.id = id
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            id, text, resultCode, resultLabel, allowed, blockedReason, ruleName, userAgent,
            source, threatName,
        ]
    }
}

/// A scan that came from a document, or from a log line of an unusual form.
package struct ScanRow: CaseRow {
    package static let table = "scan_row"
    package static let columns = [
        "id", "package_id", "data_id", "sha256", "file_name", "detail_id", "parent_data_id",
        "started_us", "finished_us", "queue_ms", "processing_ms", "locator_id",
    ]

    package var id: Int64
    package var packageID: Int64
    package var dataID: Identifier?
    package var sha256: Identifier?
    package var fileName: String?
    package var detailID: Int64
    package var parentDataID: Identifier?
    package var startedUS: Int64?
    package var finishedUS: Int64?
    package var queueMS: Int64?
    package var processingMS: Int64?
    package var locatorID: Int64?

    package init(id: Int64, packageID: Int64, detailID: Int64) {
        self.id = id
        self.packageID = packageID
        self.detailID = detailID
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            id, packageID, dataID, sha256, fileName, detailID, parentDataID, startedUS,
            finishedUS, queueMS, processingMS, locatorID,
        ]
    }
}

/// A value of a result body that is kept beside its scan.
package struct ScanValueRow: CaseRow {
    package static let table = "scan_value_row"
    package static let columns = ["scan_id", "key", "value", "locator_id"]

    package var scanID: Int64
    /// Dotted, as the body has it.
    package var key: String
    package var value: String
    package var locatorID: Int64

    package init(scanID: Int64, key: String, value: String, locatorID: Int64) {
        self.scanID = scanID
        self.key = key
        self.value = value
        self.locatorID = locatorID
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            scanID, key, value, locatorID,
        ]
    }
}

/// What one engine said of one scan.
package struct EngineResultRow: CaseRow {
    package static let table = "engine_result_row"
    package static let columns = [
        "scan_id", "engine", "result_code", "message", "scan_ms", "wait_ms", "def_time_us",
        "locator_id",
    ]

    package var scanID: Int64
    package var engine: String
    package var resultCode: Int?
    package var message: String?
    package var scanMS: Int64?
    package var waitMS: Int64?
    package var defTimeUS: Int64?
    package var locatorID: Int64?

    package init(scanID: Int64, engine: String) {
        self.scanID = scanID
        self.engine = engine
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            scanID, engine, resultCode, message, scanMS, waitMS, defTimeUS, locatorID,
        ]
    }
}
