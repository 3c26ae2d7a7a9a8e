internal import CaseModel
internal import CaseStore

/// A scan as a document tells it, on its way into its two rows.
struct ScanDraft {
    var dataID: String?
    var parentDataID: String?
    var sha256: String?
    var fileName: String?
    var resultCode: Int?
    var resultLabel: String?
    var allowed: Bool?
    var blockedReason: String?
    var ruleName: String?
    var userAgent: String?
    var source: String?
    var threatName: String?
    var startedUS: Int64?
    var finishedUS: Int64?
    var queueMS: Int64?
    var processingMS: Int64?

    var hasResult: Bool { resultCode != nil || resultLabel != nil || allowed != nil }

    /// Stores the scan and returns its id.
    mutating func store(
        at place: DocumentPlace,
        text: String,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) -> Int64 {
        completeResult()
        let detail = state.details.add(detailRow(&state), &state.sideRows)
        let id = state.bulk.nextDocumentScanID()
        var row = ScanRow(id: id, packageID: state.package.id, detailID: detail.id)
        row.dataID = state.clean(dataID).flatMap { Identifier(text: $0) }
        row.parentDataID = state.clean(parentDataID).flatMap { Identifier(text: $0) }
        row.sha256 = state.clean(sha256).flatMap { Identifier(text: $0) }
        row.fileName = state.clean(fileName)
        row.startedUS = startedUS
        row.finishedUS = finishedUS
        row.queueMS = queueMS
        row.processingMS = processingMS
        row.locatorID = document.locate(place, text: text, in: &state)
        state.sideRows.add(row)
        if !detail.isClean { state.bulk.uncleanScans.cells.append(id) }
        document.records += 1
        return id
    }

    private mutating func completeResult() {
        if resultCode == nil { resultCode = resultLabel.flatMap(ResultCode.code(ofLabel:)) }
        if resultLabel == nil { resultLabel = resultCode.flatMap(ResultCode.of)?.label }
    }

    private func detailRow(_ state: inout IntakeState) -> ScanDetailRow {
        var row = ScanDetailRow(id: 0)
        row.resultCode = resultCode
        row.resultLabel = state.clean(resultLabel)
        row.allowed = allowed
        row.blockedReason = state.clean(blockedReason)
        row.ruleName = state.clean(ruleName)
        row.userAgent = state.clean(userAgent)
        row.source = state.clean(source)
        row.threatName = state.clean(threatName)
        return row
    }
}

/// The word of a final result: allowed, blocked, or neither.
enum VerdictWord {
    static func allowed(_ text: String?) -> Bool? {
        switch text?.lowercased() {
        case "allowed", "allow": true
        case "blocked", "block": false
        default: nil
        }
    }
}
