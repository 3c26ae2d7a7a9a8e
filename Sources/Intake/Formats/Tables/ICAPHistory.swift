internal import CaseModel
internal import CaseStore

/// ICAP Server's history: one row a request.
///
/// Its columns are known by the words one can search it by; the others are guessed.
struct ICAPHistory: TableForm {
    static let format = "icap-history"

    enum Field: TableField {
        case action, result, uri, clientIP, proxyIP, host, coreRule, icapRule, time, duration
        case fileName, dataID, sha256, requestID, connectionID, status, error, threat

        var names: [String] {
            switch self {
            case .action: ["action", "verdict"]
            case .result: ["result", "scanresult", "overallresult"]
            case .uri: ["httpuri", "uri", "url", "httpurl", "requesturi"]
            case .clientIP: ["clientip", "clientaddress", "clientipaddress", "client"]
            case .proxyIP: ["proxyip", "proxyaddress", "icapclient", "icapclientaddress"]
            case .host: ["host", "httphost", "server"]
            case .coreRule: ["corerule", "corerulename", "coreworkflow"]
            case .icapRule: ["icaprule", "icaprulename", "icapworkflow", "securityrule"]
            case .time:
                ["time", "datetime", "date/time", "timestamp", "requesttime", "starttime", "date"]
            case .duration: ["duration", "icapduration", "duration(ms)", "duration(s)"]
            case .fileName: ["filename", "file", "name", "displayname"]
            case .dataID: ["dataid", "scanid"]
            case .sha256: ["sha256", "sha256sum", "hash"]
            case .requestID: ["requestid", "id"]
            case .connectionID: ["connectionid"]
            case .status: ["icapstatus", "statuscode", "icapstatuscode"]
            case .error: ["error", "errormessage"]
            case .threat: ["threat", "threatname", "infection"]
            }
        }
    }

    static let ignored = ["username", "user", "method", "httpmethod", "filesize", "size"]

    /// What came of a request, and two words that only ICAP Server's history has.
    static func isHeader(_ columns: TableColumns<Field>) -> Bool {
        guard columns.has(.action) || columns.has(.result) else { return false }
        let words = columns.count(of: .uri, .clientIP, .proxyIP, .host, .coreRule, .icapRule)
        // A proxy's log has addresses and hosts too.
        let own = columns.count(of: .proxyIP, .coreRule, .icapRule)
        let hasURI =
            columns[.uri].map { HeaderNames.normalised(columns.names[$0]) == "httpuri" } ?? false
        return words >= 2 && (own >= 1 || hasURI)
    }

    mutating func take(
        _ row: TableRow<Field>,
        _ document: inout DocumentState,
        _ state: inout IntakeState
    ) {
        guard row[.uri] != nil || row[.fileName] != nil || row[.dataID] != nil else {
            state.note(
                Note(
                    .damaged,
                    "a row names no request and is left out",
                    line: row.place.line,
                    byteOffset: row.place.byteOffset
                )
            )
            return
        }
        var request = ICAPRequestRow(packageID: state.package.id)
        request.connectionID = state.clean(row[.connectionID])
        request.requestID = state.clean(row[.requestID])
        request.clientIP = state.clean(row[.clientIP])
        request.fileName = state.clean(row[.fileName])
        request.uri = state.clean(row[.uri])
        request.server = state.clean(row[.host])?.lowercased()
        request.status = row.integer(.status).flatMap { Int(exactly: $0) }
        takeOutcome(of: row, &request, &state)
        request.dataID = state.clean(row[.dataID]).flatMap { Identifier(text: $0) }
        request.sha256 = state.clean(row[.sha256]).flatMap { Identifier(text: $0) }
        request.timeUS = document.times.us(row[.time], line: row.place.line)
        // A history lists what was answered; without a duration, at once.
        request.answeredUS = request.timeUS.map { $0 + (row.milliseconds(.duration) ?? 0) * 1_000 }
        request.locatorID = document.locate(row.place, text: row.text(&state), in: &state)
        state.sideRows.add(RequestLines.completed(request))
        document.records += 1
    }

    private func takeOutcome(
        of row: TableRow<Field>,
        _ request: inout ICAPRequestRow,
        _ state: inout IntakeState
    ) {
        let words = [row[.action], row[.result]].compactMap { $0 }
        let allowed = words.lazy.compactMap(VerdictWord.allowed).first
        request.action = allowed.map { $0 ? "allowed" : "blocked" } ?? state.clean(row[.action])
        let result = words.last { VerdictWord.allowed($0) == nil && $0 != row[.action] }
        request.responseDesc = state.clean(result)
        // Core names its rule only once it has scanned; ICAP Server's own says nothing of that.
        request.profile = state.clean(row[.coreRule])
        request.threat = state.clean(row[.threat])
        request.error = state.clean(row[.error])
    }
}
