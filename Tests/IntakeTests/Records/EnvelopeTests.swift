import CaseModel
import Testing

@testable import Intake

struct EnvelopeTests {
    private static func read<Result>(
        _ lines: [String],
        blockBytes: Int = 61,
        _ body: (DocumentProbe) throws -> Result
    ) throws -> Result {
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        return try DocumentProbe.read(bytes, path: "pod.log", blockBytes: blockBytes, body)
    }

    private static let records = """
        SELECT line, (time_us - 1782590400000000) / 1000, coalesce(component, '-'), msgid, message
        FROM record_row JOIN shape_row ON shape_row.id = shape_id ORDER BY record_row.id
        """

    @Test func `lines of docker lose their JSON, and their stamps become UTC`() throws {
        let lines = [
            #"{"log":"[INFO] 2026.06.27 22:00:00.123: (core.network) A 'b\\c', "#
                + #"key='1' [msgid: 7]\n","stream":"stdout","time":"2026-06-27T20:00:00.5Z"}"#,
            #"{"log":"  at frame\n","stream":"stderr","time":"2026-06-27T20:00:00.6Z"}"#,
            #"{"log":"[INFO] 2026.06.27 22:00:01.000: (core.net","#
                + #""stream":"stdout","time":"2026-06-27T20:00:01.1Z"}"#,
            #"{"log":"work) B\n","stream":"stdout","time":"2026-06-27T20:00:01.1Z"}"#,
            #"{"log":"[INFO] 2026.06.27 22:00:02.000: (core.network) C\n","#
                + #""stream":"stdout","time":"2026-06-27T20:00:02.1Z"}"#,
        ]
        try Self.read(lines) { probe in
            #expect(probe.recognition.format == "container log")
            #expect(probe.recognition.source == .coreLog)
            let records = try probe.rows(Self.records)
            #expect(
                records == [
                    "1|123|core.network|7|A 'b\\c', key='1' [msgid: 7]\n  at frame",
                    "3|1000|core.network|-|B", "5|2000|core.network|-|C",
                ]
            )
            let offsets = try probe.rows("SELECT byte_offset FROM record_row ORDER BY id")
            let starts = [0, 2, 4].map { lines[..<$0].reduce(0) { $0 + $1.utf8.count + 1 } }
            #expect(offsets == starts.map(String.init))
            #expect(probe.tally?.zoneSeconds == 7_200)
            #expect(probe.tally?.zoneKnown == true)
            #expect(probe.tally?.lines == 5)
        }
    }

    @Test(arguments: [
        "[pod/md-core-0/core] ", "core-1  | ", "md_core_1 | ", "\u{1B}[36mcore-1  |\u{1B}[0m ",
        "\u{1B}[36mcore-1  | \u{1B}[0m", "[pod/md-core-0/core] 2026-06-27T20:00:00.5Z ",
        "core-1  | 2026-06-27T20:00:00.5Z ",
    ])
    func `the name of a container in front of its lines is taken off`(_ prefix: String) throws {
        let lines = ["[INFO] 2026.06.27 22:00:00.123: (core.x) A | [b]", "  at frame", ""]
        try Self.read(lines.map { prefix + $0 }) { probe in
            #expect(probe.recognition.format == "container log")
            #expect(probe.recognition.source == .coreLog)
            let messages = try probe.rows("SELECT message FROM record_row")
            #expect(messages.count == 1)
            #expect(messages.first?.hasPrefix("A | [b]\n  at frame") == true)
            #expect(probe.tally?.zoneSeconds == (prefix.contains("Z ") ? 7_200 : nil))
        }
    }

    @Test func `partial lines of Kubernetes are joined`() throws {
        let lines = [
            "2026-06-27T20:00:00.5Z stdout P [INFO] 2026.06.27 20:00:00.123: (icap.scan",
            "2026-06-27T20:00:00.5Z stdout F ner) Attempting",
            "2026-06-27T20:00:01.5Z stderr F [ERROR] 2026.06.27 20:00:01.123: (icap.scanner) No",
        ]
        try Self.read(lines) { probe in
            #expect(probe.recognition.source == .icapLog)
            let records = try probe.rows(Self.records)
            #expect(
                records == [
                    "1|123|icap.scanner|-|Attempting", "3|1123|icap.scanner|-|No",
                ]
            )
            #expect(probe.tally?.zoneSeconds == 0)
        }
    }

    @Test func `a log that was passed on hours later tells no zone`() throws {
        let lines = [
            "2026-06-27T23:07:00.5Z stdout F [INFO] 2026.06.27 20:00:00.123: (core.x) One",
            "2026-06-27T23:07:00.5Z stdout F [INFO] 2026.06.27 20:00:01.123: (core.x) Two",
        ]
        try Self.read(lines) { probe in
            #expect(probe.tally?.zoneKnown == false)
            #expect(probe.tally?.zoneSeconds == nil)
            let records = try probe.rows(Self.records)
            #expect(records == ["1|123|core.x|-|One", "2|1123|core.x|-|Two"])
        }
    }

    @Test func `CEF becomes the line it was made of`() throws {
        let lines = [
            "Jun 27 22:00:00 192.0.2.7 2026-06-27T22:00:00+02:00 host CEF:0|OPSWAT|MSCW|5.14.1|"
                + "core.workflow|MSCW[7548] Processing finished|2|dataId='\(LogLine.id)' "
                + "fileName='a b.pdf' sha256sum='\(LogLine.hash)' blocked='false' "
                + "overallResult='No Threat Detected' msgid=82",
            #"<28>Jun 27 22:00:01 host CEF:0|OPSWAT|MSCL|5|core.x|A \| b|4|"#,
        ]
        try Self.read(lines) { probe in
            #expect(probe.recognition.format == "syslog")
            let scans = try probe.rows("SELECT file_name, data_id_text FROM scan")
            #expect(scans == ["a b.pdf|\(LogLine.id)"])
            let levels = try probe.rows(
                "SELECT level, component FROM shape_row ORDER BY id"
            )
            #expect(levels == ["2|core.workflow", "4|core.x"])
            #expect(probe.identity.platform == "windows")
        }
    }

    @Test(arguments: [
        ("<30>2026-06-27T20:00:00Z host MSCL[156240] Sent, a='1'", "-|Sent, a='1'"),
        (
            "<27>1 2026-06-27T20:00:00Z host mdicapsrv 7 - [x@1 a=\"]\"] "
                + "[ERROR] 2026.06.27 22:00:00: (icap.scanner) No",
            "icap.scanner|No"
        ),
        (
            "2026-06-27T20:00:00.000+00:00 host mdicapsrv[7]: "
                + "[ERROR] 2026.06.27 20:00:00.000 (icap.scanner) No",
            "icap.scanner|No"
        ),
        (
            "<4>Jun 27 20:00:00 host ometascan[9]: [INFO] 2026.06.27 20:00:00: (core.x) Yes",
            "core.x|Yes"
        ),
    ])
    func `the forms of syslog are read`(_ line: String, _ expected: String) throws {
        try Self.read([line]) { probe in
            #expect(probe.recognition.format == "syslog")
            let records = try probe.rows(
                """
                SELECT coalesce(component, '-'), message, time_us FROM record_row
                JOIN shape_row ON shape_row.id = shape_id
                """
            )
            #expect(records == ["\(expected)|1782590400000000"])
        }
    }

    @Test func `other programs in syslog are kept under their names`() throws {
        let lines = [
            "2026-06-27T20:00:00Z host kernel: Out of memory: Killed process 77 (ometascan)",
            "2026-06-27T20:00:01Z host systemd[1]: ometascan.service: Main process exited",
            "2026-06-27T20:00:02Z host ometascan[9]: Started",
        ]
        try Self.read(lines) { probe in
            let records = try probe.rows(Self.records)
            #expect(
                records == [
                    "1|0|syslog.kernel|-|Out of memory: Killed process 77 (ometascan)",
                    "2|1000|syslog.systemd|-|ometascan.service: Main process exited",
                    "3|2000|-|-|Started",
                ]
            )
            #expect(probe.tally?.zoneKnown == true)
        }
        try Self.read(Array(lines.prefix(2))) { probe in
            #expect(probe.recognition.format == nil)
        }
    }

    @Test(arguments: [
        // Made on 2027-01-05: December is last year's.
        (Int64(1_799_107_200_000_000), "Dec 31 23:59:59", "2026-12-31T23:59:59Z"),
        (Int64(1_799_107_200_000_000), "Jan  4 00:00:00", "2027-01-04T00:00:00Z"),
        (Int64(1_799_107_200_000_000), "Feb 29 12:00:00", "2024-02-29T12:00:00Z"),
    ])
    func `a year that is not written is the last that fits`(
        _ newestUS: Int64,
        _ stamp: String,
        _ expected: String
    ) throws {
        let yearless = try #require(YearlessStamp(Array("\(stamp) host".utf8)[...]))
        #expect(yearless.time(before: newestUS)?.us == TimeText(expected)?.us)
        #expect(yearless.time(before: nil) != nil)
    }

    @Test func `what was taken for the year is said`() throws {
        try Self.read(["Jun 27 20:00:00 host MSCL[1] Sent"]) { probe in
            let notes = try probe.notes()
            #expect(notes == ["clock"])
            let years = try probe.rows(
                "SELECT strftime('%Y', time_us / 1e6, 'unixepoch') FROM record_row"
            )
            #expect(years == ["1970"])
        }
    }
}
