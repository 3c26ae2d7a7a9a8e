/// A line of an access log of Squid or c-icap.
struct ProxyLine {
    enum Form: String, CaseIterable {
        case squidAccess = "squid access.log"
        case squidICAP = "squid icap.log"
        case cicapAccess = "c-icap access log"
    }

    let form: Form
    private(set) var time: String
    private(set) var durationMS: Int64?
    private(set) var clientIP: String?
    private(set) var method: String
    /// What was asked for: a web address, or that of an ICAP service.
    private(set) var target: String
    /// nil where the log has 000: there was no answer.
    private(set) var status: Int?
    /// Squid's word for what came of it, such as `ICAP_ERR_OTHER`.
    private(set) var tag: String?

    private static let methods: Set = [
        "GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "CONNECT", "OPTIONS", "PROPFIND", "MOVE",
    ]
    private static let icapMethods: Set = ["REQMOD", "RESPMOD", "FILEMOD", "OPTIONS"]

    init?(_ text: String) {
        guard text.utf8.first.map(\.isDigit) == true else { return nil }
        let line = TableText.trimmed(text)
        let words = line.split(separator: " ", maxSplits: 12).map(String.init)
        if let squid = ProxyLine(squid: words) {
            self = squid
        } else if let cicap = ProxyLine(cicap: words) {
            self = cicap
        } else {
            return nil
        }
    }

    /// `1782590400.123    456 10.0.0.5 TAG/200 1234 METHOD target …`, the same for both logs.
    private init?(squid words: [String]) {
        guard words.count >= 7, words[0].utf8.count >= 14,
            words[0].utf8.dropLast(3).last == UInt8(ascii: "."), TimeText(words[0]) != nil,
            let duration = Int64(words[1]),
            let slash = words[3].lastIndex(of: "/"),
            let status = Int(words[3][words[3].index(after: slash)...]), 0...999 ~= status
        else { return nil }
        let tag = String(words[3][..<slash])
        time = words[0]
        durationMS = duration
        clientIP = words[2]
        method = words[5]
        target = words[6]
        self.tag = tag
        self.status = status == 0 ? nil : status
        if tag.hasPrefix("ICAP_"), Self.icapMethods.contains(words[5]) {
            form = .squidICAP
        } else if Self.methods.contains(words[5]) || words[5] == "-" || words[5] == "NONE" {
            form = .squidAccess
        } else {
            return nil
        }
    }

    /// `21/Nov/2026:19:22:24 +0000, 127.0.0.1 127.0.0.1 OPTIONS echo 200`.
    private init?(cicap words: [String]) {
        guard words.count >= 7, words[1].hasSuffix(","), Self.icapMethods.contains(words[4]),
            let status = Int(words[6]), 0...999 ~= status
        else { return nil }
        let stamp = "\(words[0]) \(words[1].dropLast())"
        guard TimeText(stamp) != nil else { return nil }
        form = .cicapAccess
        time = stamp
        clientIP = words[3]
        method = words[4]
        target = words[5]
        self.status = status == 0 ? nil : status
    }

    /// True for a line that asks what the server can do.
    var isOptions: Bool { method == "OPTIONS" }

    /// True if the user got a page that refuses the file in place of it.
    var isRefused: Bool { status.map { $0 == 403 || $0 >= 500 } ?? false }
}
