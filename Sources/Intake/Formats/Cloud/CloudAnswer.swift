internal import CaseModel
internal import CaseStore

/// One answer of MetaDefender Cloud, as far as a document shows it.
struct CloudAnswer {
    var timeUS: Int64?
    /// The HTTP status; nil if none was seen.
    var status: Int?
    var code: Int?
    var message: String?
    var dataID: String?
    var sha256: String?
    var limitFor: String?
    var limitTotal: Int64?
    var limitUsed: Int64?
    var resetSeconds: Int64?
    var intervalSeconds: Int64?

    /// Reads `{"error":{"code":429000,"messages":["…"]}}`; false if it is none.
    mutating func takeEnvelope(_ value: JSONValue) -> Bool {
        guard let error = value.member("error"), let number = error.member("code")?.integer,
            let code = Int(exactly: number)
        else { return false }
        self.code = code
        let messages = error.member("messages", "message")
        let texts = messages?.elements.compactMap(\.filledText) ?? []
        message = texts.isEmpty ? messages?.filledText : texts.joined(separator: " ")
        // The first three digits of Cloud's codes are the HTTP status.
        if status == nil, 100_000...599_999 ~= code { status = code / 1_000 }
        return true
    }

    /// The value of one of the `X-RateLimit-…` headers.
    mutating func takeLimit(header: String, value: String) {
        // `86400s` is how Reset-In is written.
        let number = Int64(value.prefix { $0.isNumber })
        switch header.lowercased() {
        case "x-ratelimit-for": limitFor = value
        case "x-ratelimit-limit": limitTotal = number
        case "x-ratelimit-used": limitUsed = number
        case "x-ratelimit-remaining":
            if limitUsed == nil, let total = limitTotal, let number, number <= total {
                limitUsed = total - number
            }
        case "x-ratelimit-reset-in": resetSeconds = number
        case "x-ratelimit-interval": intervalSeconds = number
        default: break
        }
    }

    /// What the answer says of the attempt.
    ///
    /// Only the daily limit is `limit`: throttling (429001, 429002) passes by itself.
    var outcome: String {
        switch code {
        case 429_000: return "limit"
        case 400_165: return "no-key"
        case 400_140: return "failed"
        default: break
        }
        guard let status else { return outcomeWithoutStatus }
        switch status {
        case 200..<400: return "ok"
        case 408: return "failed"
        case 429: return code == nil ? "limit" : "refused"
        case 400..<500: return "refused"
        case 502, 503, 504: return "unreachable"
        default: return "failed"
        }
    }

    /// Headers alone come from an answer that was given; no calls left means that the next fails.
    private var outcomeWithoutStatus: String {
        guard limitFor != nil || limitTotal != nil || limitUsed != nil || resetSeconds != nil else {
            return "unreachable"
        }
        guard let limitUsed, let limitTotal else { return "ok" }
        return limitUsed >= limitTotal ? "limit" : "ok"
    }

    func store(
        at place: DocumentPlace,
        text: String,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        var row = CloudAttemptRow(packageID: state.package.id, outcome: outcome)
        row.startedUS = timeUS
        row.status = status
        row.code = code
        row.message = state.clean(message)
        row.dataID = state.clean(dataID).flatMap { Identifier(text: $0) }
        row.sha256 = state.clean(sha256).flatMap { Identifier(text: $0) }
        row.limitFor = state.clean(limitFor)
        row.limitTotal = limitTotal
        row.limitUsed = limitUsed
        row.resetSeconds = resetSeconds
        row.intervalSeconds = intervalSeconds
        row.locatorID = document.locate(place, text: text, in: &state)
        state.sideRows.add(row)
        document.records += 1
    }
}
