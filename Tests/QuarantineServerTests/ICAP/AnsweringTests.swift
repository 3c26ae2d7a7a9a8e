import Testing

@testable import QuarantineServer

struct AnsweringTests {
    private let answering = ICAPAnswering(facts: ICAPServiceFacts())
    private let date = "Sun, 06 Nov 1994 08:49:37 GMT"

    private func answer(
        _ outcome: ICAPOutcome,
        to bytes: [UInt8] = Wire.reqmod(["x"]),
        isInPreview: Bool = false
    ) throws -> (line: String, fields: FieldList, rest: String) {
        let reading = Reading(bytes)
        let reply = answering.answer(
            outcome,
            to: try #require(reading.requests.first),
            body: Array(reading.bodies.joined().utf8),
            isInPreview: isInPreview,
            date: date
        )
        return Wire.head(try #require(reply).bytes)
    }

    private let infected = ICAPOutcome.blocked(
        ICAPBlock(
            reason: "Infected",
            verdict: ICAPVerdict(
                reason: "Infected",
                profile: "File process",
                violations: [
                    ICAPViolation(fileName: "a.zip/b.exe", threat: "EICAR"),
                    ICAPViolation(fileName: "", threat: "Bomb", problem: 2),
                ]
            )
        )
    )

    @Test func `OPTIONS is answered as the product documents it`() {
        let head = Wire.head(answering.options(date: date).bytes)
        #expect(head.line == "ICAP/1.0 200 OK")
        let expected: KeyValuePairs = [
            "Methods": "REQMOD, RESPMOD", "Service": "MetaDefender ICAP Server",
            "ISTag": "\"001605794100\"", "Max-Connections": "100", "Options-TTL": "3600",
            "Allow": "204", "Preview": "1024", "Transfer-Preview": "*",
            "Encapsulated": "null-body=0", "X-Response-Info": "Options",
        ]
        for (name, value) in expected { #expect(head.fields[name] == value, "\(name)") }
    }

    @Test func `the life of options can be left out`() {
        let facts = ICAPServiceFacts(optionsTTLSeconds: nil)
        let head = Wire.head(ICAPAnswering(facts: facts).options(date: date).bytes)
        #expect(head.fields["Options-TTL"] == nil)
        #expect(head.fields["Preview"] == "1024")
    }

    @Test func `clean is 204 with the workflow`() throws {
        let head = try answer(.allowed(profile: "Proxy"))
        #expect(head.line == "ICAP/1.0 204 No modification needed")
        #expect(head.fields["X-Response-Info"] == "Allowed")
        #expect(head.fields["X-ICAP-Profile"] == "Proxy")
        #expect(head.fields["X-Blocked-Reason"] == nil)
    }

    @Test func `who does not allow 204 gets the message back`() throws {
        let head = try answer(.allowed(profile: nil), to: Wire.reqmod(["abc"], more: ""))
        #expect(head.line == "ICAP/1.0 200 OK")
        #expect(head.rest.hasPrefix("PUT http://fs1/share/a.txt HTTP/1.1\r\n"))
        #expect(head.rest.hasSuffix("\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
        #expect(head.fields["Encapsulated"]?.hasPrefix("req-hdr=0, req-body=") == true)
    }

    @Test func `of an answer only the answer comes back`() throws {
        let head = try answer(.allowed(profile: nil), to: Wire.respmod(["abc"], more: ""))
        #expect(head.rest.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(head.fields["Encapsulated"]?.hasPrefix("res-hdr=0, res-body=") == true)
    }

    @Test func `within a preview 204 is for all`() throws {
        let bytes = Wire.reqmod(["abc"], more: "Preview: 9\r\n", end: "0; ieof\r\n\r\n")
        let head = try answer(.allowed(profile: nil), to: bytes, isInPreview: true)
        #expect(head.line.hasPrefix("ICAP/1.0 204"))
    }

    @Test func `blocked by a verdict has every header of a scan`() throws {
        let head = try answer(infected)
        #expect(head.line == "ICAP/1.0 200 OK")
        let expected: KeyValuePairs = [
            "X-Response-Info": "Blocked", "X-Response-Desc": "Infected",
            "X-Blocked-Reason": "Infected", "X-ICAP-Profile": "File process",
            "X-Virus-ID": "EICAR", "X-Infection-Found": "Type=0; Resolution=0; Threat=EICAR;",
            "X-Violations-Found": "2|a.zip/b.exe|EICAR|0|0|-|Bomb|2|0",
        ]
        for (name, value) in expected { #expect(head.fields[name] == value, "\(name)") }
        #expect(head.rest.hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
    }

    @Test func `blocked without a scan has none of them`() throws {
        let text = "Error received from Metadefender Core"
        let head = try answer(.blocked(ICAPBlock(reason: text)))
        #expect(head.line == "ICAP/1.0 200 OK")
        #expect(head.fields["X-Response-Info"] == "Blocked")
        #expect(head.fields["X-Response-Desc"] == text)
        let names = head.fields.fields.map(\.name)
        #expect(
            !names.contains { name in
                ["X-Blocked-Reason", "X-ICAP-Profile", "X-Virus-ID", "X-Infection-Found"]
                    .contains(name) || name == "X-Violations-Found"
            }
        )
    }

    @Test func `a changed body comes with its own length`() throws {
        let http = "PUT /a HTTP/1.1\r\nHost: h\r\ncontent-length: 3\r\n\r\n"
        let bytes = Wire.bytes(
            "REQMOD icap://h/OMSScanReq-AV ICAP/1.0\r\nHost: h\r\nAllow: 204\r\n"
                + "Encapsulated: req-hdr=0, req-body=\(http.utf8.count)\r\n\r\n\(http)"
                + Wire.chunked(["abc"]) + "0\r\n\r\n"
        )
        let head = try answer(.modified(profile: "P", body: Array("disarmed".utf8)), to: bytes)
        #expect(head.rest.contains("content-length: 8\r\n"))
        #expect(head.rest.hasSuffix("8\r\ndisarmed\r\n0\r\n\r\n"))
        #expect(head.fields["X-Response-Info"] == "Allowed")
    }

    @Test func `a bare status has no verdict`() throws {
        let head = try answer(.status(503))
        #expect(head.line == "ICAP/1.0 503 Service overloaded")
        #expect(head.fields["X-Response-Info"] == nil)
    }

    @Test func `dropped and silent have no answer`() throws {
        let request = try #require(Reading(Wire.reqmod(["x"])).requests.first)
        for outcome in [ICAPOutcome.dropped, .silent] {
            let reply = answering.answer(
                outcome,
                to: request,
                body: nil,
                isInPreview: false,
                date: date
            )
            #expect(reply == nil)
        }
    }

    @Test func `no value of a client begins a header of its own`() throws {
        let violation = ICAPViolation(fileName: "a\r\nX-Evil: 1\r\n\r\nb", threat: "T\nX-Evil: 2")
        let verdict = ICAPVerdict(reason: "x\r\nX-Evil: 3", profile: "P", violations: [violation])
        let head = try answer(.blocked(ICAPBlock(reason: "r\nX-Evil: 4", verdict: verdict)))
        #expect(head.fields["X-Evil"] == nil)
        #expect(head.rest.hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
    }

    @Test func `a name in the page is text`() throws {
        let bytes = Wire.reqmod(["x"], address: "http://fs1/%3Cscript%3Ealert(1)%3C%2fscript%3E")
        let head = try answer(infected, to: bytes)
        #expect(head.rest.contains("&lt;script&gt;"))
        #expect(!head.rest.contains("<script>"))
    }

    @Test func `a large body is sent in chunks`() throws {
        let body = String(repeating: "x", count: 200_000)
        let head = try answer(.allowed(profile: nil), to: Wire.reqmod([body], more: ""))
        #expect(head.rest.contains("10000\r\n"))
        #expect(head.rest.hasSuffix("0\r\n\r\n"))
    }

    @Test(arguments: [
        (784_111_777 as Int64, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    ])
    func `dates are those of HTTP`(seconds: Int64, text: String) {
        #expect(UTCTime(us: seconds * 1_000_000).http == text)
    }
}
