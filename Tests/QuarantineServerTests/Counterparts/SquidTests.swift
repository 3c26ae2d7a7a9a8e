import Foundation
import Quarantine
import Testing

@testable import QuarantineServer

/// `squid` as the ICAP client of a browser (`curl`), in front of a web server of our own.
@Suite(
    .enabled(if: Program.isInstalled(Program.squid), "squid is not installed"),
    .enabled(if: Program.isInstalled(Program.curl), "curl is not installed")
)
struct SquidTests {
    /// Runs squid between a web server and the ICAP port.
    private func withProxy<Result>(
        _ icap: LiveICAP,
        _ contents: [String: [UInt8]],
        _ body: (_ proxy: Int, _ web: Int) async throws -> Result
    ) async throws -> Result {
        try await Scratch.with { scratch in
            let web = try await StaticWeb(contents)
            let port = try await FreePort.number()
            let configuration = Self.configuration(port: port, icap: icap.port)
            let file = try scratch.write("squid.conf", Array(configuration.utf8))
            let result = try await Program.with(Program.squid, ["-N", "-f", file]) { _ in
                try await FreePort.waitUntilTaken(port)
                return try await body(port, web.port)
            }
            try await web.stop()
            return result
        }
    }

    /// What curl says of files that are fetched one after another.
    private func fetch(
        _ names: [String],
        _ contents: [String: [UInt8]],
        through icap: LiveICAP
    ) async throws -> [(status: String, body: String)] {
        try await withProxy(icap, contents) { proxy, web in
            var fetched: [(status: String, body: String)] = []
            for name in names {
                let address = "http://127.0.0.1:\(web)/\(name)"
                let output = try await Self.curl(proxy, address, []).output
                let cut = output.lastIndex(of: "\n") ?? output.startIndex
                fetched.append((String(output[cut...].dropFirst()), String(output[..<cut])))
            }
            return fetched
        }
    }

    private static func curl(
        _ proxy: Int,
        _ address: String,
        _ more: [String]
    ) async throws -> Program {
        try await Program.run(
            Program.curl,
            [
                "-s", "-x", "http://127.0.0.1:\(proxy)", "--noproxy", "", "-w", "\n%{http_code}",
                address,
            ] + more,
            seconds: 120
        )
    }

    private static func configuration(port: Int, icap: Int) -> String {
        """
        http_port 127.0.0.1:\(port)
        http_access allow all
        cache deny all
        pid_filename none
        memory_cache_shared off
        pinger_enable off
        shutdown_lifetime 1 seconds
        cache_log /dev/null
        access_log none
        coredump_dir /
        cache_effective_user proxy
        icap_enable on
        icap_preview_enable on
        icap_service_failure_limit -1
        adaptation_send_client_ip on
        icap_service svc respmod_precache icap://127.0.0.1:\(icap)/OMSScanResp-AV bypass=0
        adaptation_access svc allow all

        """
    }

    @Test func `squid passes what is clean and shows the page for what is not`() async throws {
        // Behind the preview; squid 5.7 itself stops reading an answer at 64 KiB here, whatever
        // the ICAP server does, so larger ones are left to the ICAP client's tests.
        let large = (0..<60_000).map { UInt8(ascii: "a") + UInt8($0 % 26) }
        let contents = [
            "clean.txt": Wire.bytes("clean"), "eicar.txt": Wire.bytes(Wire.eicar),
            "large.txt": large,
        ]
        try await LiveICAP.with { icap in
            let names = ["clean.txt", "eicar.txt", "large.txt"]
            let fetched = try await fetch(names, contents, through: icap)
            #expect(fetched.map(\.status) == ["200", "403", "200"])
            #expect(fetched[0].body == "clean")
            #expect(fetched[1].body.contains("Reason: Infected"))
            #expect(fetched[2].body == String(decoding: large, as: UTF8.self))
        }
    }

    @Test func `squid shows the page where Core did not scan`() async throws {
        try await LiveICAP.with(Fault(.pollsFail)) { icap in
            let fetched = try await fetch(["a.txt"], ["a.txt": Wire.bytes("x")], through: icap)
            #expect(fetched.map(\.status) == ["403"])
            #expect(fetched[0].body.contains("Error received from Metadefender Core"))
        }
    }

    @Test func `squid passes a disarmed file in place of its own`() async throws {
        try await LiveICAP.withFaulty { icap in
            let contents = ["disarmed.txt": Wire.bytes("macro")]
            let fetched = try await fetch(["disarmed.txt"], contents, through: icap)
            #expect(fetched.map(\.status) == ["200"])
            #expect(fetched[0].body == "disarmed")
        }
    }

    @Test(arguments: [Fault.Kind.icapAnswers, .icapDrops])
    func `squid fails where ICAP answers 503 or drops the connection`(
        kind: Fault.Kind
    ) async throws {
        try await LiveICAP.with(Fault(kind)) { icap in
            let fetched = try await fetch(["a.txt"], ["a.txt": [1]], through: icap)
            #expect(fetched.map(\.status) == ["500"])
        }
    }

    @Test func `a thousand answers go over few connections`() async throws {
        try await LiveICAP.with { icap in
            let output = try await withProxy(icap, [:]) { proxy, web in
                let address = "http://127.0.0.1:\(web)/file[1-1000].txt"
                return try await Self.curl(proxy, address, ["-o", "/dev/null"]).output
            }
            let statuses = output.split(separator: "\n")
            #expect(statuses.count == 1_000)
            #expect(statuses.allSatisfy { $0 == "200" })
            let seen = icap.engine.submissions
            #expect(seen.count == 1_000)
            #expect(Set(seen.map(\.connectionID)).count < 10)
        }
    }
}
