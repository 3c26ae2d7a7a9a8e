import CaseModel
import Testing

@testable import Intake

/// Requests that nginx logs, among the lines that products pass on.
@Suite struct RelayedRequestTests {
    private static let requests = """
        SELECT method, substr(message, path_at + 1, path_bytes), status, duration_ms,
            (time_us - 1782590400000000) / 1000
        \(joined) ORDER BY id
        """

    private static let joined = "FROM http_request_row JOIN record_row USING (id)"

    private static func read<Result>(
        _ lines: [String],
        blockBytes: Int = 61,
        _ body: (DocumentProbe) throws -> Result
    ) throws -> Result {
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        return try DocumentProbe.read(bytes, path: "relay.log", blockBytes: blockBytes, body)
    }

    private static func access(_ clock: String, status: Int = 200) -> String {
        "::1 - - [27/Jun/2026:\(clock) +0200] "
            + #""POST /file?x=1 HTTP/1.1" \#(status) 47 "-" "c" 0.245"#
    }

    @Test(arguments: [61, 4_096])
    func `requests in syslog are requests, with times in UTC`(_ blockBytes: Int) throws {
        let lines = [
            "<30>2026-06-27T20:00:00Z host ometascan[9]: "
                + "[INFO] 2026.06.27 22:00:00.000: (core.network) Ready",
            "<190>2026-06-27T20:00:05Z host nginx: " + Self.access("22:00:01"),
            "<187>2026-06-27T20:00:05Z host nginx: "
                + "2026/06/27 22:00:02 [error] 1#2: *3 upstream timed out",
            "<190>2026-06-27T20:00:05Z host nginx[77]: " + Self.access("22:00:03", status: 503),
            "<30>2026-06-27T20:00:06Z host ometascan[9]: Sent",
        ]
        try Self.read(lines, blockBytes: blockBytes) { probe in
            #expect(probe.recognition.format == "syslog")
            #expect(probe.recognition.source == .coreLog)
            let requests = try probe.rows(Self.requests)
            #expect(requests == ["POST|/file?x=1|200|245|1000", "POST|/file?x=1|503|245|3000"])
            let others = try probe.rows(
                """
                SELECT coalesce(component, '-'), message, (time_us - 1782590400000000) / 1000
                FROM record_row JOIN shape_row ON shape_row.id = shape_id
                WHERE component IS NULL OR component <> 'nginx.access' ORDER BY record_row.id
                """
            )
            #expect(
                others == [
                    "core.network|Ready|0",
                    "syslog.nginx|2026/06/27 22:00:02 [error] 1#2: *3 upstream timed out|5000",
                    "-|Sent|6000",
                ]
            )
            #expect(probe.tally?.zoneKnown == true)
            #expect(probe.tally?.unparsedLines == 0)
        }
    }

    @Test func `where stamps have no zone, requests have the local time of the lines beside them`()
        throws
    {
        let lines = [
            "Jun 27 22:00:00 host MSCL[9]: [INFO] 2026.06.27 22:00:00.000: (core.network) Ready",
            "Jun 27 22:00:01 host nginx: " + Self.access("22:00:01"),
        ]
        try Self.read(lines) { probe in
            let requests = try probe.rows(Self.requests)
            // Two hours late, until the offset of the entry is taken off.
            #expect(requests == ["POST|/file?x=1|200|245|7201000"])
            #expect(probe.tally?.zoneKnown == false)
            #expect(probe.tally?.zoneSeconds == 7_200)
        }
    }

    @Test func `a relay with mostly requests still is the product's`() throws {
        let ready = "<30>2026-06-27T20:00:00Z host ometascan[9]: Ready"
        let requests = (10..<60).map {
            "<190>2026-06-27T20:00:\($0)Z host nginx: " + Self.access("22:00:\($0)")
        }
        let lines = [ready] + requests
        try Self.read(lines, blockBytes: 4_096) { probe in
            #expect(probe.recognition.format == "syslog")
            let counts = try probe.rows("SELECT count(*), min(time_us) " + Self.joined)
            #expect(counts == ["50|1782590410000000"])
            let messages = try probe.rows("SELECT message FROM record_row WHERE id = 1")
            #expect(messages == ["Ready"])
        }
    }

    @Test func `requests of nginx alone are read from syslog`() throws {
        let lines = (10..<20).map {
            "<190>2026-06-27T20:00:\($0)Z host nginx: " + Self.access("22:00:\($0)")
        }
        try Self.read(lines) { probe in
            #expect(probe.recognition.format == "syslog")
            #expect(probe.recognition.source == .coreNginx)
            let counts = try probe.rows("SELECT count(*), min(time_us) " + Self.joined)
            #expect(counts == ["10|1782590410000000"])
        }
    }

    @Test func `requests among the lines of a container are requests`() throws {
        let lines = [
            "2026-06-27T20:00:00.5Z stdout F "
                + "[INFO] 2026.06.27 22:00:00.123: (core.workflow) Ready",
            "2026-06-27T20:00:01.5Z stdout F " + Self.access("22:00:01"),
        ]
        try Self.read(lines) { probe in
            #expect(probe.recognition.format == "container log")
            let requests = try probe.rows(Self.requests)
            #expect(requests == ["POST|/file?x=1|200|245|1000"])
            #expect(probe.tally?.unparsedLines == 0)
        }
    }
}
