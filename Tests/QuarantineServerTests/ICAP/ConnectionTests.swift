import NIOCore
import Testing

@testable import QuarantineServer

struct ConnectionTests {
    @Test func `a clean file is answered, and the next one too`() async throws {
        let peer = try await Peer()
        for name in ["a.txt", "b.txt"] {
            try await peer.send(Wire.reqmod(["x"], address: "http://fs1/\(name)"))
            let answer = try #require(try await peer.answer())
            #expect(answer.hasPrefix("ICAP/1.0 204 No modification needed\r\n"))
            #expect(answer.contains("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"))
        }
        #expect(peer.isOpen)
        let seen = peer.engine.submissions
        #expect(seen.map(\.fileName) == ["a.txt", "b.txt"])
        #expect(seen.map(\.requestID) == [1, 2])
        #expect(Set(seen.map(\.connectionID)).count == 1)
        #expect(seen[0].connectionID.count == 32)
    }

    @Test func `the engine gets what the client said of the file`() async throws {
        let peer = try await Peer()
        let more = "X-Client-IP: 192.0.2.10\r\nX-Client-Custom-Source: abc\r\nAllow: 204\r\n"
        try await peer.send(Wire.reqmod([Wire.eicar], more: more))
        #expect(try await peer.answer()?.contains("X-Response-Info: Blocked") == true)
        let submission = try #require(peer.engine.submissions.first)
        #expect(submission.client == "192.0.2.10")
        #expect(submission.customFields["x-client-custom-source"] == "abc")
        #expect(submission.body == Array(Wire.eicar.utf8))
        #expect(submission.method == .reqmod)
    }

    @Test func `a preview is followed by 100 and then by one answer`() async throws {
        let peer = try await Peer()
        try await peer.send(Wire.respmod(["head"], more: "Preview: 4\r\nAllow: 204\r\n"))
        #expect(try await peer.answer() == "ICAP/1.0 100 Continue\r\n\r\n")
        try await peer.send(Wire.bytes(Wire.chunked([Wire.eicar]) + "0\r\n\r\n"))
        #expect(try await peer.answer()?.contains("X-Blocked-Reason: Infected") == true)
        #expect(peer.engine.submissions.first?.body == Array(("head" + Wire.eicar).utf8))
    }

    @Test func `requests sent ahead are answered in their order`() async throws {
        let peer = try await Peer()
        let one = Wire.reqmod(["x"], address: "http://fs1/busy.txt")
        try await peer.send(Wire.options() + one + Wire.reqmod([Wire.eicar]) + Wire.options())
        for expected in ["Options", "503 Service overloaded", "Blocked", "Options"] {
            #expect(try await peer.answer()?.contains(expected) == true)
        }
    }

    @Test func `a thousand requests sent ahead do not pile up calls`() async throws {
        let peer = try await Peer()
        try await peer.send(Array(repeating: Wire.options(), count: 1_000).flatMap { $0 })
        var answers = 0
        while answers < 1_000, try await peer.answer() != nil { answers += 1 }
        #expect(answers == 1_000)
    }

    @Test func `an unknown service is 404, and the connection goes on`() async throws {
        let peer = try await Peer()
        try await peer.send(Wire.options("nothing"))
        #expect(try await peer.answer()?.hasPrefix("ICAP/1.0 404 Service not found") == true)
        let preview = Wire.reqmod(["head"], service: "nothing", more: "Preview: 4\r\n")
        try await peer.send(preview)
        #expect(try await peer.answer()?.hasPrefix("ICAP/1.0 404") == true)
        try await peer.send(Wire.options())
        #expect(try await peer.answer()?.hasPrefix("ICAP/1.0 200") == true)
        #expect(peer.engine.submissions.isEmpty)
    }

    @Test func `a bad request is answered, and the connection ends`() async throws {
        let peer = try await Peer()
        try await peer.send(Wire.bytes("nonsense\r\n\r\n"))
        let answer = try #require(try await peer.answer())
        #expect(answer.hasPrefix("ICAP/1.0 400 Bad request"))
        #expect(answer.contains("Connection: close\r\n"))
        await peer.pass(2)
        #expect(!peer.isOpen)
    }

    @Test func `who wants the connection to end gets it`() async throws {
        let peer = try await Peer()
        try await peer.send(Wire.reqmod(["x"], more: "Allow: 204\r\nConnection: close\r\n"))
        #expect(try await peer.answer()?.contains("Connection: close\r\n") == true)
        await peer.pass(2)
        #expect(!peer.isOpen)
    }

