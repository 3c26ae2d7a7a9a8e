internal import CaseModel
internal import CaseStore

/// Reads ICAP exchanges as people paste them, one after another: a row for each request.
///
/// Lines may have a time in front, or stand under a line with a time alone.
struct ICAPCapture: LineDocument {
    static let format = "icap-capture"
    static let samples = [
        "2026-06-27T20:00:00.000Z",
        "REQMOD icap://icap1:1344/OMSScanReq-AV ICAP/1.0",
        "Host: icap1",
        "X-Client-IP: 192.0.2.7",
        "Encapsulated: req-hdr=0, req-body=61",
        "",
        "PUT http://fs1/share/Prüfung.pdf HTTP/1.1",
        "Host: fs1",
        "",
        "ICAP/1.0 200 OK",
        "Date: Sat, 27 Jun 2026 20:00:01 GMT",
        "X-Response-Info: Blocked",
        "X-Response-Desc: Infected",
        "X-Infection-Found: Type=0; Resolution=0; Threat=EICAR Test String;",
        "Encapsulated: res-hdr=0, res-body=28",
        "",
        "HTTP/1.1 403 Forbidden",
    ]

    var document: DocumentState
    var lines: LineSplitter
    private var exchange: ICAPExchange?
    private var stampUS: Int64?
    private var options = 0

    private static let linesRead = 2_000

    init(_ entry: EntryContext) {
        document = DocumentState(entry)
        lines = LineSplitter(limits: entry.limits)
    }

    /// How many of the first lines begin a request or an answer of ICAP.
    static func heads(_ lines: [String]) -> (heads: Int, lines: Int) {
        let lines = lines.prefix(linesRead)
        return (lines.count { CaptureLine.isICAP(CaptureLine($0).text) }, lines.count)
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        takeLast(into: &state)
        endExchange(&state)
        if options > 0, document.records == 0 {
            state.note(Note(.empty, "it shows \(options) OPTIONS exchanges and no scan"))
        }
        return document.finish(notes: lines.notes, into: &state)
    }

    mutating func take(_ line: LineSplitter.Line, _ state: inout IntakeState) {
        let parts = CaptureLine(line.text)
        if let stamp = parts.stamp { stampUS = document.times.us(stamp, line: line.number) }
        let text = parts.text
        if let request = ICAPRequestLine(text) {
            endExchange(&state)
            exchange = ICAPExchange(at: line, stampUS: stampUS)
            exchange?.take(request)
            stampUS = nil
        } else if let status = ICAPRequestLine.status(of: text) {
            // An answer of 100 only asks for what follows the preview.
            if status == 100 { return }
            if exchange?.status != nil { endExchange(&state) }
            if exchange == nil { exchange = ICAPExchange(at: line, stampUS: nil) }
            exchange?.take(status: status, stampUS: stampUS)
            stampUS = nil
        } else {
            exchange?.take(text)
        }
    }

    private mutating func endExchange(_ state: inout IntakeState) {
        guard let ended = exchange else { return }
        exchange = nil
        if ended.isOptions {
            options += 1
            return
        }
        var request = ended.row(packageID: state.package.id)
        request.clean(&state)
        // Stamps of whoever captured it were counted when they were read.
        let date = document.times.us(ended.date.map(ICAPExchange.readable), line: ended.line.number)
        request.answeredUS = request.answeredUS ?? date
        request.timeUS = request.timeUS ?? request.answeredUS
        let place = DocumentPlace(line: ended.line.number, byteOffset: ended.line.byteOffset)
        request.locatorID = document.locate(place, text: state.clean(ended.line.text), in: &state)
        state.sideRows.add(RequestLines.completed(request))
        document.records += 1
    }
}

extension ICAPRequestRow {
    /// Replaces the secrets in all of its texts.
    mutating func clean(_ state: inout IntakeState) {
        uri = state.clean(uri)
        fileName = state.clean(fileName)
        clientIP = state.clean(clientIP)
        server = state.clean(server)
        responseInfo = state.clean(responseInfo)
        responseDesc = state.clean(responseDesc)
        blockedReason = state.clean(blockedReason)
        profile = state.clean(profile)
        threat = state.clean(threat)
        error = state.clean(error)
    }
}
