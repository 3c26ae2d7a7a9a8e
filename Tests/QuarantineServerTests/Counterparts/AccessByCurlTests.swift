import Testing

@testable import QuarantineServer

/// A server that other machines could reach, asked by `curl` from this one.
@Suite(.enabled(if: Program.isInstalled(Program.curl), "curl is not installed"))
struct AccessByCurlTests {
    private static let key = "0123456789abcdef0123"

    private func withClosedServer<Result>(
        _ body: (_ rest: String) async throws -> Result
    ) async throws -> Result {
        try await Scratch.with { scratch in
            let file = try scratch.write("key", Array((Self.key + "\n").utf8))
            return try await Served.with("--api-key-file", file) { try await body($0.rest) }
        }
    }

    @Test func `without the key nothing is shown or changed but health and version`() async throws {
        try await withClosedServer { rest in
            let denied = #"{"err":"Access denied"} 403"#
            let open = ["version", "readyz"]
            for path in open {
                #expect(try await Curl.run("\(rest)/\(path)").hasSuffix(" 200"), "\(path)")
            }
            for path in ["stat/nodes", "scanwhy/v1/items", "console/dashboard/quarantine"] {
                #expect(try await Curl.run("\(rest)/\(path)") == denied, "\(path)")
            }
            #expect(try await Curl.run("--data-binary", "x", "\(rest)/file") == denied)
            let wrong = try await Curl.run("-H", "apikey: x", "--data-binary", "x", "\(rest)/file")
            #expect(wrong == denied)
        }
    }

    @Test func `the key and a session open it`() async throws {
        try await withClosedServer { rest in
            let key = "apikey: \(Self.key)"
            let taken = try await Curl.run("-H", key, "--data-binary", "x", "\(rest)/file")
            #expect(taken.hasSuffix(" 200"))
            let login = #"{"user":"admin","password":"\#(Self.key)"}"#
            let opened = try await Curl.send("POST", "\(rest)/login", login)
            let session = String(opened.dropFirst(15).prefix(32))
            let items = try await Curl.run("-H", "apikey: \(session)", "\(rest)/scanwhy/v1/items")
            #expect(items == "[] 200")
        }
    }

    @Test func `a browser is sent to a form, which wants its token`() async throws {
        try await withClosedServer { rest in
            let page = try await Curl.run("-i", "-H", "Accept: text/html", "\(rest)/")
            #expect(page.hasSuffix(" 303"))
            #expect(page.lowercased().contains("location: /sign-in"))
            let form = try await Curl.run("-i", "\(rest)/sign-in")
            #expect(form.contains(#"<input type="hidden" name="csrf" value=""#))
            let token = form.split(separator: #"name="csrf" value=""#).last?.prefix(64) ?? ""
            let fields = "user=admin&password=\(Self.key)&csrf="
            let forged = try await Curl.run("-d", fields, "\(rest)/sign-in")
            #expect(forged == #"{"err":"Access denied"} 403"#)
            let signed = try await Curl.run("-i", "-d", fields + token, "\(rest)/sign-in")
            #expect(signed.hasSuffix(" 303"))
            #expect(signed.contains("scanwhy-session="))
            #expect(signed.contains("HttpOnly; SameSite=Strict"))
            try await expectWayOut(rest, signed)
        }
    }

    /// The way out is on each page, wants that page's token, and ends the session.
    private func expectWayOut(_ rest: String, _ signed: String) async throws {
        let id = String(try #require(signed.split(separator: "scanwhy-session=").last).prefix(32))
        let cookie = "Cookie: scanwhy-session=\(id)"
        let list = "\(rest)/console/dashboard/quarantine"
        let page = try await Curl.run("-H", cookie, list)
        let start = #"action="/sign-out"><input type="hidden" name="csrf" value=""#
        let token = String(try #require(page.split(separator: start).last).prefix(64))
        let forged = try await Curl.run("-H", cookie, "-d", "csrf=x", "\(rest)/sign-out")
        #expect(forged.hasSuffix(" 403"))
        #expect(try await Curl.run("-H", cookie, list).hasSuffix(" 200"))
        let out = try await Curl.run("-i", "-H", cookie, "-d", "csrf=\(token)", "\(rest)/sign-out")
        #expect(out.hasSuffix(" 303"))
        #expect(out.contains("Max-Age=0"))
        #expect(try await Curl.run("-H", cookie, list).hasSuffix(" 403"))
    }

    @Test func `ICAP for everybody is refused at the start`() async throws {
        let refused = try await Served.refused("--icap", "0.0.0.0:0")
        #expect(refused.status == 2)
        #expect(refused.words.contains("--icap-client"))
    }

    @Test func `a short key is refused at the start`() async throws {
        try await Scratch.with { scratch in
            let file = try scratch.write("key", Array("short\n".utf8))
            let refused = try await Served.refused("--api-key-file", file)
            #expect(refused.status == 2)
            #expect(refused.words.contains("at least 16 characters"))
        }
    }

    @Test func `where others reach it a key is made, told once, and kept`() async throws {
        try await Scratch.with { scratch in
            let data = scratch.path + "/data"
            let arguments = ["--rest", "0.0.0.0:0", "--data", data]
            let words = try await Served.with(arguments[0], arguments[1], "--data", data) {
                served in
                served.words
            }
            #expect(words.contains("the API key of this server is "))
            let again = try await Served.with(arguments[0], arguments[1], "--data", data) {
                served in
                served.words
            }
            #expect(!again.contains("the API key of this server is "))
        }
    }

    @Test func `a stopped Core gives no answer, and its faults can be ended`() async throws {
        try await Served.with("--rate", "100") { served in
            let faults = "\(served.rest)/scanwhy/v1/faults"
            let begun = try await Curl.send("POST", faults, #"{"fault":"core-stopped"}"#)
            #expect(begun == #"{"number":0} 200"#)
            #expect(try await Curl.run("\(served.rest)/readyz") == " 000")
            #expect(try await Curl.run("-X", "DELETE", faults + "/0") == #"{"number":0} 200"#)
            let advanced = try await Curl.send(
                "PUT",
                "\(served.rest)/scanwhy/v1/clock",
                #"{"advance_seconds":60}"#
            )
            #expect(advanced.hasSuffix(" 200"))
            #expect(try await Curl.run("\(served.rest)/readyz").hasSuffix(" 200"))
        }
    }
}
