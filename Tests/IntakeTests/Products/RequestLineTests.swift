import CaseModel
import Testing

@testable import Intake

@Suite struct RequestLineTests {
    private static let one = String(repeating: "1", count: 32)
    private static let two = String(repeating: "2", count: 32)

    private static let told = """
        SELECT connection_id, request_id, uri, status, response_info, error, \
        (time_us - 1782590400000000) / 1000000, (answered_us - 1782590400000000) / 1000000 \
        FROM icap_request ORDER BY time_us
        """

    @Test func `a request is one row from its first record to its answer`() throws {
        let probe = try Self.read(
            Self.asked(Self.one, 1, "http://fs1/a/b.doc", at: "20:00:01"),
            Self.line("Submitted", Self.one, 1, "dataId='\(LogLine.id)'", at: "20:00:02"),
            Self.line("Sent", Self.one, 1, "status='204', responseInfo='Allowed'", at: "20:00:03")
        )
        #expect(
            try probe.rows(Self.told) == ["\(Self.one)|1|http://fs1/a/b.doc|204|Allowed|-|1|3"]
        )
        #expect(
            try probe.rows(
                "SELECT data_id_text, file_name, path_key, server, client_ip FROM icap_request"
            )
                == ["\(LogLine.id)|b.doc|a/b.doc|fs1|10.0.0.9"]
        )
    }

    @Test func `requests of one connection and of two stay apart`() throws {
        let probe = try Self.read(
            Self.asked(Self.one, 1, "/a", at: "20:00:01"),
            Self.asked(Self.one, 2, "/b", at: "20:00:02"),
            Self.asked(Self.two, 1, "/c", at: "20:00:03"),
            Self.line("Sent", Self.one, 2, "status='200', responseInfo='Blocked'", at: "20:00:04"),
            Self.line("Sent", Self.one, 1, "status='204'", at: "20:00:05")
        )
        #expect(
            try probe.rows("SELECT uri, status FROM icap_request ORDER BY time_us")
                == ["/a|204", "/b|200", "/c|-"]
        )
    }

    @Test func `ids that come again after an answer are another request`() throws {
        let probe = try Self.read(
            Self.asked(Self.one, 1, "/a", at: "20:00:01"),
            Self.line("Sent", Self.one, 1, "status='204'", at: "20:00:02"),
            Self.asked(Self.one, 1, "/b", at: "20:00:03"),
            Self.line("Sent", Self.one, 1, "status='503'", at: "20:00:04")
        )
        #expect(
            try probe.rows("SELECT uri, status FROM icap_request ORDER BY time_us")
                == ["/a|204", "/b|503"]
        )
    }

    @Test func `a start for another path ends a request that was not answered`() throws {
        let probe = try Self.read(
            Self.asked(Self.one, 1, "/a", at: "20:00:01"),
            Self.asked(Self.one, 1, "/a", at: "20:00:02"),
            Self.asked(Self.one, 1, "/b", at: "20:00:03"),
            Self.line("Sent", Self.one, 1, "status='503'", at: "20:00:04")
        )
        #expect(
            try probe.rows("SELECT uri, status FROM icap_request ORDER BY time_us")
                == ["/a|-", "/b|503"]
        )
    }

    @Test func `an answer without its start is a row without a path`() throws {
        let probe = try Self.read(
            Self.line("Sent", Self.one, 1, "status='200', responseInfo='Blocked'", at: "20:00:02")
        )
        #expect(try probe.rows(Self.told) == ["\(Self.one)|1|-|200|Blocked|-|2|2"])
    }

    @Test func `what Core answered is no answer to the client`() throws {
        let told = """
            SELECT status, response_info, error, (answered_us - 1782590400000000) / 1000000 \
            FROM icap_request
            """
        let start = Self.asked(Self.one, 1, "/a", at: "20:00:01")
        let core = Self.line(
            "Core answered",
            Self.one,
            1,
            "statusCode='503', verdict='Blocked', error='Busy'",
            at: "20:00:02"
        )
        #expect(try Self.read(start, core).rows(told) == ["-|-|Busy|-"])
        let sent = Self.line("Sent", Self.one, 1, "status='200'", at: "20:00:03")
        #expect(try Self.read(start, core, sent).rows(told) == ["200|-|Busy|3"])
    }

    @Test(arguments: [
        ("Response sent to the client", "204"), ("Request answered", "204"),
        ("Request finished", "204"), ("Scan request of Core finished", "-"),
        ("Request not finished", "-"), ("Scan finished", "-"),
        ("Response of Core received", "-"), ("No response was sent", "-"),
        ("Waiting for the answer", "-"), ("Polled", "-"),
    ])
    func `a sentence of the scanner ends a request where it speaks of the response`(
        words: String,
        status: String
    ) throws {
        let probe = try Self.read(
            Self.asked(Self.one, 1, "/a", at: "20:00:01"),
            Self.line(words, Self.one, 1, "status='204'", at: "20:00:02")
        )
        #expect(try probe.rows("SELECT uri, status FROM icap_request") == ["/a|\(status)"])
    }

    @Test func `the address of Core is kept without what else a URL holds`() throws {
        let probe = try Self.read(
            Self.asked(Self.one, 1, "/a", at: "20:00:01"),
            Self.line(
                "Cannot connect to Core",
                Self.one,
                1,
                "server='http://10.20.0.9:8008', error='Connection refused'",
                at: "20:00:02"
            ),
            Self.line(
                "Submitted to Core",
                Self.one,
                1,
                "server='https://me:word@Core-1.example:8443/file?apikey=abc'",
                at: "20:00:03"
            ),
            Self.line("Sent", Self.one, 1, "server='icap01', status='204'", at: "20:00:04")
        )
        let row = try probe.rows("SELECT uri, core_server, error, status FROM icap_request")
        #expect(row == ["/a|core-1.example:8443|Connection refused|204"])
    }

    @Test(arguments: [
        ("http://10.20.0.10:8008", "10.20.0.10:8008"), ("core01", "core01"),
        ("http://core/?apikey=a@b", nil), ("http://me:pass/word@core:8008", nil),
        ("http://me:12/34@core", nil), ("http://core:pass", nil), ("", nil), ("http://", nil),
        ("two words", nil), ("a@b@core:1", "core:1"), ("core#key", "core"),
        ("http://me:secret#1@core:8008", "core:8008"), ("http://core#key@word", nil),
        ("http://secret#1", nil), ("http://core/secret#1@word", nil),
    ])
    func `only a plain host with its port is an address`(text: String, address: String?) {
        #expect(CoreAddress.hostAndPort(in: text) == address)
    }

    private static let errors = """
        SELECT error, error_evidence, last_error, last_error_evidence FROM icap_request
        """

    @Test func `the first and the last error of a request are kept with their places`() throws {
        let probe = try Self.read(
            Self.asked(Self.one, 1, "/a", at: "20:00:01"),
            Self.line("Refused", Self.one, 1, "error='Connection refused'", at: "20:00:02"),
            Self.line("Again", Self.one, 1, "error='Later'", at: "20:00:03"),
            Self.line("Polled", Self.one, 1, "error=''", at: "20:00:04"),
            Self.line("Gave up", Self.one, 1, "err='Too late'", at: "20:00:05")
        )
        #expect(
            try probe.rows(Self.errors) == ["Connection refused|record/2|Too late|record/5"]
        )
    }

    @Test func `one error of a request is no last one`() throws {
        let probe = try Self.read(
            Self.asked(Self.one, 1, "/a", at: "20:00:01"),
            Self.line("Refused", Self.one, 1, "error='Connection refused'", at: "20:00:02")
        )
        #expect(try probe.rows(Self.errors) == ["Connection refused|record/2|-|-"])
    }

    @Test(arguments: [
        "Error received from Metadefender Core", "Failed: Error received from Metadefender Core",
    ])
    func `documented sentence before error=`(_ words: String) throws {
        let probe = try Self.read(
            Self.line(words, Self.one, 1, "error='Operation timed out'", at: "20:00:01"),
            Self.line("Again", Self.one, 1, "error='Later'", at: "20:00:02")
        )
        #expect(
            try probe.rows(Self.errors)
                == ["Error received from Metadefender Core|record/1|Later|record/2"]
        )
    }

    @Test func `a file named like the documented sentence is no error`() throws {
        let probe = try Self.read(
            Self.line(
                "Refused",
                Self.one,
                1,
                "fileName='Error received from Metadefender Core', error='Busy'",
                at: "20:00:01"
            )
        )
        #expect(try probe.rows("SELECT error FROM icap_request") == ["Busy"])
    }

    @Test func `the one documented sentence is an error as well`() throws {
        let probe = try Self.read(
            Self.line("Error received from Metadefender Core", Self.one, 1, "x='y'", at: "20:00:01")
        )
        #expect(
            try probe.rows("SELECT error FROM icap_request")
                == ["Error received from Metadefender Core"]
        )
    }

    @Test func `requests over the bound are written as far as they are known, once`() throws {
        var limits = Limits()
        limits.openRequests = 2
        let probe = try LogProbe(
            Self.asked(Self.one, 1, "/a", at: "20:00:01"),
            Self.asked(Self.one, 2, "/b", at: "20:00:02"),
            Self.line("Submitted", Self.one, 1, "dataId='x'", at: "20:00:03"),
            Self.line("Submitted", Self.one, 2, "dataId='y'", at: "20:00:04"),
            Self.asked(Self.one, 3, "/c", at: "20:00:05"),
            source: .icapLog,
            limits: limits
        )
        #expect(
            try probe.rows("SELECT uri, data_id_text FROM icap_request ORDER BY time_us")
                == ["/a|x", "/b|y", "/c|-"]
        )
    }

    private static func read(_ lines: String...) throws -> LogProbe {
        try LogProbe(Array(lines.map { $0 + "\n" }.joined().utf8), source: .icapLog)
    }

    private static func asked(_ id: String, _ number: Int, _ uri: String, at clock: String)
        -> String
    {
        line("Attempting to scan", id, number, "clientAddress='10.0.0.9', uri='\(uri)'", at: clock)
    }

    private static func line(
        _ words: String,
        _ id: String,
        _ number: Int,
        _ rest: String,
        at clock: String
    ) -> String {
        LogLine.core(
            "\(words), connectionId='\(id)', requestId='\(number)', \(rest)",
            at: clock,
            component: words == "Sent" ? "icap.response" : "icap.scanner"
        )
    }
}
