import HTTPTypes
import Testing

@testable import QuarantineServer

struct SwitchboardRouteTests {
    @Test func `samples are submitted, and what happened is told`() async throws {
        let site = Site()
        _ = try await site.post("\(Paths.switchboard)/sample", ["sample": "clean"])
        await site.backend.advance(byUS: 5_000_000)
        #expect(await site.backend.items().isEmpty)
        _ = try await site.post("\(Paths.switchboard)/sample", ["sample": "eicar"])
        await site.backend.advance(byUS: 5_000_000)
        #expect(await site.backend.items().map(\.name) == ["eicar.com"])
        let page = try await site.get(Paths.switchboard).text
        #expect(page.contains("item-quarantined"))
        #expect(page.contains("<bdi>eicar.com</bdi>"))
        #expect(page.contains("clean.txt: allowed, code 0"))
    }

    @Test func `faults are switched on and off`() async throws {
        let site = Site()
        let path = "\(Paths.switchboard)/fault"
        let began = try await site.post(
            "\(path)/begin",
            ["kind": "core-refuses", "status": "503", "text": "Busy <now>"]
        )
        #expect(began.location == Paths.switchboard)
        let fault = try #require(await site.backend.faults().first)
        let page = try await site.get(Paths.switchboard).text
        #expect(page.contains("<strong>core-refuses-1</strong> is on"))
        let refused = try await site.post("\(Paths.switchboard)/sample", ["sample": "eicar"])
        #expect(refused.status == 503)
        _ = try await site.post("\(path)/end", ["number": "\(fault.number)"])
        #expect(await site.backend.faults().isEmpty)
        let again = try await site.post("\(path)/end", ["number": "\(fault.number)"])
        #expect(again.status == 404)
        #expect(again.text.contains("That fault is not switched on."))
    }

    @Test(
        arguments: [
            ("fault/begin", ["kind": "no-such"]), ("fault/end", ["number": "x"]),
            ("fault/begin", ["kind": "core-slow", "factor": "0"]),
            ("fault/begin", ["kind": "polls-fail", "percent": "101"]),
            ("fault/begin", ["kind": "icap-answers", "status": "200"]),
            ("advance", ["amount": "0", "unit": "s"]),
            ("advance", ["amount": "9999", "unit": "d"]),
            ("advance", ["amount": "1", "unit": "y"]), ("rate", ["rate": "86401"]),
            ("rate", ["rate": "-1"]), ("installation", ["limit": "x"]),
            ("installation", ["limit": "1", "age": "0"]),
        ] as [(String, [String: String])]
    )
    func `what is out of bounds changes nothing`(
        path: String,
        fields: [String: String]
    ) async throws {
        let site = Site()
        let before = await site.backend.stage()
        let text = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let token = CSRFToken.field
        let page = try await site.get(Paths.switchboard).text
        let mark = "name=\"\(token)\" value=\""
        let start = try #require(page.firstRange(of: mark)).upperBound
        let body = (text + ["\(token)=\(page[start...].prefix(64))"]).joined(separator: "&")
        let reply = try await site.post(
            "\(Paths.switchboard)/\(path)",
            Array(body.utf8),
            type: "application/x-www-form-urlencoded"
        )
        #expect(reply.status == 422)
        #expect(reply.text.contains("role=\"alert\""))
        #expect(await site.backend.stage() == before)
        #expect(await site.backend.faults().isEmpty)
    }

    @Test func `every fault of the engine can be switched, and says what it does`() async throws {
        let page = try await Site().get(Paths.switchboard).text
        let kinds = ConsoleFaultKind.all
        #expect(kinds.count >= 30)
        for kind in kinds {
            #expect(page.contains("name=\"kind\" value=\"\(kind.key)\""), "\(kind.key)")
            #expect(!kind.about.isEmpty)
        }
        #expect(Set(kinds.map(\.place)) == ["core", "icap", "cloud"])
    }

    @Test func `uploads are bounded, and bodies are read within the bound`() async throws {
        var options = ConsoleOptions()
        options.uploadBytes = 1_000
        let site = Site(EngineConsole(), options)
        let large = [UInt8](repeating: 65, count: options.uploadBytes + FormFields.maxBytes + 1)
        let reply = try await site.upload("a.txt", large)
        #expect(reply.status == 413)
        #expect(reply.headers[.connection] == "close")
        let empty = try await site.upload("a.txt", [])
        #expect(empty.status == 422)
        #expect(empty.text.contains("Choose a file that is not empty."))
        let form = try await site.post(
            Paths.quarantine,
            [UInt8](repeating: 65, count: FormFields.maxBytes + 1),
            type: "application/x-www-form-urlencoded"
        )
        #expect(form.status == 413)
        let path = "\(Paths.switchboard)/upload"
        let odd = try await site.post(path, Array("a=b".utf8), type: "text/plain")
        #expect(odd.status == 400)
        options.heldBytes = 10
        let full = try await Site(EngineConsole(), options).upload("a.txt", [65])
        #expect(full.status == 503)
    }

    @Test func `ways in lead to the quarantine, and ways to nowhere to a page`() async throws {
        let site = Site()
        for path in ["/", "/console", "/console/dashboard"] {
            #expect(try await site.get(path).location == Paths.quarantine)
        }
        #expect(try await site.get("/console/inventory").location == Paths.technologies)
        for path in ["/console/x", "\(Paths.item(99))", "\(Paths.quarantine)/x", "/console/a/b/c"] {
            let reply = try await site.get(path)
            #expect(reply.status == 404, "\(path)")
            #expect(reply.text.contains("<h1>Not found</h1>"), "\(path)")
        }
        #expect(try await site.post("/console/x").status == 404)
        let act = try await site.post(Paths.quarantine, ["act": "eat", "item": "1"])
        #expect(act.status == 422)
    }

    @Test func `the pages' own files have their types`() async throws {
        let site = Site()
        for (name, type) in [
            ("style.css", "text/css; charset=utf-8"),
            ("console.js", "text/javascript; charset=utf-8"), ("icon.svg", "image/svg+xml"),
        ] {
            let reply = try await site.get("/console/assets/\(name)")
            #expect(reply.status == 200)
            #expect(reply.headers[.contentType] == type)
            #expect(reply.headers[.xContentTypeOptions] == "nosniff")
            #expect(reply.bytes.count > 100)
        }
        #expect(try await site.get("/console/assets/other").status == 404)
    }
}
