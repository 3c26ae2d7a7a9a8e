import Testing

@testable import QuarantineServer

/// The stand-in over its port: paths, bodies, headers, error codes.
struct StandInCallTests {
    @Test func `a file is taken, waits, is scanned and has its result`() async throws {
        try await LiveCloud.with { cloud in
            let id = try await cloud.upload(Wire.eicar, name: "e%20f.com")
            let queued = try await cloud.call("GET", "/v4/file/\(id)")
            #expect(queued.body.contains(#""status":"inqueue","in_queue":1,"last_updated":"2020-"#))
            cloud.clock.pass(seconds: 30)
            let half = try await cloud.call("GET", "/v4/file/\(id)")
            #expect(half.body.contains(#""progress_percentage":50"#))
            #expect(half.body.contains(#""scan_all_result_i":255"#))
            cloud.clock.pass(seconds: 30)
            let done = try await cloud.call("GET", "/v4/file/\(id)")
            for part in [
                #""result":"Blocked""#, #""scan_all_result_a":"Infected""#,
                #""scan_all_result_i":1"#, #""total_avs":21,"total_detected_avs":15"#,
                #""display_name":"e f.com""#, #""threat_found":"EICAR-Test-File""#,
                #""total_time":60000"#,
            ] {
                #expect(done.body.contains(part), "\(part)")
            }
            let hash = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"
            let found = try await cloud.call("GET", "/v4/hash/\(hash)")
            #expect(found.status == 200)
            #expect(found.headers["x-ratelimit-for"] == "reputation_api")
        }
    }

