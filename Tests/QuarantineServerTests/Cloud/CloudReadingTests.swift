import Quarantine
import Testing

@testable import QuarantineServer

/// What the client makes of answers, without a socket.
struct CloudReadingTests {
    private func read(
        _ status: Int,
        _ body: String,
        upload: Bool = false,
        fields: [String: String] = [:]
    ) -> CloudAnswer {
        CloudReading(url: CloudURL(standInPort: 1), isUpload: upload)
            .answer(status: status, fields: { fields[$0] }, body: Array(body.utf8))
    }

    @Test func `an upload that was taken gives its id`() {
        let body = #"{"data_id":"bzI1-_Z","status":"inqueue","in_queue":1}"#
        #expect(read(200, body, upload: true).outcome == .accepted(cloudID: "bzI1-_Z"))
    }

    @Test(arguments: ["", "[]", "{}", #"{"data_id":""}"#, #"{"data_id":"../file"}"#, "<html>"])
    func `an upload's answer without an id that can be asked for is not understood`(body: String) {
        let outcome = read(200, body, upload: true).outcome
        #expect(outcome == .unreachable(text: "The answer is not understood"))
    }

    @Test func `a poll tells how far it is`() {
        #expect(read(200, #"{"data_id":"a","status":"inqueue"}"#).outcome == .progress(percent: 0))
        let half = #"{"data_id":"a","process_info":{"progress_percentage":50}}"#
        #expect(read(200, half).outcome == .progress(percent: 50))
        let old = #"{"data_id":"a","scan_results":{"progress_percentage":"70"}}"#
        #expect(read(200, old).outcome == .progress(percent: 70))
    }

    @Test func `a result is read, also where numbers are text`() {
        let body = """
            {"data_id":"a","process_info":{"result":"Blocked","progress_percentage":100},
            "scan_results":{"scan_all_result_i":"1","scan_all_result_a":"Infected",
            "total_avs":21,"total_detected_avs":15,"total_time":1500,"progress_percentage":100}}
            """
        let result = CloudResult(
            isBlocked: true,
            verdict: "Infected",
            code: 1,
            engines: 21,
            detections: 15,
            totalUS: 1_500_000,
            link: "http://127.0.0.1:1/v4/file/a"
        )
        #expect(read(200, body).outcome == .result(result))
    }

    @Test(arguments: [
        #"{"data_id":"a","process_info":{"progress_percentage":101}}"#,
        #"{"data_id":"a","process_info":{"progress_percentage":-1}}"#,
        #"{"data_id":"a","process_info":{"progress_percentage":100}}"#,
        #"{"data_id":"a","process_info":{"progress_percentage":1e99}}"#,
        #"{"data_id":"a/b","scan_results":{"progress_percentage":100,"scan_all_result_i":0}}"#,
        #"{"data_id":"a","scan_results":[]}"#,
        String(repeating: "[", count: 10_000),
    ])
    func `a poll's answer that makes no sense is not understood`(body: String) {
        #expect(read(200, body).outcome == .unreachable(text: "The answer is not understood"))
    }

    @Test func `errors keep status, code and words`() {
        let body = #"{"success":false,"error":{"code":401006,"messages":["Invalid\u0007 key"]}}"#
        #expect(
            read(401, body).outcome == .refused(status: 401, code: 401_006, text: "Invalid  key")
        )
        let mute = #"{"error":{"code":404004,"messages":[]}}"#
        #expect(
            read(404, mute).outcome
                == .refused(status: 404, code: 404_004, text: "The data_id was not found")
        )
        #expect(read(502, "<html>").outcome == .refused(status: 502, code: 0, text: "HTTP 502"))
        let far = read(302, "", fields: ["location": "http://elsewhere/"]).outcome
        #expect(far == .refused(status: 302, code: 0, text: "HTTP 302, not followed"))
    }

    @Test func `a bare 429 is the daily limit only if nothing is left`() {
        let daily = read(429, "", fields: ["x-ratelimit-remaining": "0"]).outcome
        guard case .refused(429, 429_000, _) = daily else {
            Issue.record("\(daily)")
            return
        }
        guard case .refused(429, 429_001, _) = read(429, "").outcome else {
            Issue.record("throttled")
            return
        }
    }

    @Test func `the limit is read from the headers, with its trailing s`() {
        var fields = [
            "x-ratelimit-for": "prevention_api", "x-ratelimit-limit": "40",
            "x-ratelimit-used": "39", "x-ratelimit-reset-in": "86399s",
        ]
        let meter = CloudMeter(used: 39, limit: 40, resetInUS: 86_399_000_000)
        #expect(read(500, "", fields: fields).meter == meter)
        fields["x-ratelimit-reset-in"] = "99999999999999s"
        #expect(read(500, "", fields: fields).meter == nil)
        fields["x-ratelimit-reset-in"] = "86399"
        fields["x-ratelimit-for"] = "reputation_api"
        #expect(read(500, "", fields: fields).meter == nil)
    }
}

/// Addresses that a person gives.
struct CloudURLTests {
    @Test(arguments: [
        ("https://api.metadefender.com/v4", "https://api.metadefender.com/v4", false),
        ("HTTPS://API.metadefender.com/v4/", "https://api.metadefender.com/v4", false),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v4", true),
        ("http://[::1]:8080/x", "http://[::1]:8080/x", true),
        ("http://localhost", "http://localhost/v4", true),
        ("http://127.evil.example", "http://127.evil.example/v4", false),
    ])
    func `an address is read`(text: String, url: String, isLoopback: Bool) throws {
        let found = try #require(CloudURL(text))
        #expect(found.description == url)
        #expect(found.isLoopback == isLoopback)
    }

    @Test(arguments: [
        "", "api.metadefender.com", "ftp://a", "http://", "http://a:0", "http://a:99999",
        "http://user:pw@host/", "http://a/?x=1", "http://a/#x", "http://a b/", "http://a\\b",
        "http://[::1", "http://[x]", "http:///v4", "http://a:80:80", "http://a\r\nb",
    ])
    func `what is no address of a Cloud is refused`(text: String) {
        #expect(CloudURL(text) == nil)
    }

    @Test func `file names are encoded for a header`() {
        #expect(Percents.encode("a b-ä\r\n.txt") == "a%20b-%c3%a4%0d%0a.txt")
        #expect(Percents.decode(Percents.encode("100% ü")) == "100% ü")
    }
}
