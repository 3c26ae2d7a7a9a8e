import HTTPTypes
import Testing

@testable import QuarantineServer

/// The forms of the quarantine page, without a browser.
struct QuarantineRouteTests {
    @Test func `an empty quarantine says so`() async throws {
        let page = try await Site().get(Paths.quarantine)
        #expect(page.status == 200)
        #expect(page.text.contains("The quarantine is empty."))
        #expect(page.text.contains("It is not MetaDefender Core"))
    }

    @Test func `each page is closed to everything that is not its own`() async throws {
        let page = try await Site().get(Paths.quarantine)
        let policy = try #require(page.headers[.contentSecurityPolicy])
        #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; script-src 'self';"))
        #expect(policy.contains("frame-ancestors 'none'; base-uri 'none'"))
        #expect(page.headers[.cacheControl] == "no-store")
        #expect(page.headers[.xContentTypeOptions] == "nosniff")
        let referrer = try #require(HTTPField.Name("Referrer-Policy"))
        #expect(page.headers[referrer] == "same-origin")
        for inline in ["<style", " style=", "onclick", "javascript:", "<script>"] {
            #expect(!page.text.contains(inline), "\(inline)")
        }
    }

    @Test func `a hostile name is text everywhere`() async throws {
        let site = Site()
        let name = "\"><img src=x onerror=alert(1)>'.com"
        let item = try await site.quarantine(name.replacing("\"", with: "%22"))
        #expect(item.name == name)
        for path in [
            Paths.quarantine, Paths.item(item.id), Paths.results(item.id), Paths.switchboard,
            "\(Paths.quarantine)?q=%22%3E%3Cimg%20src%3Dx",
        ] {
            let page = try await site.get(path)
            #expect(!page.text.contains("<img"), "\(path)")
            #expect(page.text.contains("&lt;img"), "\(path)")
        }
        let question = try await site.post(Paths.quarantine, ["act": "delete \(item.id)"])
        #expect(question.text.contains("&lt;img"))
        #expect(!question.text.contains("<img"))
    }

    @Test func `items are pinned, unpinned and deleted, in bulk and one by one`() async throws {
        let site = Site()
        for number in 1...3 { _ = try await site.quarantine("f\(number).com", more: "\(number)") }
        let bulk = try await site.post(
            Paths.quarantine,
            ["act": "pin", "item": "1", "item": "3", "item": "77", "item": "x"]
        )
        #expect(bulk.status == 303)
        #expect(bulk.location == Paths.quarantine)
        #expect(bulk.headers[.setCookie]?.hasPrefix("scanwhy-flash=pinned.2; ") == true)
        #expect(await site.backend.items().map(\.isPinned) == [true, false, true])
        // A button of one line does not mind what is selected.
        _ = try await site.post(Paths.quarantine, ["act": "unpin 1", "item": "3"])
        #expect(await site.backend.items().map(\.isPinned) == [false, false, true])
        let question = try await site.post(
            Paths.quarantine,
            ["act": "delete", "item": "1", "item": "2"]
        )
        #expect(question.status == 200)
        #expect(question.text.contains("Delete 2 items?"))
        #expect(await site.backend.items().count == 3)
        let done = try await site.post(
            Paths.quarantine,
            ["act": "delete", "item": "1", "item": "2", "sure": "yes"]
        )
        #expect(done.status == 303)
        #expect(await site.backend.items().map(\.name) == ["f3.com"])
    }

    @Test func `nothing selected does nothing, and says so`() async throws {
        let site = Site()
        let reply = try await site.post("\(Paths.quarantine)?page=2", ["act": "send"])
        #expect(reply.location == "\(Paths.quarantine)?page=2")
        let cookie = "scanwhy-flash=nothing"
        let page = try await site.get(Paths.quarantine, cookie: cookie)
        #expect(page.text.contains("select items by their check-boxes first"))
        #expect(page.headers[.setCookie]?.contains("Max-Age=0") == true)
        let other = try await site.get(Paths.quarantine, cookie: "scanwhy-flash=<b>x")
        #expect(!other.text.contains("id=\"flash\""))
    }

