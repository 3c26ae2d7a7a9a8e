internal import CaseModel
internal import CaseStore

/// The THREAT INTELLIGENCE states of quarantine items, as product records may carry them.
///
/// No public document shows such a record, so a state counts only as the whole value of a state,
/// result or message key in a record about quarantine or cloud, beside an id or a hash.
enum CloudWords {
    /// The documented texts, with what they say of an attempt.
    static let states: [(text: String, outcome: String)] = [
        ("Uploading", "uploading"),
        ("Unavailable", "unavailable"),
        ("Add the API key for cloud analysis", "no-key"),
        ("API calls per day limit reached", "limit"),
    ]

    private static let stateKeys: Set = [
        "state", "status", "result", "message", "threatintelligence", "threatintelligencestate",
        "threatintelligencestatus",
    ]

    static func matches(_ component: String, _ text: String) -> Bool {
        ["quarantine", "cloud", "threatintel"].contains { component.contains($0) }
            || text.contains("threatintelligence")
    }

    /// The outcome of a state text; nil if it is none of the documented ones.
    static func outcome(ofState text: String) -> String? {
        states.first { $0.text == text }?.outcome
    }

    static func take(
        _ record: ExtractedRecord,
        _ fields: [(key: String, value: String)],
        packageID: Int64,
        _ rows: inout SideRows
    ) {
        guard
            let state = fields.first(where: {
                stateKeys.contains($0.key) && outcome(ofState: $0.value) != nil
            })?.value, let outcome = outcome(ofState: state)
        else { return }
        var item = QuarantineItemRow(packageID: packageID)
        for (key, value) in fields where !value.isEmpty {
            switch key {
            case "sha256", "sha256sum", "hash": item.sha256 = Identifier(text: value)
            case "dataid": item.dataID = Identifier(text: value)
            case "filename": item.fileName = value
            default: break
            }
        }
        guard item.sha256 != nil || item.dataID != nil else { return }
        item.state = state
        item.stateUS = record.timeUS
        item.recordID = record.id
        _ = rows.add(numbered: item)
        var attempt = CloudAttemptRow(packageID: packageID, outcome: outcome)
        attempt.sha256 = item.sha256
        attempt.dataID = item.dataID
        attempt.startedUS = record.timeUS
        attempt.message = state
        attempt.recordID = record.id
        rows.add(attempt)
    }
}
