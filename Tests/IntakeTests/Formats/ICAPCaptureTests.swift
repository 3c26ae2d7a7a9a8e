import CaseModel
import Testing

@testable import Intake

struct ICAPCaptureTests {
    private static let columns = """
        SELECT coalesce(path, '-'), server, client_ip, (time_us - 1782590400000000) / 1000,
            (answered_us - 1782590400000000) / 1000, status, response_info, response_desc,
            blocked_reason, threat, error
        FROM icap_request ORDER BY id
        """

    private static func requests(_ text: String) throws -> [String] {
        try DocumentProbe.read(Array(text.utf8), path: "capture.txt") { probe in
            #expect(probe.recognition.format == "icap-capture")
            return try probe.rows(columns)
        }
    }

    @Test func `exchanges one after another are a row each`() throws {
        let rows = try Self.requests(
            """
            OPTIONS icap://icap1:1344/OMSScanReq-AV ICAP/1.0

            ICAP/1.0 200 OK
            Methods: REQMOD, RESPMOD, FILEMOD

            2026-06-27 20:00:00.500+00:00 REQMOD icap://icap1:1344/OMSScanReq-AV ICAP/1.0
            Host: icap1
            X-Client-IP: 192.0.2.7
            Encapsulated: req-hdr=0, req-body=61

            PUT /share/a%20b.pdf HTTP/1.1
            Host: fs1

            2026-06-27 20:00:00.600+00:00 ICAP/1.0 100 Continue

            2026-06-27 20:00:01.500+00:00 ICAP/1.0 200 OK
            X-Response-Info: Blocked
            X-Response-Desc: Error received from Metadefender Core

            HTTP/1.1 403 Forbidden
            X-Response-Info: Allowed

            FILEMOD icap://icap1:1344/OMSScanFile-AV ICAP/1.0
            X-Filepath: /mnt/share/b.pdf

            ICAP/1.0 403 Forbidden.
            Date: Sat Jun 27 20:00:03 2026 GMT
            X-Infection-Found: Type=0; Resolution=0; Threat=EICAR Test String;

            RESPMOD icap://icap1:1344/OMSScanResp-AV ICAP/1.0

            GET http://fs1/share/c.pdf HTTP/1.1

            """
        )
        #expect(
            rows == [
                "/share/a b.pdf|fs1|192.0.2.7|500|1500|200|Blocked"
                    + "|Error received from Metadefender Core|-|-|-",
                "/mnt/share/b.pdf|-|-|3000|3000|403|-|-|-|EICAR Test String|ICAP/1.0 403",
                "/share/c.pdf|fs1|-|-|-|-|-|-|-|-|-",
            ]
        )
    }

    @Test func `answers alone are rows without a path`() throws {
        let rows = try Self.requests(
            """
            ICAP/1.0 204 No modification needed
            Date: Sat, 27 Jun 2026 20:00:01 GMT

            ICAP/1.0 503 Service overloaded

            """
        )
        #expect(
            rows == ["-|-|-|1000|1000|204|-|-|-|-|-", "-|-|-|-|-|503|-|-|-|-|ICAP/1.0 503"]
        )
    }

    @Test func `secrets of a capture are tokens`() throws {
        let text = """
            REQMOD icap://icap1/x?apikey=0123456789abcdef0123456789abcdef ICAP/1.0

            GET http://fs1/a?apikey=0123456789abcdef0123456789abcdef HTTP/1.1

            ICAP/1.0 204 No Content

            """
        try DocumentProbe.read(Array(text.utf8), path: "capture.txt") { probe in
            let isClean = try probe.lacks("0123456789abcdef")
            #expect(isClean)
            let count = try probe.rows("SELECT count(*) FROM icap_request")
            #expect(count == ["1"])
        }
    }
}

struct ProxyLogTests {
    private static func rows(_ lines: [String], _ sql: String) throws -> [String] {
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        return try DocumentProbe.read(bytes, path: "icap.log") { probe in
            #expect(probe.recognition.format == "proxy-log")
            #expect(probe.recognition.source == .icapClient)
            #expect(probe.tally?.zoneKnown == true)
            return try probe.rows(sql)
        }
    }

    private static let columns = """
        SELECT coalesce(path, '-'), server, client_ip, (time_us - 1782590400000000) / 1000,
            (answered_us - 1782590400000000) / 1000, status, error
        FROM icap_request ORDER BY id
        """

    @Test func `what Squid saw of ICAP are requests with their status`() throws {
        let service = "icap://icap1:1344/OMSScanResp-AV - -/192.0.2.9 -"
        let rows = try Self.rows(
            [
                "1782590400.500    400 192.0.2.7 ICAP_ECHO/204 156 RESPMOD \(service)",
                "1782590401.500    500 192.0.2.7 ICAP_ERR_OTHER/503 0 RESPMOD \(service)",
                "1782590402.500    500 192.0.2.7 ICAP_ERR_RACE/000 0 RESPMOD \(service)",
                "1782590403.500      1 - ICAP_OPT/200 180 OPTIONS \(service)",
            ],
            Self.columns
        )
        #expect(
            rows == [
                "-|-|192.0.2.7|100|500|204|-",
                "-|-|192.0.2.7|1000|1500|503|ICAP_ERR_OTHER",
                "-|-|192.0.2.7|2000|-|-|ICAP_ERR_RACE",
            ]
        )
    }

    @Test func `of what Squid handed out, what it refused is a request`() throws {
        let rows = try Self.rows(
            [
                "1782590400.500    400 192.0.2.7 TCP_MISS/200 156 GET http://fs1/a.pdf - X/1 -",
                "1782590401.500    500 192.0.2.7 TCP_MISS/500 0 GET http://fs1/b.pdf - X/1 -",
            ],
            Self.columns
        )
        #expect(rows == ["b.pdf|fs1|192.0.2.7|1000|1500|-|-"])
    }

    @Test func `the log of c-icap tells who asked and what was answered`() throws {
        let rows = try Self.rows(
            [
                "27/Jun/2026:22:00:01 +0200, 192.0.2.9 192.0.2.7 RESPMOD echo 204",
                "27/Jun/2026:22:00:02 +0200, 192.0.2.9 192.0.2.7 OPTIONS echo 200",
                "27/Jun/2026:22:00:03 +0200, 192.0.2.9 192.0.2.7 REQMOD echo 500",
            ],
            Self.columns
        )
        #expect(
            rows == [
                "-|-|192.0.2.7|1000|1000|204|-", "-|-|192.0.2.7|3000|3000|500|ICAP/1.0 500",
            ]
        )
    }
}
