internal import CaseModel
internal import CaseStore

/// Reads bodies of MetaDefender Cloud: errors, results, and what a key may do.
struct CloudBodies: ElementForm {
    static let wrapperKeys: [String] = []
    static let format = "cloud-answer"

    enum Kind {
        case error, result, key, limitsUsed, limitsLeft
    }

    static func kind(of value: JSONValue) -> Kind? {
        var answer = CloudAnswer()
        // A code of Core's or another product's has not six digits.
        if answer.takeEnvelope(value), let code = answer.code, 100_000...599_999 ~= code {
            return .error
        }
        if value.member("data_id", "file_id") != nil,
            value.member("rest_version", "votes", "share_file", "in_queue") != nil
        {
            return .result
        }
        if value.member("limit_prevention") != nil { return .key }
        if value.member("prevention_api") != nil {
            return value.member("throttling_limit") == nil ? .limitsUsed : .limitsLeft
        }
        return nil
    }

    mutating func take(
        _ element: JSONElements.Element,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        let value = element.value
        let place = DocumentPlace(
            line: element.line,
            byteOffset: element.byteOffset,
            row: element.index
        )
        guard let kind = Self.kind(of: value) else { return }
        switch kind {
        case .error:
            var answer = CloudAnswer()
            _ = answer.takeEnvelope(value)
            let text = JSONRendering.text(of: value, &state)
            answer.store(at: place, text: text, &document, &state)
        case .result:
            var answer = CloudAnswer(status: 200)
            answer.dataID = value.member("data_id")?.filledText
            answer.sha256 = value.descendant("file_info", "sha256")?.filledText
            let time =
                value.descendant("scan_results", "start_time") ?? value.member("last_updated")
            answer.timeUS = document.times.us(time?.text, line: time?.line)
            answer.message = value.descendant("scan_results", "scan_all_result_a")?.filledText
            let text = JSONRendering.text(of: value, &state)
            answer.store(at: place, text: text, &document, &state)
        case .key: addFacts(value, "apikey", place, &document, &state)
        case .limitsUsed: addFacts(value, "apikey.limits", place, &document, &state)
        case .limitsLeft: addFacts(value, "apikey.limits.status", place, &document, &state)
        }
    }

    private func addFacts(
        _ value: JSONValue,
        _ prefix: String,
        _ place: DocumentPlace,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        FactTree(row: place.row).add(value, key: prefix, &document, &state)
    }
}
