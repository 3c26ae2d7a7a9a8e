import Testing

@testable import Intake

/// Which scan matches a lock where no request, path or id tells it, and what is then wanted.
@Suite struct NameMatchTests {
    private static let matched = """
        SELECT file.name, expected_event.how, scan.data_id_text FROM expected_event
        JOIN file ON file.id = expected_event.file_id
        LEFT JOIN scan ON scan.id = expected_event.scan_id ORDER BY file.path_key
        """
    private static let missing = """
        SELECT file.path_key FROM symptom JOIN file ON file.id = symptom.subject_id
        WHERE symptom.family = 'missing-first-scan' ORDER BY 1
        """

    private static func id(_ digit: Character) -> String { String(repeating: digit, count: 32) }

    @Test func `the one scan of a name in the time of a lock matches it`() throws {
        let linked = try LinkedCase(
            core: [LogLine.scan("a.doc", at: "20:00:04.000", id: Self.id("a"))],
            nutanix: ["/s/a.doc"]
        )
        #expect(try linked.rows(Self.matched) == ["a.doc|name|\(Self.id("a"))"])
        #expect(try linked.rows(Self.missing) == [])
    }

    @Test func `a scan that two locks of one name could claim is given to none`() throws {
        let linked = try LinkedCase(
            core: [LogLine.scan("a.doc", at: "20:00:04.000", id: Self.id("a"))],
            nutanix: ["/s/a.doc", "/t/a.doc"]
        )
        #expect(try linked.rows(Self.matched) == ["a.doc|names|-", "a.doc|names|-"])
        // It is the scan of one of them, so that neither is surely missing.
        #expect(try linked.rows(Self.missing) == [])
    }

    @Test func `of two scans of its name none is given to a lock`() throws {
        let linked = try LinkedCase(
            core: [
                LogLine.scan("a.doc", at: "20:00:03.000", id: Self.id("a")),
                LogLine.scan("a.doc", at: "20:00:04.000", id: Self.id("b")),
            ],
            nutanix: ["/s/a.doc"]
        )
        #expect(try linked.rows(Self.matched) == ["a.doc|names|-"])
        #expect(try linked.rows(Self.missing) == [])
    }

    @Test func `a scan that an id gave to a request is not given to another file by its name`()
        throws
    {
        let linked = try LinkedCase(
            core: [LogLine.scan("a.doc", at: "20:00:04.000", id: Self.id("a"))],
            icap: [
                [
                    LinkedCase.asked(1, "/t/a.doc", at: "20:00:01"),
                    LinkedCase.line(
                        "Submitted to Core",
                        1,
                        "dataId='\(Self.id("a"))'",
                        at: "20:00:02"
                    ),
                ]
            ],
            nutanix: ["/s/a.doc"]
        )
        #expect(
            try linked.rows(Self.matched) == ["a.doc|-|-", "a.doc|data id|\(Self.id("a"))"]
        )
        #expect(try linked.rows(Self.missing) == ["s/a.doc"])
    }

    @Test func `a failed scan that several files hold is told of the one that is known best`()
        throws
    {
        let hash = String(repeating: "F", count: 64)
        let linked = try LinkedCase(
            core: [
                LogLine.scan(
                    "tmp1",
                    at: "20:00:30.000",
                    result: "Failed to Scan",
                    id: Self.id("a"),
                    hash: hash
                )
            ],
            icap: [
                [
                    // The same bytes under another name, which comes first in every order.
                    LinkedCase.asked(1, "/a/first.doc", at: "20:00:00.000"),
                    LinkedCase.line("Sent", 1, "sha256sum='\(hash)'", at: "20:00:01.000"),
                    LinkedCase.asked(2, "/s/asked.doc", at: "20:00:02.000"),
                    LinkedCase.line(
                        "Submitted to Core",
                        2,
                        "dataId='\(Self.id("a"))'",
                        at: "20:00:03.000"
                    ),
                ]
            ]
        )
        let links = try linked.rows(
            """
            SELECT file.path_key, file_link.how FROM file_link
            JOIN file ON file.id = file_link.file_id WHERE file_link.kind = 'scan' ORDER BY 1
            """
        )
        #expect(links == ["a/first.doc|hash", "s/asked.doc|data id"])
        let told = """
            SELECT file.path_key FROM symptom JOIN file ON file.id = symptom.subject_id
            WHERE symptom.family = 'failed-to-scan'
            """
        #expect(try linked.rows(told) == ["s/asked.doc"])
    }
}
