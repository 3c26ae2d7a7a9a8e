internal import CaseModel
internal import CaseStore

/// Core's quarantine as a list, with what came of handing its items to MetaDefender Cloud.
struct QuarantineList: TableForm {
    static let format = "quarantine-list"

    enum Field: TableField {
        case dataID, sha256, fileName, time, pinned, state, stateTime, result, verdict

        var names: [String] {
            switch self {
            case .dataID: ["dataid", "scanid", "id"]
            case .sha256: ["sha256", "sha256sum", "filehash", "hash", "fileinfosha256"]
            case .fileName:
                ["filename", "displayname", "fileinfodisplayname", "file", "name", "originalname"]
            case .time:
                [
                    "quarantinetime", "quarantinedat", "quarantinedon", "quarantined", "time",
                    "datetime", "date/time", "timestamp", "date", "addedat", "createdat",
                ]
            case .pinned: ["pinned", "ispinned", "pin"]
            case .state:
                [
                    "threatintelligence", "threatintelligencestate", "threatintelligencestatus",
                    "cloudstate", "cloudstatus", "metadefendercloud", "metadefendercloudstate",
                ]
            case .stateTime:
                ["threatintelligencetime", "threatintelligencestatetime", "cloudtime", "statetime"]
            case .result:
                [
                    "threatintelligenceresult", "threatintelligenceresults", "cloudresult",
                    "metadefendercloudresult",
                ]
            case .verdict: ["threatintelligenceverdict", "cloudverdict"]
            }
        }
    }

    static let ignored = [
        "size", "filesize", "md5", "sha1", "rule", "rulename", "result", "scanresult", "reason",
        "blockedreason", "username", "user", "useragent", "type", "filetype", "action", "actions",
    ]

    /// A file, and a word that only a quarantine has.
    static func isHeader(_ columns: TableColumns<Field>) -> Bool {
        columns.count(of: .sha256, .fileName, .dataID) >= 1
            && columns.count(of: .pinned, .state, .result) >= 1
    }

    mutating func take(
        _ row: TableRow<Field>,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        guard row[.sha256] != nil || row[.fileName] != nil || row[.dataID] != nil else {
            state.note(
                Note(
                    .damaged,
                    "an item without a name or hash is left out",
                    line: row.place.line,
                    byteOffset: row.place.byteOffset
                )
            )
            return
        }
        var item = QuarantineItemRow(packageID: state.package.id)
        item.dataID = state.clean(row[.dataID]).flatMap { Identifier(text: $0) }
        item.sha256 = state.clean(row[.sha256]).flatMap { Identifier(text: $0) }
        item.fileName = state.clean(row[.fileName])
        item.timeUS = document.times.us(row[.time], line: row.place.line)
        item.pinned = Self.pinned(row[.pinned])
        item.stateUS = document.times.us(row[.stateTime], line: row.place.line)
        // Only a documented text is a state, and only the whole of it.
        item.state = row[.state].flatMap(CloudWords.state(of:))
        let words = state.clean(row[.state])?.unicodeScalars.prefix(DocumentState.locatorCharacters)
        item.stateText = words.map { String(String.UnicodeScalarView($0)) }
        item.locatorID = document.locate(row.place, text: row.text(&state), in: &state)
        let itemID = state.sideRows.add(numbered: item)
        document.records += 1
        var attempt = CloudAttemptRow(packageID: state.package.id, outcome: "")
        attempt.itemID = itemID
        attempt.dataID = item.dataID
        attempt.sha256 = item.sha256
        attempt.startedUS = item.stateUS
        attempt.locatorID = item.locatorID
        addAttempts(of: row, like: attempt, &document, &state)
    }

    /// Each try to send the item, where the list tells them apart; else what it says of the last.
    private func addAttempts(
        of row: TableRow<Field>,
        like attempt: CloudAttemptRow,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        let tries =
            row.object?.member(
                "threat_intelligence_results",
                "threat_intelligence_attempts",
                "cloud_attempts"
            )?
            .elements.filter { !$0.members.isEmpty } ?? []
        for value in tries {
            var attempt = attempt
            let started = value.member("started", "start_time", "time", "sent_at")
            attempt.startedUS = document.times.us(started?.text, line: started?.line)
            let words = ["state", "status", "message", "result", "verdict"].compactMap {
                value.member($0)?.filledText
            }
            add(attempt, words, &document, &state)
        }
        guard tries.isEmpty else { return }
        add(
            attempt,
            [row[.state], row[.result], row[.verdict]].compactMap { $0 },
            &document,
            &state
        )
    }

    private func add(
        _ attempt: CloudAttemptRow,
        _ words: [String],
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        var attempt = attempt
        if let text = words.first(where: { CloudWords.outcome(ofState: $0) != nil }) {
            attempt.outcome = CloudWords.outcome(ofState: text) ?? ""
            attempt.message = text
        } else if words.contains(where: { Self.isResult($0) }) {
            let said: String? = words.joined(separator: ", ")
            attempt.outcome = "ok"
            attempt.message = state.clean(said)
        } else {
            return
        }
        state.sideRows.add(attempt)
        document.records += 1
    }

    /// A result of Cloud is the word of a verdict or of the vendor's result table.
    private static func isResult(_ text: String) -> Bool {
        VerdictWord.allowed(text) != nil || ResultCode.code(ofLabel: text) != nil
    }

    private static func pinned(_ text: String?) -> Bool? {
        if let value = TableText.bool(text) { return value }
        switch text?.lowercased() {
        case "pinned": return true
        case "unpinned", "not pinned": return false
        default: return nil
        }
    }
}
