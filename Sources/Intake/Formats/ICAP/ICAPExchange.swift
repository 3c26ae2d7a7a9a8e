internal import CaseModel
internal import CaseStore

/// `REQMOD icap://host/service ICAP/1.0`.
struct ICAPRequestLine {
    let method: String

    init?(_ text: String) {
        guard text.hasSuffix(" ICAP/1.0") else { return nil }
        let words = text.split(separator: " ")
        guard words.count == 3, words[0].allSatisfy({ $0.isUppercase }) else { return nil }
        method = String(words[0])
    }

    /// The status of `ICAP/1.0 200 OK`.
    static func status(of text: String) -> Int? {
        guard text.hasPrefix("ICAP/1.0 ") else { return nil }
        let word = text.dropFirst(9).prefix { $0.isNumber }
        guard word.utf8.count == 3, let status = Int(word), 100...599 ~= status else { return nil }
        return status
    }
}

/// One ICAP request with its answer, gathered line by line.
struct ICAPExchange {
    /// The line it is shown by.
    let line: LineSplitter.Line
    private(set) var status: Int?
    /// The `Date` header of the answer.
    private(set) var date: String?
    private var stampUS: Int64?
    private var answerStampUS: Int64?
    private var method = ""
    private var headers: [String: String] = [:]
    private var httpURI: String?
    private var httpHost: String?
    /// Where a line belongs: ICAP's headers come first, then the message inside.
    private var isInHead = true

    init(at line: LineSplitter.Line, stampUS: Int64?) {
        self.line = line
        self.stampUS = stampUS
    }

    var isOptions: Bool { method == "OPTIONS" || headers["methods"] != nil }

    mutating func take(_ request: ICAPRequestLine) { method = request.method }

    mutating func take(status: Int, stampUS: Int64?) {
        self.status = status
        answerStampUS = stampUS
        isInHead = true
    }

    /// Takes a line that begins neither a request nor an answer of ICAP.
    mutating func take(_ text: String) {
        if text.isEmpty {
            isInHead = false
        } else if isInHead {
            takeHeader(text)
        } else if status == nil {
            takeEncapsulated(text)
        }
    }

    /// What was gathered; times are those of stamps alone.
    func row(packageID: Int64) -> ICAPRequestRow {
        var row = ICAPRequestRow(packageID: packageID)
        row.status = status
        row.timeUS = stampUS
        row.answeredUS = answerStampUS
        row.clientIP = headers["x-client-ip"]
        row.uri = headers["x-filepath"] ?? uri
        row.responseInfo = headers["x-response-info"]
        row.responseDesc = headers["x-response-desc"]
        row.blockedReason = headers["x-blocked-reason"]
        row.profile = headers["x-icap-profile"]
        row.threat = headers["x-virus-id"] ?? headers["x-infection-found"].flatMap(Self.threat)
        if let status, status >= 400 { row.error = "ICAP/1.0 \(status)" }
        switch headers["x-response-info"]?.lowercased() {
        case "allowed": row.action = "allowed"
        case "blocked": row.action = "blocked"
        default: break
        }
        return row
    }

    /// `Thu Nov 12 13:47:25 2020 GMT`, as FILEMOD answers, in the order of the standard.
    static func readable(_ date: String) -> String {
        let words = date.split(separator: " ")
        guard words.count >= 5, words[0].utf8.count == 3, words[3].contains(":"),
            words[2].allSatisfy({ $0.isNumber })
        else { return date }
        return "\(words[2]) \(words[1]) \(words[4]) \(words[3]) GMT"
    }

    /// The path of the HTTP request inside, whole if the request names its host.
    private var uri: String? {
        guard let httpURI else { return nil }
        guard httpURI.hasPrefix("/"), let httpHost else { return httpURI }
        return "http://\(httpHost)\(httpURI)"
    }

    private mutating func takeHeader(_ text: String) {
        guard let header = CaptureLine.header(of: text) else { return }
        let name = header.name.lowercased()
        // Both sides have dates; that of the answer tells when it was given.
        if name == "date" {
            if status != nil { date = header.value }
            return
        }
        if headers[name] == nil { headers[name] = header.value }
    }

    private mutating func takeEncapsulated(_ text: String) {
        if httpURI == nil, let target = CaptureLine.request(of: text) {
            httpURI = target
        } else if httpURI != nil, httpHost == nil,
            let header = CaptureLine.header(of: text), header.name.lowercased() == "host"
        {
            httpHost = header.value
        }
    }

    /// The name in `Type=0; Resolution=0; Threat=EICAR Test String;`.
    private static func threat(_ text: String) -> String? {
        for part in text.split(separator: ";") {
            let pair = TableText.trimmed(String(part))
            if pair.lowercased().hasPrefix("threat=") { return String(pair.dropFirst(7)) }
        }
        return nil
    }
}
