internal import CaseModel
internal import CaseStore

/// The infected files of a Nutanix file server, as its interface or a table lists them.
struct NutanixList: TableForm {
    static let format = "nutanix-list"

    enum Field: TableField {
        case extID, path, share, fileServerID, server, time, description, quarantined

        var names: [String] {
            switch self {
            case .extID: ["extid", "id", "uuid", "entityid"]
            case .path: ["path", "filepath", "file", "filename", "fullpath"]
            case .share: ["sharename", "share", "mounttargetname", "mounttarget"]
            case .fileServerID: ["fileserverextid", "fileserverid", "fileserveruuid"]
            case .server:
                ["partnerserver", "icapserver", "antivirusserver", "icapservername", "server"]
            case .time:
                [
                    "scantime", "scantimestampusecs", "scantimestamp", "scantimeusecs",
                    "scannedat", "scandate", "time", "date",
                ]
            case .description:
                ["threatdescription", "threat", "threatname", "description", "status"]
            case .quarantined: ["isquarantined", "quarantined", "quarantinestate", "inquarantine"]
            }
        }
    }

    static let ignored = [
        "tenantid", "links", "mounttargetextid", "$objecttype", "$reserved",
        "$unknownfields", "mounttargetreference",
    ]

    private var total: Int64?
    private var hasNextPage = false
    private var errors = 0

    /// A path, and two things that only this list says of a file.
    static func isHeader(_ columns: TableColumns<Field>) -> Bool {
        guard columns.has(.path) else { return false }
        let own: Set = [
            "partnerserver", "icapserver", "antivirusserver", "scantimestampusecs",
            "threatdescription", "isquarantined", "quarantined", "inquarantine",
        ]
        let found = columns.names.count { own.contains(HeaderNames.normalised($0)) }
        return found >= 2 || (found == 1 && columns.count(of: .time, .description, .server) >= 2)
    }

    /// A page without rows, known by its links, its type or the entry's name.
    ///
    /// An empty list of something else must not pass for one of infected files.
    static func isEmptyPage(_ wrapper: JSONValue, path: String) -> Bool {
        if LogPlace.name(of: path).contains("infected") { return true }
        let links = wrapper.descendant("metadata", "links")?.elements ?? []
        return links.contains { $0.member("href")?.text?.contains("infected-files") == true }
            || wrapper.member("$dataItemDiscriminator")?.text?.contains("InfectedFile") == true
    }

    /// `{"data":{"error":[…]}}`: the interface was asked and could not answer.
    static func isErrorAnswer(_ value: JSONValue) -> Bool {
        guard let error = value.descendant("data", "error") else { return false }
        return !error.elements.isEmpty || !error.members.isEmpty
    }

    mutating func take(
        _ row: TableRow<Field>,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        if let object = row.object, Self.isErrorAnswer(object) {
            errors += 1
            return
        }
        guard let path = row[.path] else {
            state.note(
                Note(
                    .damaged,
                    "an element without a path is left out",
                    line: row.place.line,
                    byteOffset: row.place.byteOffset
                )
            )
            return
        }
        let key = PathKey(path)
        let locator = document.locate(row.place, text: row.text(&state), in: &state)
        var file = NutanixFileRow(
            packageID: state.package.id,
            path: state.clean(path),
            pathKey: state.clean(key.key),
            baseName: state.clean(key.baseName),
            locatorID: locator
        )
        file.extID = state.clean(row[.extID])
        file.share = state.clean(row[.share])
        file.fileServerID = state.clean(row[.fileServerID])
        file.server = state.clean(row[.server])
        file.scanTimeUS = document.times.us(row[.time], line: row.place.line)
        file.description = state.clean(row[.description])
        file.quarantined = Self.quarantined(row[.quarantined])
        state.sideRows.add(file)
        document.records += 1
    }

    mutating func takeWrapper(_ wrapper: JSONValue) {
        if Self.isErrorAnswer(wrapper) { errors += 1 }
        guard let metadata = wrapper.member("metadata") else { return }
        if let count = metadata.member(
            "totalAvailableResults",
            "totalResults",
            "totalEntities",
            "total",
            "totalMatches"
        )?
        .integer {
            // Several pages in one file repeat the counter.
            total = max(total ?? 0, count)
        }
        // The last page has no link to a next one.
        hasNextPage =
            metadata.member("links")?.elements.contains { $0.member("rel")?.text == "next" }
            ?? false
    }

    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState) {
        if errors > 0 {
            state.note(
                Note(
                    .partlyRead,
                    "\(errors) error answers of the file server's interface are left out"
                )
            )
        }
        if let total, total > document.records {
            state.note(
                Note(
                    .partlyRead,
                    "the list may be one page of many: it holds \(document.records) of \(total)"
                )
            )
        } else if hasNextPage {
            state.note(
                Note(.partlyRead, "the list may be one page of many: it names a next page")
            )
        } else if total == nil, document.records > 0, document.records.isMultiple(of: 100) {
            state.note(
                Note(
                    .partlyRead,
                    "the list may be one page of many: it has \(document.records) rows and no total"
                )
            )
        }
    }

    private static func quarantined(_ text: String?) -> Bool? {
        if let value = TableText.bool(text) { return value }
        switch text?.lowercased() {
        case "quarantined": return true
        case "not quarantined", "unquarantined": return false
        default: return nil
        }
    }
}
