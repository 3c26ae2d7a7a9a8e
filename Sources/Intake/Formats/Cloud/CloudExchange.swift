internal import CaseModel

/// One request with its answer, gathered line by line.
struct CloudExchange {
    private(set) var line: Int
    private(set) var byteOffset: Int64
    /// The line the exchange is shown by: that of the status if there is one.
    private(set) var first: String
    private(set) var stampUS: Int64?
    /// The `Date` header.
    private(set) var date: String?
    private(set) var answer = CloudAnswer()
    private(set) var hasAnswer = false
    private(set) var isNutanixError = false
    private var host: String?
    private var path: String?
    private var isInBody = false
    private var body = ""
    private var limitsSeen: Set<String> = []
    private var hasEnvelope = false
    private var remaining: String?

    private var hasLimits: Bool { !limitsSeen.isEmpty }

    /// Error bodies have a few hundred bytes; what is longer is a result.
    private static let bodyBytes = 65_536

    init(line: Int, byteOffset: Int64, first: String, stampUS: Int64?) {
        self.line = line
        self.byteOffset = byteOffset
        self.first = first
        self.stampUS = stampUS
    }

    /// Whether it is one with Cloud, and shows how it ended.
    var isCloud: Bool {
        let isCloudHost = host.map { $0.contains("metadefender.com") } ?? false
        guard hasLimits || hasEnvelope || (isCloudHost && hasAnswer) else { return false }
        // Another host's envelope is another product's.
        return hasLimits || isCloudHost || host == nil
    }

    mutating func takeRequest(path: String) {
        self.path = path
        if path.contains("://") { host = PathKey(path).host }
    }

    mutating func takeStatus(
        _ status: Int,
        at place: LineSplitter.Line,
        stampUS: Int64?
    ) {
        answer.status = status
        hasAnswer = true
        isInBody = false
        line = place.number
        byteOffset = place.byteOffset
        first = place.text
        self.stampUS = stampUS ?? self.stampUS
    }

    /// Whether the line is a limit header that this answer had already.
    func repeats(_ text: String) -> Bool {
        CaptureLine.header(of: text).map { limitsSeen.contains($0.name.lowercased()) } ?? false
    }

    mutating func takeFailure(_ text: String, at place: LineSplitter.Line) {
        answer.message = text
        if text.contains("metadefender.com") { host = "api.metadefender.com" }
        hasAnswer = true
        line = place.number
        byteOffset = place.byteOffset
        first = place.text
    }

    mutating func take(_ text: String) {
        if text.isEmpty {
            if hasAnswer { isInBody = true }
            return
        }
        if !isInBody, let header = CaptureLine.header(of: text) {
            takeHeader(header.name, header.value)
            return
        }
        guard hasAnswer || CaptureLine.isEnvelope(text) || !body.isEmpty else { return }
        guard body.utf8.count + text.utf8.count < Self.bodyBytes else { return }
        body += text + "\n"
    }

    private mutating func takeHeader(_ name: String, _ value: String) {
        switch name.lowercased() {
        case "host": host = value.lowercased()
        case "date": date = value
        case let limit where limit.hasPrefix("x-ratelimit-"):
            limitsSeen.insert(limit)
            if limit == "x-ratelimit-remaining" { remaining = value }
            answer.takeLimit(header: name, value: value)
        default: break
        }
    }

    /// Reads the body, once all of it is here.
    mutating func end() {
        if let remaining { answer.takeLimit(header: "X-RateLimit-Remaining", value: remaining) }
        takeIDs()
        guard let start = body.firstIndex(of: "{") else { return }
        var elements = JSONElements()
        let values = elements.read(Array(body[start...].utf8)) + elements.finish()
        if let value = values.first?.value {
            isNutanixError = NutanixList.isErrorAnswer(value)
            if CloudBodies.kind(of: value) == .error { hasEnvelope = answer.takeEnvelope(value) }
            answer.dataID = answer.dataID ?? value.member("data_id")?.filledText
        }
    }

    /// The id or hash that the request's path ends with.
    private mutating func takeIDs() {
        guard let part = path?.split(separator: "?").first?.split(separator: "/").last else {
            return
        }
        let name = String(part)
        guard name.utf8.allSatisfy(\.isHexDigit) || path?.contains("/file/") == true else { return }
        switch name.utf8.count {
        case 64 where path?.contains("/hash/") == true: answer.sha256 = name
        case 16...64 where path?.contains("/file/") == true: answer.dataID = name
        default: break
        }
    }
}
