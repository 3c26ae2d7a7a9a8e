import CaseModel
import Testing

@testable import Intake

struct CloudAnswerTests {
    private static let attemptSQL = """
        SELECT outcome, status, code, message, started_us, limit_for, limit_total, limit_used,
            reset_seconds, interval_seconds FROM cloud_attempt ORDER BY id
        """

    @Test func `an error envelope is a refused attempt`() throws {
        let text = """
            {"success":false,"error":{"code":404008,"messages":["The apikey was not found"]}}
            {"error":{"code":429000,"messages":["API key limit exceeded"]}}
            {"error":{"code":429001,"messages":["throttled"]}}
            {"error":{"code":400165,"messages":["No apikey specified"]}}
            {"error":{"code":503001,"messages":["Server is not accessible"]}}
            """
        try DocumentProbe.read(text, path: "cloud.json") { probe throws in
            #expect(probe.recognition.source == .cloudAnswers)
            #expect(
                try probe.rows("SELECT outcome, status, code FROM cloud_attempt ORDER BY id") == [
                    "refused|404|404008", "limit|429|429000", "refused|429|429001",
                    "no-key|400|400165", "unreachable|503|503001",
                ]
            )
            #expect(try probe.rows("SELECT line FROM locator") == ["1", "2", "3", "4", "5"])
        }
    }

    @Test func `a pasted capture gives the answer with its limits`() throws {
        let text = """
            POST /v4/file HTTP/1.1
            Host: api.metadefender.com
            apikey: 0123456789abcdef0123456789abcdef
            filename: a.exe

            HTTP/1.1 429 Too Many Requests
            Date: Sat, 27 Jun 2026 20:00:05 GMT
            X-RateLimit-For: prevention_api
            X-RateLimit-Limit: 40
            X-RateLimit-Used: 40
            X-RateLimit-Remaining: 0
            X-RateLimit-Reset-In: 3600s
            X-RateLimit-Interval: 86400

            {"success":false,"error":{"code":429000,
            "messages":["Rate limit exceeded, retry after the limit is reset. Limit: 40 / daily"]}}

            """
        try DocumentProbe.read(text, path: "capture.txt") { probe throws in
            #expect(probe.recognition.format == "cloud-capture")
            #expect(
                try probe.rows(Self.attemptSQL) == [
                    "limit|429|429000|Rate limit exceeded, retry after the limit is reset. "
                        + "Limit: 40 / daily|1782590405000000|prevention_api|40|40|3600|86400"
                ]
            )
            #expect(
                try probe.rows("SELECT line, text FROM locator")
                    == ["6|HTTP/1.1 429 Too Many Requests"]
            )
            #expect(try probe.lacks("0123456789abcdef"))
            #expect(probe.tally?.zoneKnown == true)
        }
    }

    @Test func `several exchanges with stamps and marks of curl are told apart`() throws {
        let text = """
            2026-06-27 20:00:05.250
            > GET /v4/file/bzIwMDYyN2FiY2RlZg HTTP/1.1
            > Host: api.metadefender.com
            >
            < HTTP/1.1 200 OK
            < X-RateLimit-Used: 3
            <
            {"data_id":"bzIwMDYyN2FiY2RlZg"}
            2026-06-27 20:01:00 curl: (6) Could not resolve host: api.metadefender.com
            GET /readyz HTTP/1.1
            Host: core01:8008

            HTTP/1.1 503 Service Unavailable

            """
        try DocumentProbe.read(text, path: "c.txt") { probe throws in
            #expect(
                try probe.rows("SELECT outcome, status, started_us FROM cloud_attempt ORDER BY id")
                    == [
                        "ok|200|1782590405250000", "unreachable|-|1782590460000000",
                    ]
            )
            #expect(probe.tally?.zoneKnown == false)
        }
    }

    @Test func `an error of the Nutanix interface in a capture is left out`() throws {
        let text = """
            HTTP/1.1 503 Service Unavailable

            {"data":{"error":[{"message":"Http request to endpoint failed"}]}}
            HTTP/1.1 403 Forbidden
            Host: api.metadefender.com

            {"error":{"code":403002,"messages":["Your ip is blocked because of abuse"]}}
            """
        try DocumentProbe.read(text, path: "c.txt") { probe throws in
            #expect(try probe.rows("SELECT code FROM cloud_attempt") == ["403002"])
            #expect(try probe.notes() == ["partly-read"])
        }
    }

    @Test func `what a key may do becomes facts`() throws {
        let key =
            "{\"limit_prevention\":40,\"paid_user\":0,"
            + "\"organization\":{\"limit_prevention\":30000}}"
        try DocumentProbe.read(key, path: "apikey.json") { probe throws in
            #expect(
                try probe.rows("SELECT key, value, number FROM fact ORDER BY id") == [
                    "apikey.limit_prevention|40|40.0", "apikey.paid_user|0|0.0",
                    "apikey.organization.limit_prevention|30000|30000.0",
                ]
            )
        }
        try DocumentProbe.read("{\"prevention_api\":\"99\",\"sandbox_api\":0}", path: "l.json") {
            probe throws in
            #expect(
                try probe.rows("SELECT key, value FROM fact ORDER BY id")
                    == ["apikey.limits.prevention_api|99", "apikey.limits.sandbox_api|0"]
            )
        }
    }

    @Test func `a result of Cloud is no scan of Core`() throws {
        let text = """
            {"data_id":"bzIwMDYyN2FiY2RlZg","rest_version":"4","votes":{"up":0},
            "file_info":{"sha256":
            "\(String(repeating: "0f", count: 32))"},"scan_results":{"scan_all_result_a":
            "Infected","scan_all_result_i":1,"start_time":"2026-06-27T20:00:05.000Z"}}
            """
        try DocumentProbe.read(text, path: "r.json") { probe throws in
            #expect(try probe.rows("SELECT count(*) FROM scan") == ["0"])
            #expect(try probe.rows("SELECT outcome, message FROM cloud_attempt") == ["ok|Infected"])
        }
    }

    @Test func `exchanges of other products and prose are nobody's`() throws {
        let texts = [
            "ICAP/1.0 200 OK\nISTag: \"1\"\n\nHTTP/1.1 403 Forbidden\n",
            "HTTP/1.1 200 OK\nServer: nginx\n\nhello\n",
            "We called api.metadefender.com and it did not answer.\n",
        ]
        for text in texts {
            try DocumentProbe.read(text, path: "notes.txt") { probe throws in
                #expect(probe.recognition.source != .cloudAnswers, "\(text)")
            }
        }
    }

    @Test func `a capture that ends early gives what it shows`() throws {
        let text = "HTTP/1.1 429 Too Many Requests\nX-RateLimit-For: prevention_api\nX-RateLimit-Li"
        try DocumentProbe.read(text, path: "c.txt", blockBytes: 1) { probe throws in
            #expect(
                try probe.rows("SELECT outcome, status, limit_for FROM cloud_attempt")
                    == ["limit|429|prevention_api"]
            )
        }
    }

    @Test func `headers that a log keeps alone are one attempt for each answer`() throws {
        let text = """
            2026-06-27 20:00:05 X-RateLimit-For: prevention_api
            2026-06-27 20:00:05 X-RateLimit-Limit: 40
            2026-06-27 20:00:05 X-RateLimit-Remaining: 1
            2026-06-27 20:05:05 X-RateLimit-For: prevention_api
            2026-06-27 20:05:05 X-RateLimit-Limit: 40
            2026-06-27 20:05:05 X-RateLimit-Remaining: 0
            """
        try DocumentProbe.read(text, path: "proxy.log") { probe throws in
            #expect(
                try probe.rows("SELECT outcome, limit_used, started_us FROM cloud_attempt") == [
                    "ok|39|1782590405000000", "limit|40|1782590705000000",
                ]
            )
        }
    }

    @Test func `a stamp belongs to the exchange behind it and to no later one`() throws {
        let text = """
            2026-06-27T20:00:05Z
            HTTP/1.1 429 Too Many Requests
            X-RateLimit-Used: 40

            HTTP/1.1 429 Too Many Requests
            Date: Sat, 27 Jun 2026 20:05:05 GMT
            X-RateLimit-Used: 41

            """
        try DocumentProbe.read(text, path: "c.txt") { probe throws in
            #expect(
                try probe.rows("SELECT started_us FROM cloud_attempt")
                    == ["1782590405000000", "1782590705000000"]
            )
        }
    }
}
