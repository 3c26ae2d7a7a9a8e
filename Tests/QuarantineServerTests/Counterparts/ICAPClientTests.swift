import Quarantine
import Testing

@testable import QuarantineServer

/// `c-icap-client` of Debian's package c-icap against the ICAP port.
///
/// Its exit status says nothing: what it prints is looked at.
@Suite(.enabled(if: Program.isInstalled(Program.icapClient), "c-icap-client is not installed"))
struct ICAPClientTests {
    /// Sends a file and tells what the client printed.
    private func scan(
        _ server: LiveICAP,
        _ content: [UInt8],
        as name: String,
        _ more: [String] = [],
        seconds: Int = 120
    ) async throws -> (printed: String, received: String?) {
        try await Scratch.with { scratch in
            let file = try scratch.write("content", content)
            let program = try await Program.run(
                Program.icapClient,
                [
                    "-i", "127.0.0.1", "-p", "\(server.port)", "-s", "OMSScanReq-AV", "-f", file,
                    "-o", "\(scratch.path)/received", "-req", "http://fs1/share/\(name)",
                    "-method", "PUT", "-v", "-d", "10",
                ] + more,
                seconds: seconds
            )
            // Nothing is received where the message may pass as it is.
            let received = try? scratch.text("received")
            return (program.output, received)
        }
    }

    @Test func `OPTIONS shows what the server offers`() async throws {
        try await LiveICAP.with { server in
            let program = try await Program.run(
                Program.icapClient,
                ["-i", "127.0.0.1", "-p", "\(server.port)", "-s", "OMSScanReq-AV", "-v"]
            )
            #expect(program.output.contains("Preview: 1024"))
            #expect(program.output.contains("MetaDefender ICAP Server"))
            #expect(program.output.contains("ISTag: \"001605794100\""))
        }
    }

    @Test func `a clean file needs no modification`() async throws {
        try await LiveICAP.with { server in
            let seen = try await scan(server, Wire.bytes("clean"), as: "clean.txt")
            #expect(seen.printed.contains("No modification needed"))
            #expect(server.engine.submissions.first?.fileName == "clean.txt")
            #expect(server.engine.submissions.first?.body == Wire.bytes("clean"))
        }
    }

    @Test func `the test virus is blocked with the headers of a scan`() async throws {
        try await LiveICAP.with { server in
            let seen = try await scan(server, Wire.bytes(Wire.eicar), as: "eicar.com")
            #expect(seen.printed.contains("X-Blocked-Reason: Infected"))
            #expect(seen.printed.contains("X-ICAP-Profile: File process"))
            #expect(seen.received?.contains("Access blocked") == true)
        }
    }

    @Test func `blocked without a scan has no header of one`() async throws {
        try await LiveICAP.with(Fault(.pollsFail)) { server in
            let seen = try await scan(server, Wire.bytes("x"), as: "unscanned.txt")
            let text = "X-Response-Desc: Error received from Metadefender Core"
            #expect(seen.printed.contains(text))
            #expect(!seen.printed.contains("X-Blocked-Reason"))
            #expect(!seen.printed.contains("X-ICAP-Profile"))
        }
    }

    @Test func `503 reaches the client`() async throws {
        try await LiveICAP.with(Fault(.icapAnswers)) { server in
            let seen = try await scan(server, Wire.bytes("x"), as: "busy.txt")
            #expect(seen.printed.contains("503"))
            #expect(server.engine.submissions.count == 1)
        }
    }

    @Test func `a Core that is too busy blocks without a scan`() async throws {
        try await LiveICAP.with(Fault(.coreRefuses)) { server in
            let seen = try await scan(server, Wire.bytes("x"), as: "a.txt")
            let text = "X-Response-Desc: Server is too busy. Try again later."
            #expect(seen.printed.contains(text))
            #expect(!seen.printed.contains("X-ICAP-Profile"))
        }
    }

    @Test(arguments: [Fault.Kind.icapDrops, .icapStopped])
    func `a dropped connection gives the client nothing`(kind: Fault.Kind) async throws {
        try await LiveICAP.with(Fault(kind)) { server in
            let seen = try await scan(server, Wire.bytes("x"), as: "dropped.txt")
            #expect(!seen.printed.contains("No modification needed"))
            #expect(seen.received ?? "" == "")
            #expect(server.engine.submissions.count == 1)
        }
    }

    @Test func `a silent server leaves the client waiting`() async throws {
        try await LiveICAP.with(Fault(.icapSilent)) { server in
            let seen = try await scan(server, Wire.bytes("x"), as: "silent.txt", seconds: 2)
            #expect(!seen.printed.contains("No modification needed"))
            #expect(server.engine.submissions.count == 1)
        }
    }

    @Test(arguments: [0, 1, 1_023, 1_024, 1_025, 5_000_000])
    func `files of all sizes arrive whole, before and behind the preview`(
        sizeBytes: Int
    ) async throws {
        try await LiveICAP.with { server in
            let content = (0..<sizeBytes).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let seen = try await scan(server, content, as: "a.bin")
            #expect(seen.printed.contains("No modification needed"))
            #expect(server.engine.submissions.first?.body ?? [] == content)
        }
    }

    @Test func `without preview and without 204 the file comes back`() async throws {
        try await LiveICAP.with { server in
            let text = String(repeating: "content ", count: 20_000)
            let more = ["-nopreview", "-no204"]
            let seen = try await scan(server, Wire.bytes(text), as: "a.txt", more)
            #expect(seen.received == text)
        }
    }

    @Test func `a disarmed file comes instead of its own`() async throws {
        try await LiveICAP.withFaulty { server in
            let seen = try await scan(server, Wire.bytes("macro"), as: "disarmed.doc")
            #expect(seen.received == "disarmed")
        }
    }

    @Test func `an answer is scanned like a request`() async throws {
        try await LiveICAP.with { server in
            try await Scratch.with { scratch in
                let file = try scratch.write("f", Wire.bytes(Wire.eicar))
                let program = try await Program.run(
                    Program.icapClient,
                    [
                        "-i", "127.0.0.1", "-p", "\(server.port)", "-s", "OMSScanResp-AV", "-f",
                        file, "-o", "\(scratch.path)/out", "-resp", "http://web/eicar.com", "-v",
                    ]
                )
                #expect(program.output.contains("X-Blocked-Reason: Infected"))
                #expect(server.engine.submissions.first?.method == .respmod)
            }
        }
    }
}
