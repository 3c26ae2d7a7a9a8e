import HTTPTypes
import Testing

@testable import QuarantineServer

/// The hand-over to the Cloud as the pages show it, in the words of the documentation.
struct HandOverRouteTests {
    private func field(_ site: Site, _ id: Int) async throws -> String {
        let page = try await site.get(Paths.quarantine).text
        let start = try #require(page.firstRange(of: "id=\"cloud-\(id)\""))
        return String(page[start.upperBound...].prefix(600))
    }

    private func advance(_ site: Site, seconds: Int) async throws {
        let reply = try await site.post(
            "\(Paths.switchboard)/advance",
            ["amount": "\(seconds)", "unit": "s"]
        )
        #expect(reply.location == Paths.switchboard)
    }

    @Test func `an item goes from Uploading over progress to its results`() async throws {
        let site = Site()
        let item = try await site.quarantine("e.com")
        #expect(try await field(site, item.id).contains("Not sent"))
        let sent = try await site.post(Paths.quarantine, ["act": "send \(item.id)"])
        #expect(sent.headers[.setCookie]?.hasPrefix("scanwhy-flash=sent.1; ") == true)
        #expect(try await field(site, item.id).contains("Uploading"))
        try await advance(site, seconds: 15)
        #expect(try await field(site, item.id).contains("<progress max=\"100\" value=\""))
        try await advance(site, seconds: 60)
        #expect(try await field(site, item.id).contains("Infected"))
        #expect(try await field(site, item.id).contains(Paths.results(item.id)))
        let page = try await site.get(Paths.results(item.id)).text
        for label in ["RESULT", "VERDICT", "AV ENGINES", "TOTAL TIME", "RESULT LINK"] {
            #expect(page.contains("<dt>\(label)</dt>"), "\(label)")
        }
        #expect(page.contains("Blocked</span>"))
        #expect(page.contains("rel=\"noreferrer noopener external\""))
        #expect(!page.contains("Upload 1"))
    }

    @Test func `an item that was sent several times has several result pages`() async throws {
        let site = Site()
        let item = try await site.quarantine("e.com")
        for _ in 1...3 {
            _ = try await site.post(Paths.item(item.id), ["act": "send"])
            try await advance(site, seconds: 90)
        }
        let last = try await site.get(Paths.results(item.id)).text
        #expect(last.contains("page=3\" aria-current=\"page\">Upload 3"))
        let first = try await site.get(Paths.results(item.id, page: 1)).text
        #expect(first.contains("page=1\" aria-current=\"page\">Upload 1"))
        let beyond = try await site.get(Paths.results(item.id, page: 99)).text
        #expect(beyond.contains("page=3\" aria-current=\"page\">Upload 3"))
    }

    @Test func `a link of the Cloud that is none is text`() async throws {
        let result = ConsoleResult(
            isBlocked: true,
            verdict: "x",
            engines: 1,
            detections: 1,
            totalUS: 1,
            link: "javascript:alert(1)",
            receivedUS: 0
        )
        var item = try await Site().quarantine("e.com")
        item.intelligence.results = [result]
        let visit = Visit(token: "", flash: nil, stage: await EngineConsole().stage())
        let html = ItemPage(item: item, visit: visit).results(nil).body.text
        #expect(html.contains("<code>javascript:alert(1)</code>"))
        #expect(!html.contains("href=\"javascript"))
    }

    @Test func `the API key is asked for, saved and never shown again`() async throws {
        let site = Site()
        let path = "\(Paths.intelligence)/settings"
        _ = try await site.post(path, ["api-key": ""])
        let item = try await site.quarantine("e.com")
        _ = try await site.post(Paths.item(item.id), ["act": "send"])
        #expect(try await field(site, item.id).contains("Add the API key for cloud analysis"))
        let form = try await site.get(path).text
        #expect(form.contains("METADEFENDER CLOUD API KEY"))
        #expect(form.contains("No key is set."))
        #expect(try await site.post(path, ["api-key": "two words"]).status == 422)
        let saved = try await site.post(path, ["api-key": " secret-key-1 "])
        #expect(saved.location == Paths.technologies)
        #expect(try await site.get(path).text.contains("A key is set, and is not shown."))
        for shown in [path, Paths.intelligence, Paths.technologies, Paths.switchboard] {
            #expect(try await !site.get(shown).text.contains("secret-key-1"), "\(shown)")
        }
    }

    @Test func `what is not licensed, not enabled or not reached is Unavailable`() async throws {
        for trouble in 0..<3 {
            let site = Site()
            let item = try await site.quarantine("e.com")
            switch trouble {
            case 0:
                _ = try await site.post(
                    "\(Paths.switchboard)/installation",
                    ["limit": "40", "age": ""]
                )
                #expect(try await site.get(Paths.technologies).text.contains("Not licensed"))
            case 1:
                _ = try await site.post("\(Paths.intelligence)/disable")
                #expect(try await site.get(Paths.technologies).text.contains("/enable\""))
            default:
                let reply = try await site.post(
                    "\(Paths.switchboard)/fault/begin",
                    ["kind": "cloud-down", "text": ""]
                )
                #expect(reply.status == 303)
            }
            _ = try await site.post(Paths.item(item.id), ["act": "send"])
            try await advance(site, seconds: 600)
            #expect(try await field(site, item.id).contains("Unavailable"), "\(trouble)")
        }
    }

    @Test func `the daily limit is told, and opens again after a day`() async throws {
        let site = Site()
        _ = try await site.post(
            "\(Paths.switchboard)/installation",
            ["licensed": "on", "limit": "1", "age": "48"]
        )
        let one = try await site.quarantine("a.com")
        let two = try await site.quarantine("b.com", more: "b")
        _ = try await site.post(Paths.quarantine, ["act": "send \(one.id)"])
        try await advance(site, seconds: 5)
        _ = try await site.post(Paths.quarantine, ["act": "send \(two.id)"])
        try await advance(site, seconds: 90)
        #expect(try await field(site, two.id).contains("API calls per day limit reached"))
        #expect(try await site.get(Paths.switchboard).text.contains("1 call of 1 used"))
        #expect(await site.backend.stage().settings.quarantineAgeUS == 172_800_000_000)
        for _ in 1...10 { try await advance(site, seconds: 9_000) }
        _ = try await site.post(Paths.quarantine, ["act": "send \(two.id)"])
        try await advance(site, seconds: 90)
        #expect(try await field(site, two.id).contains("Infected"))
    }
}