    @Test(arguments: [nil, "", "0", String(repeating: "0", count: 64)] as [String?])
    func `a form without the page's token does nothing`(token: String?) async throws {
        let site = Site()
        let item = try await site.quarantine("e.com")
        let forms: [(String, KeyValuePairs<String, String>)] = [
            (Paths.quarantine, ["act": "pin \(item.id)"]),
            (Paths.item(item.id), ["act": "pin"]),
            ("\(Paths.item(item.id))/download", [:]),
            ("\(Paths.quarantine)/settings", ["check": "5", "polling": "5", "automatic": "on"]),
            ("\(Paths.intelligence)/disable", [:]), ("\(Paths.intelligence)/enable", [:]),
            ("\(Paths.intelligence)/settings", ["api-key": "x"]),
            ("\(Paths.switchboard)/advance", ["amount": "1", "unit": "d"]),
            ("\(Paths.switchboard)/rate", ["rate": "9"]),
            ("\(Paths.switchboard)/installation", ["limit": "1"]),
            ("\(Paths.switchboard)/fault/begin", ["kind": "cloud-down"]),
            ("\(Paths.switchboard)/fault/end", ["number": "0"]),
            ("\(Paths.switchboard)/sample", ["sample": "eicar"]),
        ]
        let before = await site.backend.stage()
        for (path, fields) in forms {
            let reply = try await site.post(path, fields, token: token)
            #expect(reply.status == 403, "\(path)")
        }
        #expect(await site.backend.stage() == before)
        #expect(await site.backend.item(item.id) == item)
        #expect(await site.backend.settings().isAutomatic == false)
        #expect(await site.backend.faults().isEmpty)
        #expect(await site.backend.downloads == 0)
        #expect(await site.backend.technologies().allSatisfy { $0.isEnabled })
    }

    @Test func `a download is an attachment that nobody guesses at`() async throws {
        let site = Site()
        let item = try await site.quarantine("päp.com")
        let reply = try await site.post("\(Paths.item(item.id))/download")
        #expect(reply.status == 200)
        #expect(reply.text == Wire.eicar)
        #expect(reply.headers[.contentType] == "application/octet-stream")
        #expect(reply.headers[.xContentTypeOptions] == "nosniff")
        let header = try #require(reply.headers[.contentDisposition])
        #expect(header == "attachment; filename=\"p_p.com\"; filename*=UTF-8''p%C3%A4p.com")
        #expect(try await site.get("\(Paths.item(item.id))/download").status == 404)
    }

    @Test func `settings out of their range are not saved`() async throws {
        let site = Site()
        let path = "\(Paths.quarantine)/settings"
        for wrong in ["0", "86401", "", "1.5", "x"] {
            let reply = try await site.post(
                path,
                ["automatic": "on", "check": wrong, "polling": "7"]
            )
            #expect(reply.status == 422, "\(wrong)")
            #expect(reply.text.contains("Nothing was saved"))
            #expect(reply.text.contains("role=\"alert\""))
        }
        #expect(await site.backend.settings().pollingSeconds == 10)
        let right = try await site.post(
            path,
            ["automatic": "on", "check": "30", "polling": "7"]
        )
        #expect(right.location == Paths.quarantine)
        let saved = ConsoleSettings(isAutomatic: true, checkSeconds: 30, pollingSeconds: 7)
        #expect(await site.backend.settings() == saved)
        let page = try await site.get(path)
        #expect(page.text.contains("value=\"on\" aria-describedby=\"automatic-hint\" checked"))
        #expect(page.text.contains("name=\"check\" value=\"30\""))
    }

    @Test func `the list is searched, sorted and turned over`() async throws {
        let site = Site()
        for number in 10..<40 { _ = try await site.quarantine("f\(number).com", more: "\(number)") }
        let first = try await site.get(Paths.quarantine)
        #expect(first.text.contains("30 items, page 1 of 2"))
        #expect(first.text.contains("<bdi>f39.com</bdi>"))
        #expect(!first.text.contains("<bdi>f10.com</bdi>"))
        let second = try await site.get("\(Paths.quarantine)?page=99")
        #expect(second.text.contains("page 2 of 2"))
        #expect(second.text.contains("<bdi>f10.com</bdi>"))
        let byName = try await site.get("\(Paths.quarantine)?sort=name&order=asc")
        #expect(byName.text.contains("aria-sort=\"ascending\""))
        #expect(byName.text.contains("<bdi>f10.com</bdi>"))
        let found = try await site.get("\(Paths.quarantine)?q=F20.COM")
        #expect(found.text.contains("1 of 30 items found"))
        let none = try await site.get("\(Paths.quarantine)?q=nothing")
        #expect(none.text.contains("No item fits the search."))
    }
}