    @Test func `a dropped request closes the connection without a word`() async throws {
        let peer = try await Peer()
        try await peer.send(Wire.reqmod(["x"], address: "http://fs1/dropped.txt"))
        #expect(try await peer.answer() == nil)
        #expect(!peer.isOpen)
    }

    @Test func `silence ends when the engine had its time`() async throws {
        let peer = try await Peer()
        try await peer.send(Wire.reqmod(["x"], address: "http://fs1/silent.txt"))
        while peer.engine.submissions.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        await peer.pass(240)
        #expect(try await peer.isSilent())
        #expect(peer.isOpen)
        await peer.pass(400)
        #expect(try await peer.answer()?.hasPrefix("ICAP/1.0 500") == true)
    }

    @Test func `an engine whose client leaves is told`() async throws {
        let peer = try await Peer()
        try await peer.send(Wire.reqmod(["x"], address: "http://fs1/slow.txt"))
        while peer.engine.submissions.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        try await peer.channel.close().get()
        for _ in 0..<2_000 where peer.engine.cancelled == 0 {
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(peer.engine.cancelled == 1)
        #expect(peer.occupancy.connections == 0)
    }
}

struct ConnectionBoundsTests {
    @Test func `an idle connection is closed`() async throws {
        let peer = try await Peer()
        await peer.pass(119)
        #expect(peer.isOpen)
        await peer.pass(2)
        #expect(!peer.isOpen)
        #expect(try await peer.isSilent())
    }

    @Test func `a client that stops within a request gets 408`() async throws {
        let peer = try await Peer()
        try await peer.send(Wire.bytes("OPTIONS icap://h/OMSScanReq-AV IC"))
        await peer.pass(31)
        #expect(try await peer.answer()?.hasPrefix("ICAP/1.0 408 Request timeout") == true)
    }

    @Test func `a client that sends a byte now and then gets 408 too`() async throws {
        let peer = try await Peer()
        let bytes = Wire.options(String(repeating: "a", count: 100))
        var sent = 0
        while try await peer.isSilent(), sent < bytes.count {
            try await peer.send([bytes[sent]])
            sent += 1
            await peer.pass(20)
        }
        #expect(sent < 40)
        await peer.pass(2)
        #expect(!peer.isOpen)
    }

    @Test func `connections beyond the limit are told, and far beyond it closed`() async throws {
        var settings = ICAPServerSettings()
        settings.maxConnections = 1
        let first = try await Peer(settings)
        let second = try await Peer(settings, occupancy: first.occupancy)
        #expect(try await second.answer()?.hasPrefix("ICAP/1.0 503 Service overloaded") == true)
        let third = try await Peer(settings, occupancy: first.occupancy)
        #expect(!third.isOpen)
        try await first.channel.close().get()
        let fourth = try await Peer(settings, occupancy: first.occupancy)
        try await fourth.send(Wire.options())
        #expect(try await fourth.answer()?.hasPrefix("ICAP/1.0 200") == true)
    }

    @Test func `bytes that are held are given back`() async throws {
        var settings = ICAPServerSettings()
        settings.limits.heldBytes = 10
        let peer = try await Peer(settings)
        for _ in 0..<3 {
            try await peer.send(Wire.reqmod(["12345678"]))
            #expect(try await peer.answer()?.hasPrefix("ICAP/1.0 204") == true)
        }
        let other = try await Peer(settings, occupancy: peer.occupancy)
        try await other.send(Wire.reqmod(["12345678"], end: ""))
        try await peer.send(Wire.reqmod(["12345678"]))
        #expect(try await peer.answer()?.hasPrefix("ICAP/1.0 503") == true)
        try await other.channel.close().get()
        #expect(peer.occupancy.budget.hold(10))
    }

    @Test func `an idle connection ends with the server, and an open request is answered`()
        async throws
    {
        let idle = try await Peer()
        try await idle.quiesce()
        #expect(!idle.isOpen)
        let busy = try await Peer()
        try await busy.send(Wire.reqmod(["12"], end: ""))
        try await busy.quiesce()
        #expect(busy.isOpen)
        try await busy.send(Wire.bytes("0\r\n\r\n"))
        #expect(try await busy.answer()?.contains("Connection: close\r\n") == true)
    }
}
