package import CaseModel
package import GRDB

/// A file on the Nutanix list.
package struct NutanixFileRow: CaseRow {
    package static let table = "nutanix_file_row"
    package static let columns = [
        "package_id", "ext_id", "path", "path_key", "base_name", "share", "file_server_id",
        "server", "scan_time_us", "description", "quarantined", "locator_id",
    ]

    package var packageID: Int64
    package var extID: String?
    package var path: String
    package var pathKey: String
    package var baseName: String
    package var share: String?
    package var fileServerID: String?
    package var server: String?
    package var scanTimeUS: Int64?
    package var description: String?
    package var quarantined: Bool?
    package var locatorID: Int64

    package init(
        packageID: Int64,
        path: String,
        pathKey: String,
        baseName: String,
        locatorID: Int64
    ) {
        self.packageID = packageID
        self.path = path
        self.pathKey = pathKey
        self.baseName = baseName
        self.locatorID = locatorID
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, extID, path, pathKey, baseName, share, fileServerID, server, scanTimeUS,
            description, quarantined, locatorID,
        ]
    }
}

/// A file in Core's quarantine.
package struct QuarantineItemRow: NumberedRow {
    package static let table = "quarantine_item_row"
    package static let columns = [
        "id", "package_id", "data_id", "sha256", "file_name", "time_us", "pinned", "state",
        "state_text", "state_us", "record_id", "locator_id",
    ]

    package var id: Int64?
    package var packageID: Int64
    package var dataID: Identifier?
    package var sha256: Identifier?
    package var fileName: String?
    package var timeUS: Int64?
    package var pinned: Bool?
    package var state: String?
    /// What the state was read from, at most a few hundred characters.
    package var stateText: String?
    package var stateUS: Int64?
    package var recordID: Int64?
    package var locatorID: Int64?

    package init(packageID: Int64) {
        self.packageID = packageID
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            id, packageID, dataID, sha256, fileName, timeUS, pinned, state, stateText, stateUS,
            recordID, locatorID,
        ]
    }
}

/// An attempt to send an item to MetaDefender Cloud, or an answer of Cloud.
package struct CloudAttemptRow: CaseRow {
    package static let table = "cloud_attempt_row"
    package static let columns = [
        "package_id", "item_id", "data_id", "sha256", "started_us", "outcome", "code", "status",
        "message", "limit_for", "limit_total", "limit_used", "reset_seconds", "interval_seconds",
        "record_id", "locator_id",
    ]

    package var packageID: Int64
    package var itemID: Int64?
    package var dataID: Identifier?
    package var sha256: Identifier?
    package var startedUS: Int64?
    package var outcome: String
    package var code: Int?
    package var status: Int?
    package var message: String?
    package var limitFor: String?
    package var limitTotal: Int64?
    package var limitUsed: Int64?
    package var resetSeconds: Int64?
    package var intervalSeconds: Int64?
    package var recordID: Int64?
    package var locatorID: Int64?

    package init(packageID: Int64, outcome: String) {
        self.packageID = packageID
        self.outcome = outcome
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, itemID, dataID, sha256, startedUS, outcome, code, status, message,
            limitFor, limitTotal, limitUsed, resetSeconds, intervalSeconds, recordID, locatorID,
        ]
    }
}
