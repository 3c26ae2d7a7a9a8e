internal import CaseModel
internal import CaseStore

/// Reads the access logs of Squid and c-icap: requests to ICAP as their client saw them.
struct ProxyLog: LineDocument {
    static let format = "proxy-log"
    static let samples = [
        "1782590400.123    456 192.0.2.7 ICAP_MOD/200 1234 RESPMOD icap://icap1:1344/OMSScanResp-AV"
            + " - -/192.0.2.9 -",
        "1782590401.456   1500 192.0.2.7 TCP_MISS/500 4321 GET http://fs1/share/Prüfung.pdf - "
            + "HIER_DIRECT/192.0.2.20 text/html",
        "27/Jun/2026:20:00:02 +0000, 192.0.2.9 192.0.2.7 RESPMOD OMSScanResp-AV 204",
    ]

    var document: DocumentState
    var lines: LineSplitter
    private var unparsed: Int64 = 0

    init(_ entry: EntryContext) {
        document = DocumentState(entry)
        lines = LineSplitter(limits: entry.limits)
    }

    /// How many of the first lines are such lines.
    static func heads(_ lines: [String]) -> (heads: Int, lines: Int) {
        let filled = lines.prefix(LogSample.linesRead).filter { !$0.isEmpty }
        return (filled.count { ProxyLine($0) != nil }, filled.count)
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        takeLast(into: &state)
        var tally = document.finish(notes: lines.notes, into: &state)
        tally.unparsedLines = unparsed
        return tally
    }

    mutating func take(_ line: LineSplitter.Line, _ state: inout IntakeState) {
        let text = TableText.trimmed(line.text)
        guard !text.isEmpty else { return }
        guard let parts = ProxyLine(text) else {
            unparsed += 1
            return
        }
        // A client asks again and again what the server can do; that is no request for a scan.
        let time = document.times.us(parts.time, line: line.number)
        if parts.form != .squidAccess, parts.isOptions { return }
        // Of what a proxy hands out, only what it refused is sure to concern ICAP or the user.
        if parts.form == .squidAccess, !parts.isRefused { return }
        var request = ICAPRequestRow(packageID: state.package.id)
        // Squid writes its line at the end of a request.
        request.answeredUS = time
        request.timeUS = time.map { $0 - (parts.durationMS ?? 0) * 1_000 }
        request.clientIP = parts.clientIP
        switch parts.form {
        // The status is the one the user got of the proxy, not one of ICAP.
        case .squidAccess: request.uri = parts.target
        // The target is the service; the file is not named.
        case .squidICAP, .cicapAccess: takeOutcome(parts, &request)
        }
        request.clean(&state)
        let place = DocumentPlace(line: line.number, byteOffset: line.byteOffset)
        request.locatorID = document.locate(place, text: state.clean(text), in: &state)
        state.sideRows.add(RequestLines.completed(request))
        document.records += 1
    }

    private func takeOutcome(_ parts: ProxyLine, _ request: inout ICAPRequestRow) {
        request.status = parts.status
        if parts.status == nil { request.answeredUS = nil }
        let isFailure = parts.tag?.hasPrefix("ICAP_ERR") == true || (parts.status ?? 0) >= 400
        if isFailure {
            request.error = parts.tag ?? parts.status.map { "ICAP/1.0 \($0)" }
        }
    }
}
