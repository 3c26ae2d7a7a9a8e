import CaseModel
import Testing

@testable import Intake

/// A file that was scanned before it got the name by which it is known now.
@Suite struct OtherNameTests {
    private static let listed = """
        SELECT other_name.position, icap_request.file_name, other_name.temporary,
            other_name.same_folder, other_name.among
        FROM other_name JOIN icap_request ON icap_request.id = other_name.request_id
        JOIN expected_event ON expected_event.id = other_name.event_id
        JOIN file ON file.id = expected_event.file_id
        WHERE file.name = 'bericht.docx' ORDER BY 1
        """

    private static func asked(_ number: Int, _ path: String, at clock: String) -> String {
        LinkedCase.asked(number, "http://fs1\(path)", at: clock)
    }

    @Test func `a lock without a request names the temporary files of its folder first`() throws {
        let linked = try LinkedCase(
            icap: [
                [
                    Self.asked(1, "/other/Plan.docx", at: "20:00:04.000"),
                    Self.asked(2, "/other/~WRD0007.tmp", at: "20:00:03.000"),
                    Self.asked(3, "/docs/Neu.docx", at: "20:00:02.000"),
                    Self.asked(4, "/docs/~WRD0002.tmp", at: "20:00:01.000"),
                    Self.asked(5, "/docs/Gelistet.docx", at: "20:00:01.500"),
                    Self.asked(6, "/docs/~WRD0001.tmp", at: "19:40:00.000"),
                ]
            ],
            nutanix: ["/docs/Bericht.docx", "/docs/Gelistet.docx"]
        )
        #expect(
            try linked.rows(Self.listed) == [
                "0|~wrd0002.tmp|1|1|4", "1|~wrd0007.tmp|1|0|4", "2|neu.docx|0|1|4",
                "3|plan.docx|0|0|4",
            ]
        )
        let others = "SELECT count(DISTINCT event_id) FROM other_name"
        #expect(try linked.rows(others) == ["1"])
    }

    @Test func `of many requests twenty are kept, and all are counted`() throws {
        let requests = (0..<30).map { number in
            Self.asked(number, "/docs/file\(number).docx", at: "20:00:00.\(100 + number)")
        }
        let linked = try LinkedCase(icap: [requests], nutanix: ["/docs/Bericht.docx"])
        let kept = try linked.rows(Self.listed)
        #expect(kept.count == 20)
        #expect(kept.last?.hasPrefix("19|") == true)
        #expect(kept.allSatisfy { $0.hasSuffix("|30") })
    }

    @Test(arguments: [
        ("~$Bericht.docx", 1), ("A1B2C300", 1), ("ppt9F01.tmp", 1), (".~lock.a.odt%23", 1),
        ("x.pdf.crdownload", 1), ("Template.docx", 0), ("ABCDEFGH", 0),
    ])
    func `names that a file bears until it is whole are known`(name: String, is temporary: Int)
        throws
    {
        let linked = try LinkedCase(
            icap: [[Self.asked(1, "/docs/\(name)", at: "20:00:01.000")]],
            nutanix: ["/docs/Bericht.docx"]
        )
        #expect(try linked.rows("SELECT temporary FROM other_name") == ["\(temporary)"])
    }
}