    @Test func `a form is taken as well as bare bytes`() async throws {
        try await LiveCloud.with { cloud in
            let form = "--B\r\nContent-Disposition: form-data; filename=\"x.com\"\r\n"
            let body = Wire.bytes("\(form)\r\n\(Wire.eicar)\r\n--B--\r\n")
            let headers: KeyValuePairs = ["content-type": "multipart/form-data; boundary=B"]
            let answer = try await cloud.call("POST", "/v4/file", headers: headers, body: body)
            #expect(answer.status == 200)
            #expect(
                answer.body.contains(
                    #""sha256":"275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f""#
                )
            )
            #expect(cloud.standIn.report.files.map(\.name) == ["x.com"])
            let broken = try await cloud.call(
                "POST",
                "/v4/file",
                headers: headers,
                body: Wire.bytes("--B\r\n")
            )
            #expect(broken.body.contains(#""code":400140"#))
        }
    }

    @Test func `limits are told by the account and by the headers`() async throws {
        try await LiveCloud.with { cloud in
            let fresh = try await cloud.call("GET", "/v4/apikey/limits")
            #expect(fresh.headers["x-ratelimit-reset-in"] == "86400s")
            _ = try await cloud.upload("one")
            cloud.clock.pass(seconds: 3_600)
            let used = try await cloud.call("GET", "/v4/apikey/limits")
            #expect(
                used.body == #"{"reputation_api":0,"threat_intel_search_api":0,"prevention_api":1,"#
                    + #""download_file":0,"sandbox_api":0,"feed_api":0}"#
            )
            for (name, value) in [
                "x-ratelimit-for": "prevention_api", "x-ratelimit-limit": "40",
                "x-ratelimit-used": "1", "x-ratelimit-remaining": "39",
                "x-ratelimit-reset-in": "82800s", "x-ratelimit-interval": "86400",
                "x-authenticated": "by apikey",
            ] {
                #expect(used.headers[name] == value, "\(name)")
            }
            let left = try await cloud.call("GET", "/v4/apikey/limits/status")
            #expect(left.body.contains(#""prevention_api":39"#))
            #expect(left.body.contains(#""throttling_limit":98"#))
            let key = try await cloud.call("GET", "/v4/apikey/")
            #expect(key.body.contains(#""limit_prevention":40"#))
            #expect(key.body.contains(#""max_upload_file_size":140"#))
        }
    }

    @Test func `errors have the documented codes in the documented envelope`() async throws {
        var settings = StandInSettings()
        settings.account.dailyLimit = 1
        settings.uploadBytes = 10
        try await LiveCloud.with(settings) { cloud in
            func refused(
                _ method: String,
                _ path: String,
                key: String? = "made-up-key",
                body: [UInt8]? = nil
            ) async throws -> String {
                let answer = try await cloud.call(method, path, key: key, body: body)
                let start = #"{"success":false,"error":{"code":"#
                #expect(answer.body.hasPrefix(start))
                return "\(answer.status) \(answer.body.dropFirst(start.count).prefix(6))"
            }
            #expect(try await refused("GET", "/v4/file/x", key: nil) == "401 401000")
            #expect(try await refused("GET", "/v4/file/x", key: "other") == "401 401006")
            #expect(try await refused("GET", "/v4/apikey/", key: "other") == "404 404008")
            #expect(try await refused("GET", "/v4/file/x") == "404 404004")
            #expect(try await refused("GET", "/v4/hash/x") == "404 404003")
            #expect(try await refused("GET", "/v4/nothing") == "404 404000")
            #expect(try await refused("POST", "/v4/file", body: []) == "400 400145")
            let long = [UInt8](repeating: 65, count: 11)
            #expect(try await refused("POST", "/v4/file", body: long) == "400 400144")
            _ = try await cloud.upload("one")
            #expect(try await refused("POST", "/v4/file", body: [65]) == "429 429000")
        }
    }

    @Test func `a body is not held beyond the bounds, nor a key's absence forgiven`() async throws {
        var settings = StandInSettings()
        settings.heldBytes = 5
        try await LiveCloud.with(settings) { cloud in
            let full = try await cloud.call("POST", "/v4/file", body: Wire.bytes("123456"))
            #expect(full.status == 503)
            let other = try await cloud.call("POST", "/v4/file", key: "x", body: [65])
            #expect(other.status == 401)
            #expect(other.headers["x-ratelimit-limit"] == nil)
            #expect(other.headers["x-content-type-options"] == "nosniff")
            #expect(try await cloud.call("POST", "/v4/file", body: [65]).status == 200)
        }
    }

    @Test func `another name of this machine is refused`() async throws {
        try await LiveCloud.with { cloud in
            let answer = try await cloud.call(
                "GET",
                "/v4/apikey/limits",
                headers: ["host": "evil.example"]
            )
            #expect(answer.status == 403)
            #expect(answer.body.contains("403000"))
        }
    }

    @Test func `faults are switched over the network while it runs`() async throws {
        try await LiveCloud.with { cloud in
            let path = "/scanwhy/v1/cloud/faults"
            let json: KeyValuePairs = ["content-type": "application/json"]
            func put(_ text: String) async throws -> LiveCloud.Answer {
                try await cloud.call("PUT", path, key: nil, headers: json, body: Wire.bytes(text))
            }
            let all = try await cloud.call("GET", path, key: nil)
            #expect(
                all.body == #"{"unreachable":false,"slow_seconds":0,"error_code":0,"#
                    + #""quota_used_up":false,"key_unknown":false,"never_finishing":false}"#
            )
            #expect(try await put(#"{"error_code":503001}"#).status == 200)
            #expect(try await cloud.call("GET", "/v4/file/x").status == 503)
            #expect(try await put(#"{"error_code":0,"quota_used_up":true}"#).status == 200)
            #expect(try await cloud.call("POST", "/v4/file", body: [65]).status == 429)
            #expect(try await put(#"{"quota_used_up":false,"unreachable":true}"#).status == 200)
            await #expect(throws: (any Error).self) { try await cloud.call("GET", "/v4/file/x") }
            #expect(cloud.standIn.faults.isUnreachable)
            #expect(try await put(#"{"unreachable":false}"#).status == 200)
            #expect(try await cloud.call("GET", "/v4/file/x").status == 404)
            for wrong in ["", "[]", "{\"slow_seconds\":601}", "{\"error_code\":200}"] {
                #expect(try await put(wrong).status == 400, "\(wrong)")
            }
            let plain = try await cloud.call("PUT", path, key: nil, body: Wire.bytes("{}"))
            #expect(plain.status == 403)
        }
    }

    @Test func `a stand-in for other machines lets nobody switch without the key for it`() {
        var settings = StandInSettings()
        #expect(settings.isLoopback)
        settings.host = "0.0.0.0"
        #expect(!settings.isLoopback)
    }
}
