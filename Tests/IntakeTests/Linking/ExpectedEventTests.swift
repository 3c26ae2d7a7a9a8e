import Testing

@testable import Intake

/// Which scan matches a request, where Core gave it an id or did not.
@Suite struct ExpectedEventTests {
    private static let id = String(repeating: "d", count: 32)
    private static let matched = """
        SELECT icap_request.request_id, expected_event.how, scan.data_id_text FROM expected_event
        JOIN icap_request ON icap_request.id = expected_event.request_id
        LEFT JOIN scan ON scan.id = expected_event.scan_id ORDER BY 1
        """

    private static func submitted(_ number: Int, at clock: String) -> String {
        LinkedCase.line("Submitted to Core", number, "dataId='\(id)'", at: clock)
    }

    @Test func `a scan whose id another request has matches that one alone`() throws {
        let linked = try LinkedCase(
            core: [LogLine.scan("a.doc", at: "20:02:00", id: Self.id)],
            icap: [
                [
                    LinkedCase.asked(1, "/s/a.doc", at: "20:00:00"),
                    LinkedCase.line("Sent", 1, "status='503'", at: "20:00:01"),
                    LinkedCase.asked(2, "/s/a.doc", at: "20:01:00"),
                    Self.submitted(2, at: "20:01:01"),
                ]
            ]
        )
        #expect(try linked.rows(Self.matched) == ["1|-|-", "2|data id|\(Self.id)"])
    }

    @Test func `a scan whose id no request has matches the request for its file`() throws {
        let linked = try LinkedCase(
            core: [LogLine.scan("a.doc", at: "20:00:30", id: Self.id)],
            icap: [[LinkedCase.asked(1, "/s/a.doc", at: "20:00:00")]]
        )
        #expect(try linked.rows(Self.matched) == ["1|file|\(Self.id)"])
    }

    @Test func `a history may know the id of the request that a log tells of`() throws {
        let history = """
            {"history":[{"action":"Allowed","result":"No Threat Detected","httpUri":"/s/a.doc",
            "clientIp":"10.0.0.9","icapRule":"x","dataId":"\(Self.id)",
            "time":"2026-06-27T20:00:01Z"}]}
            """
        let linked = try LinkedCase(
            core: [LogLine.scan("a.doc", at: "20:00:30", id: Self.id)],
            icap: [[LinkedCase.asked(1, "/s/a.doc", at: "20:00:00")]],
            loose: ["icap-history.json": history]
        )
        let found = try linked.rows(Self.matched)
        #expect(found == ["-|data id|\(Self.id)", "1|file|\(Self.id)"])
    }
}
