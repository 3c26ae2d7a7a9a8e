import Quarantine
import Testing

@testable import QuarantineServer

/// The client against servers that are no Cloud.
struct OddAnswerTests {
    @Test(arguments: [
        ("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", 302),
        ("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>", 502),
        ("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", 0),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", 0),
        ("SSH-2.0-x\r\n", 0),
        ("", 0),
    ])
    func `an answer that is none is a failure`(bytes: String, status: Int) async throws {
        let outcome = try await OddCloud.with(bytes) { try await upload(to: $0) }
        switch outcome {
        case .refused(let found, 0, _): #expect(found == status)
        case .unreachable: #expect(status == 0)
        default: Issue.record("\(outcome)")
        }
    }

    @Test func `an endless answer is cut`() async throws {
        let long = "HTTP/1.1 200 OK\r\n\r\n{\"data_id\":\"" + String(repeating: "a", count: 5_000)
        let outcome = try await OddCloud.with(long, closes: false) {
            try await upload(to: $0) { $0.answerBytes = 1_000 }
        }
        #expect(outcome == .unreachable(text: "The answer is too long"))
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"])
    func `who says nothing more is waited for only so long`(bytes: String) async throws {
        let outcome = try await OddCloud.with(bytes.isEmpty ? nil : bytes, closes: false) {
            try await upload(to: $0) { $0.uploadTimeout = .milliseconds(300) }
        }
        #expect(outcome == .unreachable(text: "Connection timed out"))
    }

    @Test func `where nobody listens, the connection is refused`() async throws {
        let port = try await FreePort.number()
        let outcome = try await upload(to: CloudURL(standInPort: port))
        #expect(outcome == .unreachable(text: "Connection refused"))
    }

    @Test func `a certificate that nobody vouches for is no Cloud`() async throws {
        let outcome = try await OddCloud.with("not TLS\r\n") { url in
            let port = try #require(url.port)
            return try await upload(to: try #require(CloudURL("https://127.0.0.1:\(port)/v4")))
        }
        guard case .unreachable(let text) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(!text.contains("127.0.0.1"))
    }

    @Test func `only so many files are held at once`() async throws {
        let held = Held()
        try await LiveCloud.with { cloud in
            var settings = CloudClientSettings(url: cloud.url)
            settings.maxUploads = 2
            let client = CloudClient(settings)
            let order = try Self.order()
            let accepted = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        let answer = await client.carry(order) {
                            await held.take()
                            try await Task.sleep(for: .milliseconds(10))
                            await held.give()
                            return [65]
                        }
                        if case .accepted = answer.outcome { return true }
                        return false
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            try await client.shutdown()
            #expect(accepted == 12)
        }
        #expect(await held.most == 2)
    }

    private actor Held {
        private var now = 0
        private(set) var most = 0

        func take() {
            now += 1
            most = max(most, now)
        }

        func give() { now -= 1 }
    }

    private func upload(
        to url: CloudURL,
        _ change: (inout CloudClientSettings) -> Void = { _ in }
    ) async throws -> CloudAnswer.Outcome {
        var settings = CloudClientSettings(url: url)
        settings.uploadTimeout = .seconds(10)
        change(&settings)
        let client = CloudClient(settings)
        let answer = await client.carry(try Self.order()) { [65] }
        try await client.shutdown()
        return answer.outcome
    }

    /// An upload that is due.
    private static func order() throws -> CloudOrder {
        let yaml = "scenario: odd\n"
        var engine = Engine(try Scenario(yaml: yaml))
        engine.connectCloud()
        var file = ScenarioFile()
        file.path = "/a.bin"
        file.content = .infected
        file.takesUS = 1_000_000
        let client = ClientFacts(address: "::1", agent: "test", user: "")
        _ = engine.submit(engine.facts(of: file), to: 0, client: client)
        engine.advance(toUS: engine.course.nowUS + 5_000_000)
        engine.operate(.send, items: [1], core: 0)
        engine.advance(toUS: engine.course.nowUS + 5_000_000)
        return try #require(engine.takeCloudOrders().first)
    }
}
