/// The quarantine list of a Core, as somebody saved it.
struct SavedQuarantine: Sendable {
    let core: String
    let items: [QuarantineItem]
    let rendition: Rendition

    private var wording: Wording { Wording(rendition, product: "core") }
    private var stamps: Stamps { Stamps(clock: rendition.clock(of: core)) }

    func file(_ form: Rendition.ListForm) -> WrittenFile {
        form == .csv
            ? WrittenFile("quarantine-\(core).csv", csv())
            : WrittenFile("quarantine-\(core).json", json())
    }

    private func csv() -> String {
        let header = wording.pick(
            "quarantine-header",
            [
                [
                    "File name", "SHA256", "Data ID", "Time", "Reason", "Pinned",
                    "Threat Intelligence",
                ],
                [
                    "file_name", "sha256", "data_id", "quarantined_at", "blocked_reason",
                    "pinned", "threat_intelligence",
                ],
            ]
        )
        var table = CSVText(header: header)
        for item in items {
            table.add([
                item.facts.name, item.facts.sha256, item.facts.dataID,
                stamps.iso(item.facts.quarantinedUS), wording.said(item.facts.blockedReason),
                item.isPinned ? "true" : "false", item.cloud.status.text,
            ])
        }
        return table.text
    }

    private func json() -> String {
        let state = wording.pick(
            "quarantine-state",
            ["threat_intelligence", "threatIntelligence", "threat_intelligence_state"]
        )
        let rows = items.map { item -> JSONText in
            var members: [(String, JSONText)] = [
                ("file_name", .text(item.facts.name)), ("sha256", .text(item.facts.sha256)),
                ("data_id", .text(item.facts.dataID)),
                ("time", .text(stamps.iso(item.facts.quarantinedUS))),
                ("blocked_reason", .text(wording.said(item.facts.blockedReason))),
                ("pinned", .flag(item.isPinned)), (state, .text(item.cloud.status.text)),
            ]
            if !item.cloud.pages.isEmpty {
                members.append(
                    ("threat_intelligence_results", .list(item.cloud.pages.map(page)))
                )
            }
            return .object(members)
        }
        let body = wording.pick(
            "quarantine-bare",
            [JSONText.list(rows), .object([("quarantine", .list(rows))])]
        )
        return body.printed(isIndented: wording.chance("indented", percent: 50)) + "\n"
    }

    private func page(_ result: CloudResult) -> JSONText {
        .object([
            ("result", .text(result.isBlocked ? "Blocked" : "Allowed")),
            ("verdict", .text(result.verdict)), ("av_engines", .whole(result.engines)),
            ("total_time", .whole(result.totalUS / .millisecond)),
            ("result_link", .text(result.link)),
        ])
    }
}

/// Answers of MetaDefender Cloud, as text with headers, the way `curl -i` prints them.
struct CloudCaptures: Sendable {
    let ending: Ending
    let rendition: Rendition
    let core: String

    func file() -> WrittenFile? {
        let wording = Wording(rendition, product: "cloud")
        let stamps = Stamps(clock: MachineClock(zoneSeconds: 0, name: "UTC", letters: "UTC"))
        var text = ""
        for occurrence in ending.occurrences {
            guard case .cloudCalled(let call) = occurrence.kind, call.status >= 400 else {
                continue
            }
            let host = "Host: api.metadefender.com\r\n"
            text += "\(call.method) \(call.path) HTTP/1.1\r\n" + host + "\r\n"
            text += "HTTP/1.1 \(call.status) \(Self.phrase(call.status))\r\n"
            text += "Date: \(stamps.http(occurrence.timeUS))\r\n"
            text += "Content-Type: application/json; charset=utf-8\r\n"
            if call.limit > 0 {
                text += "X-RateLimit-For: prevention_api\r\nX-RateLimit-Limit: \(call.limit)\r\n"
                text += "X-RateLimit-Used: \(call.used)\r\n"
                text += "X-RateLimit-Remaining: \(max(0, call.limit - call.used))\r\n"
                text += "X-RateLimit-Reset-In: \(call.resetInUS / .second)s\r\n"
                text += "X-RateLimit-Interval: 86400\r\n"
            }
            let words =
                call.code == 429_000
                ? "Rate limit exceeded, retry after the limit is reset. "
                    + "Limit: \(call.used) / \(call.limit)"
                : CloudService.text(of: call.code)
            let error = JSONText.object([
                ("code", .whole(call.code)), ("messages", .list([.text(words)])),
            ])
            let isOld = wording.chance("success", percent: 40)
            let body = JSONText.object(
                (isOld ? [("success", .flag(false))] : []) + [("error", error)]
            )
            text += "\r\n" + body.printed() + "\r\n\r\n"
        }
        return text.isEmpty ? nil : WrittenFile("cloud-capture.txt", text)
    }

    private static func phrase(_ status: Int) -> String {
        let phrases = [
            400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
            408: "Request Timeout", 429: "Too Many Requests", 500: "Internal Server Error",
            503: "Service Unavailable",
        ]
        return phrases[status] ?? "Error"
    }
}
