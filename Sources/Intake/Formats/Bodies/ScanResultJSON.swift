internal import CaseModel
internal import CaseStore

/// Reads what Core answers to `GET /file/{data_id}`: single bodies, lists, batches and webhooks.
struct ScanResultJSON: ElementForm {
    static let wrapperKeys = JSONElements.listKeys + ["batch_files.files_in_batch"]
    static let format = "scan-result-json"

    private var notFound = 0

    /// Whether an object has the keys of a result.
    static func fits(_ value: JSONValue) -> Bool {
        if value.member("batch_id") != nil, value.member("batch_files", "scan_results") != nil {
            return true
        }
        let hasResult =
            value.member("scan_results", "process_info", "scan_all_result_i", "scan_all_result_a")
            != nil
        return hasResult && value.member("data_id", "file_info", "file_id", "display_name") != nil
    }

    /// Core 3 answers with the id as key: `{"<data_id>": "Not Found"}`.
    static func isNotFound(_ value: JSONValue) -> Bool {
        guard value.members.count == 1, let member = value.members.first else { return false }
        return member.value.text == "Not Found" && member.key.utf8.count >= 16
            && member.key.utf8.allSatisfy { $0.isHexDigit || $0 == UInt8(ascii: "-") }
    }

    mutating func take(
        _ element: JSONElements.Element,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        let value = element.value
        // What is left of a batch or of a list around the results is no file.
        guard element.role == .element else { return }
        if Self.isNotFound(value) {
            notFound += 1
            return
        }
        guard Self.fits(value) else { return }
        let place = DocumentPlace(
            line: element.line,
            byteOffset: element.byteOffset,
            row: element.index
        )
        if value.member("batch_id") != nil {
            takeBatch(value, at: place, &document, &state)
            return
        }
        let body = ScanResultBody(value)
        let draft = body.draft(&document.times)
        // Of a body that was cut before its result nothing is known.
        guard element.isWhole || draft.hasResult else { return }
        store(body, draft, at: place, &document, &state)
        takeChildren(of: value, parent: draft, at: place, &document, &state)
    }

    mutating func finish(_ document: inout DocumentState, _ state: inout IntakeState) {
        guard notFound > 0 else { return }
        state.note(
            Note(.partlyRead, "\(notFound) ids were answered with Not Found and give no scan")
        )
    }

    private func store(
        _ body: ScanResultBody,
        _ draft: ScanDraft,
        at place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        var draft = draft
        let text = JSONRendering.text(of: body.value, &state)
        let id = draft.store(at: place, text: text, &document, &state)
        ScanBodyDetails(scanID: id, place: place).store(body.value, &document, &state)
        for engine in body.engines {
            var row = EngineResultRow(scanID: id, engine: state.clean(engine.name))
            row.resultCode = engine.value.member("scan_result_i")?.integer.flatMap {
                Int(exactly: $0)
            }
            row.message = state.clean(engine.value.member("threat_found")?.filledText)
            row.scanMS = engine.value.member("scan_time")?.milliseconds
            row.waitMS = engine.value.member("wait_time")?.milliseconds
            row.defTimeUS = document.times.us(
                engine.value.member("def_time")?.text,
                line: engine.value.line,
                isEvent: false
            )
            let key = (place.key.map { $0 + "." } ?? "") + engine.key
            row.locatorID = document.locate(
                place.at(engine.value, key: state.clean(key)),
                text: JSONRendering.text(of: engine.value, &state),
                in: &state
            )
            state.sideRows.add(row)
        }
    }

    /// A batch among other bodies, whose files could not be delivered one by one.
    private func takeBatch(
        _ value: JSONValue,
        at place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        let files = value.descendant("batch_files", "files_in_batch")?.elements ?? []
        for (index, file) in files.enumerated() where Self.fits(file) {
            let body = ScanResultBody(file)
            let key = "batch_files.files_in_batch.\(index + 1)"
            let draft = body.draft(&document.times)
            store(body, draft, at: place.at(file, key: key), &document, &state)
        }
    }

    /// The files of an archive, as far as its body lists them.
    private func takeChildren(
        of value: JSONValue,
        parent: ScanDraft,
        at place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        let files = value.descendant("extracted_files", "files_in_archive")?.elements ?? []
        for (index, file) in files.enumerated() where !file.members.isEmpty {
            let body = ScanResultBody(file)
            var draft = body.draft(&document.times)
            draft.parentDataID = draft.parentDataID ?? parent.dataID
            draft.userAgent = draft.userAgent ?? parent.userAgent
            draft.ruleName = draft.ruleName ?? parent.ruleName
            guard draft.dataID != nil || draft.fileName != nil else { continue }
            let key = "extracted_files.files_in_archive.\(index + 1)"
            store(body, draft, at: place.at(file, key: key), &document, &state)
        }
    }
}

extension JSONValue {
    /// The text if there is any of it.
    var filledText: String? {
        guard let text, !text.isEmpty else { return nil }
        return text
    }

    /// A duration in milliseconds; nil below 0 (still open) or above a year.
    var milliseconds: Int64? {
        guard let integer, 0..<31_622_400_000 ~= integer else { return nil }
        return integer
    }
}
