internal import CaseModel

/// Lines of syslog: RFC 3164, RFC 5424, and the products' own forms of them, plain and CEF.
///
/// A product's message becomes a product line, that of another program one with the component
/// `syslog.<program>`: what systemd or the kernel says of a service is evidence too. Requests that
/// nginx logs stay as they are.
struct SyslogEnvelope: LineEnvelope {
    static let name = "syslog"
    static let samples = [
        "Jun 27 20:00:00 192.0.2.7 2026-06-27T20:00:00+02:00 core1 CEF:0|OPSWAT|MSCL|5.14.1|"
            + "core.network|MSCL[7548] New maximum agent count is set|2|"
            + "maxAgentCount='1' note='für alle' msgid=665",
        "<30>2026-06-27T18:00:01Z core1 MSCL[156240] Send additional settings, kind='log'",
        "<27>1 2026-06-27T18:00:02.123Z icap1 mdicapsrv 77 - - "
            + "[ERROR] 2026.06.27 20:00:02.120: (icap.scanner) Refused, connectionId='1'",
        "2026-06-27T20:00:03.000+02:00 core1 systemd[1]: ometascan.service: Main process exited",
    ]

    var newestUS: Int64?
    private(set) var platform: String?
    private var guessesYears = false

    /// Programs of the products, as they name themselves in syslog.
    private static let products = [
        "mscl", "mscw", "ometascan", "ometascan-node", "mdicapsrv", "metadefender",
    ]

    var assumption: String? {
        guard guessesYears else { return nil }
        guard let newestUS else {
            return "its stamps have no year and nothing in the package tells one; "
                + "1970 stands for it"
        }
        let year = CivilDate(days: Int(newestUS / 86_400_000_000)).year
        return "its stamps have no year; they were taken for the last ones before "
            + "the package was made in \(year)"
    }

    mutating func open(_ line: ArraySlice<UInt8>) -> EnvelopeContent? {
        guard var head = SyslogHead(line) else { return nil }
        var stamp = head.stamp
        if let yearless = head.yearless {
            guessesYears = guessesYears || stamp == nil
            stamp = stamp ?? yearless.time(before: newestUS)
        }
        guard let stamp else { return nil }
        if let content = cef(head.rest, stamp) { return content }
        guard head.takeTag() else { return nil }
        let tag = head.tag.lowercased()
        let isProduct = Self.products.contains(tag)
        if isProduct { takePlatform(tag) }
        if let content = cef(head.rest, stamp) { return content }
        if ProductLine.localUS(Array(head.rest)) != nil
            || (tag.contains("nginx") && ProductLine.isRequest(Array(head.rest)))
        {
            return EnvelopeContent(
                kind: .line,
                text: Array(head.rest),
                stamp: stamp,
                isProduct: true
            )
        }
        let made = ProductLine.made(
            level: head.level,
            stampUS: stamp.us,
            component: isProduct ? nil : "syslog.\(tag)",
            text: head.rest
        )
        return EnvelopeContent(kind: .made, text: made, stamp: stamp, isProduct: isProduct)
    }

    /// What a message in CEF says; nil for any other text.
    private mutating func cef(_ rest: ArraySlice<UInt8>, _ stamp: TimeText) -> EnvelopeContent? {
        guard let cef = CEFMessage(rest) else { return nil }
        takePlatform(cef.product)
        return EnvelopeContent(
            kind: .made,
            text: cef.line(stampUS: stamp.us),
            stamp: stamp,
            isProduct: true
        )
    }

    /// MSCL is Core on Linux, MSCW Core on Windows.
    private mutating func takePlatform(_ product: String) {
        switch product.lowercased() {
        case "mscl": platform = platform ?? "linux"
        case "mscw": platform = platform ?? "windows"
        default: break
        }
    }
}
