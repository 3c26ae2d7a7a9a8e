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

    /// The state of an item that Cloud looks at, while the page shows how far that is.
    static let progress = "Progress"

    private static let progressWords: Set = [
        "in", "progress", "processing", "scanning", "analyzing", "analysing",
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

    /// The documented text, or `Progress` for words such as "45 %"; nil for anything else.
    static func state(of text: String) -> String? {
        if outcome(ofState: text) != nil { return text }
        return isProgress(text) ? progress : nil
    }

    /// A share of the whole, words for being at work, or both, and nothing besides.
    private static func isProgress(_ text: String) -> Bool {
        guard text.utf8.count <= 40 else { return false }
        let words = text.lowercased().split { !$0.isLetter }.map(String.init)
        guard words.allSatisfy(progressWords.contains) else { return false }
        let signs = text.filter { !$0.isLetter && !" :().…".contains($0) }
        if signs.isEmpty { return words.contains { $0 != "in" } }
        guard signs.last == "%", let share = Int(signs.dropLast()) else { return false }
        return 0...100 ~= share
    }

    static func take(
        _ record: ExtractedRecord,
        _ fields: [(key: String, value: String)],
        packageID: Int64,
        _ rows: inout SideRows
    ) {
        let documented = fields.first {
            stateKeys.contains($0.key) && outcome(ofState: $0.value) != nil
        }
        // Other things in such records have a progress as well.
        let told =
            documented
            ?? fields.first { $0.key.hasPrefix("threatintelligence") && isProgress($0.value) }
        guard let text = told?.value, let known = Self.state(of: text) else { return }
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
        item.state = known
        item.stateText = text
        item.stateUS = record.timeUS
        item.recordID = record.id
        _ = rows.add(numbered: item)
        guard let outcome = outcome(ofState: text) else { return }
        var attempt = CloudAttemptRow(packageID: packageID, outcome: outcome)
        attempt.sha256 = item.sha256
        attempt.dataID = item.dataID
        attempt.startedUS = record.timeUS
        attempt.message = text
        attempt.recordID = record.id
        rows.add(attempt)
    }
}
