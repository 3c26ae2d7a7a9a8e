import Testing

@testable import Intake

@Suite struct LinkingTests {
    private static let hash = String(repeating: "e", count: 64)
    private static let id = String(repeating: "d", count: 32)

    @Test func `a listed file joins the request for its whole path`() throws {
        let linked = try LinkedCase(
            icap: [[LinkedCase.asked(1, "http://fs1/share/a.doc", at: "20:00:00")]],
            nutanix: ["/share/a.doc"]
        )
        #expect(
            try linked.links()
                == ["share/a.doc|icap-request|path|1", "share/a.doc|nutanix-file|path|1"]
        )
    }

    @Test func `a listed file joins by the end of a path where one request has it`() throws {
        let linked = try LinkedCase(
            icap: [
                [
                    LinkedCase.asked(1, "http://fs1/share/deep/a.doc", at: "20:00:00"),
                    LinkedCase.asked(2, "http://fs1/share/b.doc", at: "20:00:01"),
                ]
            ],
            nutanix: ["/deep/a.doc"]
        )
        #expect(
            try linked.links() == [
                "share/b.doc|icap-request|path|1", "share/deep/a.doc|icap-request|path|1",
                "share/deep/a.doc|nutanix-file|path end|1",
            ]
        )
    }

    @Test func `an end that two paths have joins neither`() throws {
        let linked = try LinkedCase(
            icap: [
                [
                    LinkedCase.asked(1, "http://fs1/one/deep/a.doc", at: "20:00:00"),
                    LinkedCase.asked(2, "http://fs1/two/deep/a.doc", at: "20:00:01"),
                ]
            ],
            nutanix: ["/deep/a.doc"]
        )
        #expect(
            try linked.links() == [
                "deep/a.doc|nutanix-file|path|1", "one/deep/a.doc|icap-request|path|1",
                "two/deep/a.doc|icap-request|path|1",
            ]
        )
    }

    @Test func `the end of a name is no end of a path`() throws {
        let linked = try LinkedCase(
            icap: [[LinkedCase.asked(1, "http://fs1/share/xa.doc", at: "20:00:00")]],
            nutanix: ["/a.doc"]
        )
        #expect(
            try linked.links()
                == ["a.doc|nutanix-file|path|1", "share/xa.doc|icap-request|path|1"]
        )
    }

    @Test func `one base name in two folders is two files`() throws {
        let linked = try LinkedCase(
            icap: [
                [
                    LinkedCase.asked(1, "http://fs1/one/a.doc", at: "20:00:00"),
                    LinkedCase.asked(2, "http://fs1/two/a.doc", at: "20:00:01"),
                ]
            ],
            nutanix: ["/one/a.doc"]
        )
        #expect(
            try linked.links() == [
                "one/a.doc|icap-request|path|1", "one/a.doc|nutanix-file|path|1",
                "two/a.doc|icap-request|path|1",
            ]
        )
    }

    @Test func `composed and decomposed names are one file`() throws {
        let linked = try LinkedCase(
            icap: [[LinkedCase.asked(1, "http://fs1/s/a\u{308}%6F.DOC", at: "20:00:00")]],
            nutanix: ["/s/\u{E4}o.doc"]
        )
        #expect(
            try linked.links()
                == ["s/\u{E4}o.doc|icap-request|path|1", "s/\u{E4}o.doc|nutanix-file|path|1"]
        )
    }

    @Test func `a scan joins by the data id its request was given`() throws {
        let linked = try LinkedCase(
            core: [LogLine.scan("other.name", at: "23:00:00", id: Self.id)],
            icap: [
                [
                    LinkedCase.asked(1, "/s/a.doc", at: "20:00:00"),
                    LinkedCase.line("Submitted", 1, "dataId='\(Self.id)'", at: "20:00:01"),
                ]
            ]
        )
        #expect(
            try linked.links()
                == ["s/a.doc|icap-request|path|1", "s/a.doc|scan|data id|1"]
        )
    }

    @Test func `a scan joins by its hash`() throws {
        let linked = try LinkedCase(
            core: [LogLine.scan("other.name", at: "23:00:00", hash: Self.hash)],
            icap: [
                [
                    LinkedCase.asked(1, "/s/a.doc", at: "20:00:00"),
                    LinkedCase.line("Hashed", 1, "sha256='\(Self.hash)'", at: "20:00:01"),
                ]
            ]
        )
        #expect(
            try linked.links() == ["s/a.doc|icap-request|path|1", "s/a.doc|scan|hash|1"]
        )
    }

    @Test func `a scan joins by its name where it is the one within the window`() throws {
        let linked = try LinkedCase(
            core: [
                LogLine.scan("A.doc", at: "20:00:30"),
                LogLine.scan("a.doc", at: "21:30:00", id: Self.id),
            ],
            icap: [[LinkedCase.asked(1, "/s/a.doc", at: "20:00:00")]]
        )
        #expect(
            try linked.links() == ["s/a.doc|icap-request|path|1", "s/a.doc|scan|name|1"]
        )
        #expect(
            try linked.rows(
                "SELECT strength, row_id FROM file_link WHERE kind = 'scan'"
            ).first?.hasPrefix("0|")
                == true
        )
    }

    @Test func `two scans of one name within the window join nothing`() throws {
        let linked = try LinkedCase(
            core: [
                LogLine.scan("a.doc", at: "20:00:30"),
                LogLine.scan("a.doc", at: "20:01:00", id: Self.id),
            ],
            icap: [[LinkedCase.asked(1, "/s/a.doc", at: "20:00:00")]]
        )
        #expect(try linked.links() == ["s/a.doc|icap-request|path|1"])
    }

    @Test func `a request whose answer stands in the next log is one row`() throws {
        let first = [
            LinkedCase.asked(1, "/s/a.doc", at: "20:00:00"),
            LogLine.core("Other", at: "20:00:01", component: "icap.scanner"),
        ]
        let second = [
            LinkedCase.line(
                "Sent",
                1,
                "status='200', responseInfo='Blocked', sha256='\(Self.hash)'",
                at: "20:00:09"
            ),
            LogLine.core("Other", at: "20:00:10", component: "icap.scanner"),
        ]
        let seen = "SELECT uri, status, response_info, hex(sha256) IS NOT '' FROM icap_request"
        #expect(
            try LinkedCase(icap: [first, second]).rows(seen) == ["/s/a.doc|200|Blocked|1"]
        )
        #expect(
            try LinkedCase(icap: [second, first]).rows(seen) == ["/s/a.doc|200|Blocked|1"]
        )
    }

    @Test func `an answer goes to the last request before it alone`() throws {
        // Newer logs are often read first: their answers then come before their requests.
        let newer = [LinkedCase.line("Sent", 1, "status='503'", at: "20:00:09")]
        let older = [
            LinkedCase.asked(1, "/s/a.doc", at: "20:00:00"),
            LinkedCase.line("Sent", 1, "status='204'", at: "20:00:01"),
            LinkedCase.asked(1, "/s/b.doc", at: "20:00:02"),
        ]
        let later = [LinkedCase.asked(1, "/s/c.doc", at: "20:00:20")]
        let linked = try LinkedCase(icap: [newer, older, later])
        #expect(
            try linked.rows("SELECT uri, status FROM icap_request ORDER BY time_us")
                == ["/s/a.doc|204", "/s/b.doc|503", "/s/c.doc|-"]
        )
    }

    @Test func `a refusal joins the file of its request`() throws {
        let linked = try LinkedCase(
            icap: [
                [
                    LinkedCase.asked(1, "/s/a.doc", at: "20:00:00"),
                    LinkedCase.line("Refused", 1, "error='File is empty.'", at: "20:00:01"),
                ]
            ])
        #expect(
            try linked.links()
                == ["s/a.doc|icap-request|path|1", "s/a.doc|refusal|connection|1"]
        )
    }
}
