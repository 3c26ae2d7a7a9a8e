import Testing

@testable import QuarantineServer

/// The program with its own Cloud: an item goes there over HTTP, and its result comes back.
@Suite(.enabled(if: Program.isInstalled(Program.curl), "curl is not installed"))
struct ServedCloudTests {
    @Test func `an upload survives kill -9, and its result comes after the restart`() async throws {
        try await Scratch.with { scratch in
            let data = scratch.path + "/data"
            try await Served.killing(
                "--data",
                data,
                "--cloud-url",
                "stand-in",
                "--rate",
                "10"
            ) { served in
                try await quarantine(served)
                try await send(served)
                let field = try await field(served) { $0.hasSuffix(" %") }
                #expect(field.hasSuffix(" %"))
            }
            try await Served.with("--data", data, "--cloud-url", "stand-in") { served in
                let field = try await field(served) { $0 == "Infected" }
                #expect(field == "Infected")
                let report = try await Curl.run("\(control(served))")
                #expect(report.contains(#""name":"e.com""#))
                #expect(report.contains(#""used":1,"limit":40"#))
            }
        }
    }

    @Test func `faults of the Cloud are seen in the field, and end`() async throws {
        try await Served.with("--cloud-url", "stand-in", "--rate", "60") { served in
            let faults = "\(control(served))/faults"
            try await quarantine(served)
            for (fault, expected) in [
                (#"{"unreachable":true}"#, "Unavailable"),
                (#"{"unreachable":false,"error_code":503001}"#, "Unavailable"),
                (#"{"error_code":0,"quota_used_up":true}"#, "API calls per day limit reached"),
                (#"{"quota_used_up":false}"#, "Infected"),
            ] {
                let answer = try await Curl.send("PUT", faults, fault)
                #expect(answer.hasSuffix(" 200"))
                try await send(served)
                let field = try await field(served) { $0 != "Uploading" && !$0.hasSuffix(" %") }
                #expect(field == expected, "\(fault)")
            }
        }
    }

    /// Where the stand-in is switched.
    private func control(_ served: Served) -> String {
        let url = served.lines.first { $0.hasPrefix("cloud ") }?.dropFirst(6) ?? ""
        return "\(url.dropLast(3))/scanwhy/v1/cloud"
    }

    private func quarantine(_ served: Served) async throws {
        let id = try #require(try await Curl.submit(Wire.eicar, "e.com", served.rest))
        let answer = try await Curl.finished(id, served.rest)
        #expect(answer.contains(#""result":"Blocked""#))
    }

    private func send(_ served: Served) async throws {
        let address = "\(served.rest)/scanwhy/v1/items/send"
        let answer = try await Curl.send("POST", address, #"{"ids":[1]}"#)
        #expect(answer.hasSuffix(" 200"))
    }

    /// The item's field, once it is as wanted, or what it is after a while.
    private func field(
        _ served: Served,
        _ isWanted: (String) -> Bool
    ) async throws -> String {
        var field = ""
        for _ in 0..<400 {
            let answer = try await Curl.run("\(served.rest)/scanwhy/v1/items/1")
            let rest = answer.split(separator: #""threat_intelligence":{"status":""#).last ?? ""
            field = String(rest.prefix { $0 != "\"" })
            if isWanted(field) { return field }
            try await Task.sleep(for: .milliseconds(50))
        }
        return field
    }
}
