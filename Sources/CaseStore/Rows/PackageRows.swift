package import CaseModel
package import GRDB

/// A package, written when its reading is over.
package struct PackageRow: CaseRow {
    package static let table = "package_row"
    package static let columns = [
        "id", "name", "bundle", "product", "version", "platform", "instance", "made_us", "sha256",
        "packed_bytes", "complete",
    ]

    package var id: Int64
    package var name: String
    /// The input it was in with others; nil for an input that is a package.
    package var bundle: String?
    package var product: String
    package var version: String?
    package var platform: String?
    package var instance: String?
    package var madeUS: Int64?
    package var sha256: Identifier
    package var packedBytes: Int64
    package var complete: Bool

    package init(
        id: Int64,
        name: String,
        product: String,
        sha256: Identifier,
        packedBytes: Int64,
        complete: Bool
    ) {
        self.id = id
        self.name = name
        self.product = product
        self.sha256 = sha256
        self.packedBytes = packedBytes
        self.complete = complete
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            id, name, bundle, product, version, platform, instance, madeUS, sha256,
            packedBytes, complete,
        ]
    }
}

/// A file inside a package, written when its reading is over.
package struct EntryRow: CaseRow {
    package static let table = "entry_row"
    package static let columns = [
        "id", "package_id", "path", "role", "source", "format", "why", "size_bytes", "lines",
        "records", "unparsed_lines", "first_us", "last_us", "usual_pause_us", "zone_known",
        "whole",
    ]

    package var id: Int64
    package var packageID: Int64
    package var path: String
    package var role: String
    package var source: String?
    package var format: String?
    package var why: String
    package var sizeBytes: Int64 = 0
    package var lines: Int64 = 0
    package var records: Int64 = 0
    package var unparsedLines: Int64 = 0
    package var firstUS: Int64?
    package var lastUS: Int64?
    /// Median pause between records; nil with fewer than two.
    package var usualPauseUS: Int64?
    /// True if the time stamps themselves carry their zone.
    package var zoneKnown: Bool = false
    package var whole: Bool = true

    package init(id: Int64, packageID: Int64, path: String, role: String, why: String) {
        self.id = id
        self.packageID = packageID
        self.path = path
        self.role = role
        self.why = why
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            id, packageID, path, role, source, format, why, sizeBytes, lines, records,
            unparsedLines, firstUS, lastUS, usualPauseUS, zoneKnown, whole,
        ]
    }
}

/// What could not be read, and why.
package struct NoteRow: CaseRow {
    package static let table = "note_row"
    package static let columns = [
        "package_id", "entry_path", "line", "byte_offset", "kind", "text", "limit_name",
    ]

    package var packageID: Int64
    package var entryPath: String
    package var line: Int64?
    package var byteOffset: Int64?
    package var kind: String
    package var text: String
    package var limitName: String?

    package init(packageID: Int64, entryPath: String, kind: String, text: String) {
        self.packageID = packageID
        self.entryPath = entryPath
        self.kind = kind
        self.text = text
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, entryPath, line, byteOffset, kind, text, limitName,
        ]
    }
}

/// How a package's local times become UTC.
package struct ClockRow: CaseRow {
    package static let table = "clock_row"
    package static let columns = [
        "package_id", "zone", "offset_us", "how", "record_id",
    ]

    package var packageID: Int64
    package var zone: String
    package var offsetUS: Int64
    package var how: String
    /// One that shows the zone.
    package var recordID: Int64?

    package init(packageID: Int64, zone: String, offsetUS: Int64, how: String) {
        self.packageID = packageID
        self.zone = zone
        self.offsetUS = offsetUS
        self.how = how
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            packageID, zone, offsetUS, how, recordID,
        ]
    }
}

/// The place of a thing that is no log record.
package struct LocatorRow: NumberedRow {
    package static let table = "locator_row"
    package static let columns = [
        "id", "entry_id", "line", "byte_offset", "row", "key", "text",
    ]

    package var id: Int64?
    package var entryID: Int64
    package var line: Int64?
    package var byteOffset: Int64?
    package var row: Int64?
    package var key: String?
    package var text: String

    package init(entryID: Int64, text: String) {
        self.entryID = entryID
        self.text = text
    }

    package var values: [(any DatabaseValueConvertible)?] {
        [
            id, entryID, line, byteOffset, row, key, text,
        ]
    }
}
