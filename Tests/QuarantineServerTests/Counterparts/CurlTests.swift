import Testing

@testable import QuarantineServer

/// `curl` against the program `scanwhy-serve`, from its first line to its end by a signal.
@Suite(.enabled(if: Program.isInstalled(Program.curl), "curl is not installed"))
struct CurlTests {
    private func withServer<Result>(
        _ body: (_ rest: String, _ icap: Int) async throws -> Result
    ) async throws -> Result {
        try await Served.with { served in
            let rest = try #require(served.lines.first { $0.hasPrefix("rest http://") })
            let icap = try #require(served.lines.first { $0.hasPrefix("icap icap://127.0.0.1:") })
            let port = try #require(Int(icap.split(separator: ":").last ?? ""))
            return try await body(String(rest.dropFirst(5)), port)
        }
    }

    /// The status, and the body in front of it.
    private func curl(_ arguments: String...) async throws -> String {
        let all = ["-s", "-m", "20", "-w", " %{http_code}"] + arguments
        return try await Program.run(Program.curl, all).output
    }

    @Test func `a file is taken and its result is found`() async throws {
        try await withServer { rest, _ in
            let posted = try await curl(
                "-H",
                "filename: a%20b.txt",
                "--data-binary",
                Wire.eicar,
                "\(rest)/file"
            )
            #expect(posted.hasPrefix(#"{"data_id":""#))
            #expect(posted.hasSuffix(" 200"))
            let id = String(posted.dropFirst(12).prefix(32))
            let found = try await curl("\(rest)/file/\(id)")
            #expect(found.contains(#""display_name":"a b.txt""#))
            #expect(found.contains(#""scan_all_result_a":"Infected""#))
            #expect(found.hasSuffix(" 200"))
        }
    }

    @Test func `errors have the documented bodies`() async throws {
        try await withServer { rest, _ in
            let id = String(repeating: "0", count: 32)
            #expect(try await curl("\(rest)/file/\(id)") == #"{""# + id + #"":"Not Found"} 404"#)
            #expect(try await curl("\(rest)/nothing") == #"{"err":"Not found"} 404"#)
            let empty = try await curl("-X", "POST", "-H", "Content-Length: 0", "\(rest)/file")
            #expect(empty == #"{"err":"File is empty."} 422"#)
            let chunked = try await curl(
                "-H",
                "Transfer-Encoding: chunked",
                "--data-binary",
                "x",
                "\(rest)/file"
            )
            #expect(chunked == #"{"err":"Missing Content-Length header."} 411"#)
            let large = try await curl(
                "-X",
                "POST",
                "-H",
                "Content-Length: 999999999999",
                "\(rest)/file"
            )
            #expect(large.hasPrefix(#"{"err":"Failed to request scan. File size exceeded"#))
            let other = try await curl("-H", "Host: evil.example", "\(rest)/version")
            #expect(other == #"{"err":"Access denied"} 403"#)
        }
    }

    @Test func `version and health are told`() async throws {
        try await withServer { rest, _ in
            let version = try await curl("\(rest)/version")
            #expect(version == #"{"product_id":"MSCL","version":"5.6.1"} 200"#)
            let health = try await curl("-i", "\(rest)/readyz")
            #expect(health.contains(#""database":{"status":true}"#))
            #expect(health.lowercased().contains("x-content-type-options: nosniff"))
        }
    }

    @Test func `the program ends cleanly by a signal`() async throws {
        let status = try await Served.with { served in served.lines.count == 2 }
        #expect(status)
    }
}
