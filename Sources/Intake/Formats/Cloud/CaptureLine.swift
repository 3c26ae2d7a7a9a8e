/// What a line of a pasted capture is.
struct CaptureLine {
    /// The time that stands in front, or is the whole line.
    private(set) var stamp: String?
    /// The line without it and without the marks of curl.
    private(set) var text: String

    init(_ line: String) {
        text = TableText.trimmed(line)
        for mark in ["< ", "> ", "* "] where text.hasPrefix(mark) {
            text = TableText.trimmed(String(text.dropFirst(2)))
        }
        if text == "<" || text == ">" { text = "" }
        takeStamp()
    }

    /// A stamp is one or two words, perhaps in brackets, with a zone as a third.
    private mutating func takeStamp() {
        guard let first = text.utf8.first, first.isDigit || first == UInt8(ascii: "[") else {
            return
        }
        let words = text.prefix(120).split(separator: " ", maxSplits: 3)
        for count in [3, 2, 1] where words.count >= count {
            let end = words[count - 1].endIndex
            let bare = text[..<end].filter { $0 != "[" && $0 != "]" }
            let candidate = bare.hasSuffix(":") ? String(bare.dropLast()) : String(bare)
            // A bare number is a count or a size, not a time.
            guard candidate.contains(":"), TimeText(candidate) != nil else { continue }
            stamp = candidate
            text = TableText.trimmed(String(text[end...]))
            return
        }
    }

    /// The status of `HTTP/1.1 429 Too Many Requests`.
    static func status(of text: String) -> Int? {
        guard text.hasPrefix("HTTP/") else { return nil }
        let words = text.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[1].utf8.count == 3, let status = Int(words[1]),
            100...599 ~= status
        else { return nil }
        return status
    }

    /// The target of `POST /v4/file HTTP/1.1`.
    static func request(of text: String) -> String? {
        let words = text.split(separator: " ")
        guard words.count == 3, words[2].hasPrefix("HTTP/"),
            ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"].contains(String(words[0]))
        else { return nil }
        return String(words[1])
    }

    static func isICAP(_ text: String) -> Bool {
        text.hasPrefix("ICAP/1.0 ") || text.hasSuffix(" ICAP/1.0")
    }

    static func isRateLimit(_ text: String) -> Bool {
        text.prefix(12).lowercased() == "x-ratelimit-" && text.contains(":")
    }

    /// Whether the line shows that the exchange is one with Cloud.
    static func isCloud(_ text: String) -> Bool {
        text.contains("api.metadefender.com") || isEnvelope(text)
    }

    static func isEnvelope(_ text: String) -> Bool {
        let plain = String(text.prefix(400).filter { $0 != " " })
        return plain.hasPrefix("{") && plain.contains("\"error\":{")
            && (plain.contains("\"messages\":") || plain.contains("\"code\":"))
    }

    static func header(of text: String) -> (name: String, value: String)? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = text[..<colon]
        guard !name.isEmpty,
            name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") })
        else { return nil }
        return (String(name), TableText.trimmed(String(text[text.index(after: colon)...])))
    }

    /// `curl: (6) Could not resolve host: api.metadefender.com` and its relatives.
    static func curlFailure(_ text: String) -> String? {
        text.hasPrefix("curl: (") ? text : nil
    }
}
