internal import CaseModel

/// Reads HTTP exchanges with MetaDefender Cloud as people paste them, one after another.
///
/// Lines may have the marks of curl (`< `, `> `) or a time in front. What is no exchange with
/// Cloud, such as one with Core or with Nutanix, gives no row.
struct CloudCapture: LineDocument {
    static let format = "cloud-capture"
    static let samples = [
        "2026-06-27T20:00:00Z", "POST https://api.metadefender.com/v4/file HTTP/1.1",
        "X-Note: Prüfung", "", "HTTP/1.1 429 Too Many Requests", "X-RateLimit-Remaining: 0",
    ]

    var document: DocumentState
    var lines: LineSplitter
    private var exchange: CloudExchange?
    private var stampUS: Int64?
    private var nutanixErrors = 0

    init(_ entry: EntryContext) {
        document = DocumentState(entry)
        lines = LineSplitter(limits: entry.limits)
    }

    /// Whether the text shows an answer of Cloud's.
    static func fits(_ lines: [String]) -> Bool {
        var hasHTTP = false
        var hasCloud = false
        for line in lines.prefix(2_000) {
            let text = CaptureLine(line).text
            if CaptureLine.isICAP(text) { return false }
            if CaptureLine.status(of: text) != nil || CaptureLine.request(of: text) != nil {
                hasHTTP = true
            }
            if CaptureLine.isRateLimit(text) { return true }
            hasCloud = hasCloud || CaptureLine.isCloud(text)
        }
        return hasHTTP && hasCloud
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        takeLast(into: &state)
        endExchange(&state)
        if nutanixErrors > 0 {
            state.note(
                Note(
                    .partlyRead,
                    "\(nutanixErrors) error answers of the Nutanix interface are left out"
                )
            )
        }
        return document.finish(notes: lines.notes, into: &state)
    }

    mutating func take(_ line: LineSplitter.Line, _ state: inout IntakeState) {
        let parts = CaptureLine(line.text)
        if let stamp = parts.stamp { stampUS = document.times.us(stamp, line: line.number) }
        let text = parts.text
        if let request = CaptureLine.request(of: text) {
            endExchange(&state)
            begin(at: line)
            exchange?.takeRequest(path: request)
        } else if let status = CaptureLine.status(of: text) {
            // An answer of 100 only asks for the rest of the request.
            if status == 100 { return }
            if exchange?.hasAnswer != false {
                endExchange(&state)
                begin(at: line)
            }
            exchange?.takeStatus(status, at: line, stampUS: stampUS)
            stampUS = nil
        } else if let failure = CaptureLine.curlFailure(text) {
            if exchange == nil || exchange?.hasAnswer == true {
                endExchange(&state)
                begin(at: line)
            }
            exchange?.takeFailure(failure, at: line)
            endExchange(&state)
        } else {
            if CaptureLine.isRateLimit(text) || CaptureLine.isEnvelope(text) {
                // Logs that keep the headers alone repeat them for each answer.
                if exchange?.repeats(text) == true { endExchange(&state) }
                if exchange == nil { begin(at: line) }
            }
            exchange?.take(text)
        }
    }

    private mutating func begin(at line: LineSplitter.Line) {
        exchange = CloudExchange(
            line: line.number,
            byteOffset: line.byteOffset,
            first: line.text,
            stampUS: stampUS
        )
        // A stamp belongs to the exchange that follows it, and to no later one.
        stampUS = nil
    }

    private mutating func endExchange(_ state: inout IntakeState) {
        guard var ended = exchange else { return }
        exchange = nil
        ended.end()
        if ended.isNutanixError { nutanixErrors += 1 }
        guard ended.isCloud else { return }
        var answer = ended.answer
        // A stamp of whoever captured it was counted when it was read.
        answer.timeUS = ended.stampUS ?? document.times.us(ended.date, line: ended.line)
        let place = DocumentPlace(line: ended.line, byteOffset: ended.byteOffset)
        answer.store(at: place, text: state.clean(ended.first), &document, &state)
    }
}
