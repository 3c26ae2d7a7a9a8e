import Testing

@testable import QuarantineServer

/// `curl` against the program `scanwhy-serve`, from its first line to its end by a signal.
@Suite(.enabled(if: Program.isInstalled(Program.curl), "curl is not installed"))
struct CurlTests {
    @Test func `a file is taken, scanned, found by its hashes, and fetched from quarantine`()
        async throws
    {
        try await Served.with("--rate", "100") { served in
            let rest = served.rest
            let id = try #require(try await Curl.submit(Wire.eicar, "a%20b.txt", rest))
            let found = try await Curl.finished(id, rest)
            #expect(found.contains(#""display_name":"a b.txt""#))
            #expect(found.contains(#""scan_all_result_a":"Infected""#))
            #expect(found.contains(#""result":"Blocked""#))
            #expect(found.hasSuffix(" 200"))
            for hash in [
                "44d88612fea8a8f36de82e1278abb02f", "3395856CE81F2B7382DEE72602F798B642F14140",
                "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f",
            ] {
                let known = try await Curl.run("\(rest)/hash/\(hash)")
                #expect(known.contains(#""data_id":"\#(id)""#), "\(hash)")
            }
            let sha256 = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"
            let file = try await Curl.run("-i", "\(rest)/quarantine/\(sha256)/download")
            #expect(file.hasSuffix(Wire.eicar + " 200"))
            let head = file.lowercased()
            #expect(head.contains("content-disposition: attachment; filename=\"\(sha256)"))
            #expect(head.contains("x-content-type-options: nosniff"))
            #expect(head.contains("content-type: application/octet-stream"))
        }
    }

    @Test func `a synchronous upload is answered by the result`() async throws {
        try await Served.with("--rate", "100") { served in
            let answer = try await Curl.run(
                "-H",
                "filename: c.txt",
                "--data-binary",
                "clean",
                "\(served.rest)/file/sync"
            )
            #expect(answer.contains(#""result":"Allowed""#))
            #expect(answer.contains(#""progress_percentage":100"#))
            #expect(answer.hasSuffix(" 200"))
        }
    }

    @Test func `errors have the documented bodies`() async throws {
        try await Served.with { served in
            let id = String(repeating: "0", count: 32)
            let table = Self.unknown(served.rest, id) + Self.refused(served.rest)
            for (arguments, expected) in table {
                let all = ["-s", "-m", "20", "-w", " %{http_code}"] + arguments
                let answer = try await Program.run(Program.curl, all).output
                #expect(answer == expected)
            }
            let large = try await Curl.run(
                "-X",
                "POST",
                "-H",
                "Content-Length: 999999999999",
                "\(served.rest)/file"
            )
            #expect(large.hasPrefix(#"{"err":"Failed to request scan. File size exceeded"#))
        }
    }

    /// What is not there.
    private static func unknown(_ rest: String, _ id: String) -> [([String], String)] {
        [
            (["\(rest)/file/\(id)"], #"{""# + id + #"":"Not Found"} 404"#),
            (["\(rest)/hash/\(id)"], #"{""# + id + #"":"Not Found"} 404"#),
            (["\(rest)/hash/x"], #"{"x":"Not Found"} 404"#),
            (["\(rest)/nothing"], #"{"err":"Not found"} 404"#),
            (["\(rest)/quarantine/\(id)\(id)/download"], #"{"err":"Not found"} 404"#),
            (["\(rest)/quarantine/..%2f..%2fetc/download"], #"{"err":"Not found"} 404"#),
        ]
    }

    /// What is not done.
    private static func refused(_ rest: String) -> [([String], String)] {
        let denied = #"{"err":"Access denied"} 403"#
        return [
            (
                ["-X", "POST", "-H", "Content-Length: 0", "\(rest)/file"],
                #"{"err":"File is empty."} 422"#
            ),
            (
                ["-H", "Transfer-Encoding: chunked", "--data-binary", "x", "\(rest)/file"],
                #"{"err":"Missing Content-Length header."} 411"#
            ),
            (
                ["-H", "rule: Other", "--data-binary", "x", "\(rest)/file"],
                #"{"err":"No available rule is present for scanning."} 500"#
            ),
            (["-H", "Host: evil.example", "\(rest)/version"], denied),
            (["-H", "Origin: http://evil.example", "--data-binary", "x", "\(rest)/file"], denied),
            (["-H", "Sec-Fetch-Site: cross-site", "--data-binary", "x", "\(rest)/file"], denied),
            (
                ["--data-binary", #"{"user":"admin","password":"x"}"#, "\(rest)/login"],
                #"{"err":"Failed to login"} 403"#
            ),
            (
                ["-X", "PUT", "--data-binary", "{}", "\(rest)/admin/config/quarantine"],
                #"{"err":"Error while modifying configuration"} 500"#
            ),
            (["-X", "POST", "\(rest)/logout"], #"{"err":"Logout error"} 400"#),
        ]
    }

    @Test func `what Core tells of itself has the documented keys`() async throws {
        try await Served.with { served in
            let rest = served.rest
            let version = try await Curl.run("\(rest)/version")
            #expect(version == #"{"product_id":"MSCL","version":"5.14.1"} 200"#)
            let health = try await Curl.run("-i", "\(rest)/readyz")
            #expect(health.contains(#""database":{"status":true}"#))
            #expect(health.lowercased().contains("x-content-type-options: nosniff"))
            let engines = try await Curl.run("\(rest)/stat/engines")
            #expect(engines.contains(#""eng_id":"clamav_1_linux""#))
            #expect(engines.contains(#""state":"production""#))
            let nodes = try await Curl.run("\(rest)/stat/nodes")
            #expect(nodes.contains(#""scan_queue":0"#))
            #expect(nodes.contains(#""total_scan_queue":500"#))
            let license = try await Curl.run("\(rest)/admin/license")
            #expect(license.contains(#""days_left":212"#))
        }
    }

    @Test func `settings are written and read, and a session is opened and closed`() async throws {
        try await Served.with { served in
            let rest = served.rest
            for path in ["quarantine", "scanhistory"] {
                let address = "\(rest)/admin/config/\(path)"
                #expect(try await Curl.run(address) == #"{"cleanuprange":0} 200"#)
                let put = try await Curl.send("PUT", address, #"{"cleanuprange":24}"#)
                #expect(put == #"{"cleanuprange":24} 200"#)
                #expect(try await Curl.run(address) == #"{"cleanuprange":24} 200"#)
            }
            let login = #"{"user":"admin","password":"admin"}"#
            let opened = try await Curl.send("POST", "\(rest)/login", login)
            #expect(opened.hasPrefix(#"{"session_id":""#))
            let session = String(opened.dropFirst(15).prefix(32))
            let closed = try await Curl.run(
                "-X",
                "POST",
                "-H",
                "apikey: \(session)",
                "\(rest)/logout"
            )
            #expect(closed == #"{"response":"Logout success"} 200"#)
        }
    }

    @Test func `the program ends cleanly by a signal`() async throws {
        let count = try await Served.with { served in served.lines.count }
        #expect(count == 3)
    }
}
