package import GRDB

/// One life of a product's service.
package struct ServiceRunRow: CaseRow {
    package static let table = "service_run_row"
    package static let columns = [
        "package_id", "product", "started_us", "ended_us", "how_started", "how_ended",
        "start_record_id", "end_record_id",
    ]

    package var packageID: Int64
    package var product: String
    package var startedUS: Int64?
    package var endedUS: Int64?
    package var howStarted: String
    package var howEnded: String
    package var startRecordID: Int64?
    package var endRecordID: Int64?

    package init(packageID: Int64, product: String, howStarted: String, howEnded: String) {
        self.packageID = packageID
        self.product = product
        self.howStarted = howStarted
        self.howEnded = howEnded
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, product, startedUS, endedUS, howStarted, howEnded, startRecordID,
            endRecordID,
        ]
    }
}

/// The state of an engine over a time.
package struct EngineRow: CaseRow {
    package static let table = "engine_row"
    package static let columns = [
        "package_id", "engine", "version", "state", "message", "from_us", "to_us", "record_id",
        "locator_id",
    ]

    package var packageID: Int64
    package var engine: String
    package var version: String?
    package var state: String
    package var message: String?
    package var fromUS: Int64?
    package var toUS: Int64?
    package var recordID: Int64?
    package var locatorID: Int64?

    package init(packageID: Int64, engine: String, state: String) {
        self.packageID = packageID
        self.engine = engine
        self.state = state
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, engine, version, state, message, fromUS, toUS, recordID, locatorID,
        ]
    }
}

/// A value somebody configured.
package struct SettingRow: CaseRow {
    package static let table = "setting_row"
    package static let columns = [
        "package_id", "section", "key", "value", "locator_id",
    ]

    package var packageID: Int64
    package var section: String
    package var key: String
    package var value: String
    package var locatorID: Int64

    package init(packageID: Int64, section: String, key: String, value: String, locatorID: Int64) {
        self.packageID = packageID
        self.section = section
        self.key = key
        self.value = value
        self.locatorID = locatorID
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, section, key, value, locatorID,
        ]
    }
}

/// A value somebody observed.
package struct FactRow: CaseRow {
    package static let table = "fact_row"
    package static let columns = [
        "package_id", "key", "value", "number", "time_us", "locator_id",
    ]

    package var packageID: Int64
    package var key: String
    package var value: String
    package var number: Double?
    package var timeUS: Int64?
    package var locatorID: Int64?

    package init(packageID: Int64, key: String, value: String) {
        self.packageID = packageID
        self.key = key
        self.value = value
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, key, value, number, timeUS, locatorID,
        ]
    }
}

/// What the vendor's documents say of a message id.
package struct MessageRow: CaseRow {
    package static let table = "message_row"
    package static let columns = ["package_id", "msgid", "severity", "text", "locator_id"]

    package var packageID: Int64
    package var msgid: Int64
    package var severity: String?
    package var text: String
    package var locatorID: Int64

    package init(
        packageID: Int64,
        msgid: Int64,
        severity: String?,
        text: String,
        locatorID: Int64
    ) {
        self.packageID = packageID
        self.msgid = msgid
        self.severity = severity
        self.text = text
        self.locatorID = locatorID
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, msgid, severity, text, locatorID,
        ]
    }
}

/// A licence as a status body tells it.
package struct LicenseRow: CaseRow {
    package static let table = "license_row"
    package static let columns = [
        "package_id", "status", "expires", "days_left", "engines", "locator_id",
    ]

    package var packageID: Int64
    package var status: String?
    package var expires: String?
    package var daysLeft: Int64?
    /// Licensed engines, one a line.
    package var engines: String?
    package var locatorID: Int64

    package init(packageID: Int64, locatorID: Int64) {
        self.packageID = packageID
        self.locatorID = locatorID
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, status, expires, daysLeft, engines, locatorID,
        ]
    }
}
