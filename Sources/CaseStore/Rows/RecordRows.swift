package import GRDB

/// A message shape of one package.
package struct ShapeRow: CaseRow {
    package static let table = "shape_row"
    package static let columns = [
        "id", "package_id", "level", "component", "msgid", "text", "count", "first_us",
        "last_us",
    ]

    package var id: Int64
    package var packageID: Int64
    package var level: Int?
    package var component: String?
    package var msgid: Int64?
    package var text: String
    package var count: Int64
    package var firstUS: Int64?
    package var lastUS: Int64?

    package init(id: Int64, packageID: Int64, text: String, count: Int64) {
        self.id = id
        self.packageID = packageID
        self.text = text
        self.count = count
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            id, packageID, level, component, msgid, text, count, firstUS, lastUS,
        ]
    }
}

/// A source that went silent though the log goes on afterwards.
package struct GapRow: CaseRow {
    package static let table = "gap_row"
    package static let columns = [
        "package_id", "source", "from_us", "to_us", "usual_us", "before_record_id",
        "after_record_id",
    ]

    package var packageID: Int64
    package var source: String
    package var fromUS: Int64
    package var toUS: Int64
    package var usualUS: Int64?
    package var beforeRecordID: Int64?
    package var afterRecordID: Int64?

    package init(packageID: Int64, source: String, fromUS: Int64, toUS: Int64) {
        self.packageID = packageID
        self.source = source
        self.fromUS = fromUS
        self.toUS = toUS
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, source, fromUS, toUS, usualUS, beforeRecordID, afterRecordID,
        ]
    }
}

/// From when to when a source speaks, and whether it is whole.
package struct CoverageRow: CaseRow {
    package static let table = "coverage_row"
    package static let columns = [
        "package_id", "product", "source", "from_us", "to_us", "complete", "why",
    ]

    package var packageID: Int64
    package var product: String
    package var source: String
    package var fromUS: Int64?
    package var toUS: Int64?
    package var complete: Bool
    package var why: String

    package init(packageID: Int64, product: String, source: String, complete: Bool, why: String) {
        self.packageID = packageID
        self.product = product
        self.source = source
        self.complete = complete
        self.why = why
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, product, source, fromUS, toUS, complete, why,
        ]
    }
}
