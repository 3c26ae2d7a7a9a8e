import Quarantine
import Testing

/// An engine that a server moves on step by step.
@Suite struct LiveTests {
    @Test func `a request of a real ICAP client is answered when the scan is over`() throws {
        var engine = try live()
        let clean = engine.request(file(.clean), to: 0, client: "::1", method: "REQMOD", uri: "/a")
        let bad = engine.request(file(.infected), to: 0, client: "::1", method: "REQMOD", uri: "/b")
        #expect(engine.answer(to: clean, of: 0) == nil)
        while engine.answer(to: clean, of: 0) == nil || engine.answer(to: bad, of: 0) == nil {
            engine.advance(toUS: try #require(engine.nextUS))
        }
        #expect(engine.answer(to: clean, of: 0)?.status == 204)
        #expect(engine.answer(to: bad, of: 0)?.blockedReason == "Infected")
    }

    @Test func `a client that leaves is not answered, and its scan is cancelled`() throws {
        var engine = try live()
        let request = engine.request(
            file(.clean, takesUS: 60_000_000),
            to: 0,
            client: "::1",
            method: "REQMOD",
            uri: "/a"
        )
        engine.advance(toUS: engine.course.nowUS + 1_000_000)
        engine.leave(request, of: 0)
        engine.advance(toUS: engine.course.nowUS + 1_000_000)
        #expect(engine.answer(to: request, of: 0) == nil)
        #expect(engine.cores[0].history.map(\.result.code) == [19])
    }

    @Test func `a scan tells how far it is`() throws {
        var engine = try live()
        let client = ClientFacts(address: "::1", agent: "curl/8", user: "")
        let reply = engine.submit(file(.clean, takesUS: 10_000_000), to: 0, client: client)
        guard case .accepted(let dataID) = reply else {
            Issue.record("the upload was not taken")
            return
        }
        engine.advance(toUS: engine.course.nowUS + 5_000_000)
        let now = engine.course.nowUS
        #expect(engine.cores[0].state(of: dataID, at: now)?.percent == 50)
        engine.advance(toUS: now + 6_000_000)
        #expect(engine.cores[0].state(of: dataID, at: engine.course.nowUS)?.result?.code == 0)
        #expect(engine.cores[0].state(of: "unknown", at: now) == nil)
    }

    @Test func `what was handed over is not kept`() throws {
        var engine = try live()
        engine.advance(toUS: engine.course.nowUS + 600_000_000)
        #expect(!engine.drainOccurrences().isEmpty)
        #expect(engine.drainOccurrences().isEmpty)
    }

    private func live() throws -> Engine {
        Engine(try Scenario(yaml: "scenario: live\n"))
    }

    private func file(_ content: Content, takesUS: Int64? = nil) -> FileFacts {
        var file = ScenarioFile()
        file.path = "/live/\(content.rawValue).bin"
        file.content = content
        file.takesUS = takesUS
        var scenario = Scenario()
        scenario.name = "facts"
        return Engine(scenario).facts(of: file)
    }
}
