import CaseModel
import Testing

@testable import Intake

struct EventLogTests {
    private static func event(
        _ provider: String,
        _ time: String,
        level: Int,
        _ data: String,
        message: String? = nil
    ) -> String {
        """
        <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>
          <System><Provider Name='\(provider)'/><EventID Qualifiers='0'>1</EventID>
            <Level>\(level)</Level><TimeCreated SystemTime='\(time)'/>
            <Computer>core01</Computer></System>
          <EventData><Data>\(data)</Data></EventData>
          \(message.map { "<RenderingInfo><Message>\($0)</Message></RenderingInfo>" } ?? "")
        </Event>

        """
    }

    private static let scan =
        "Processing finished, dataId='0a1b2c3d4e5f60718293a4b5c6d7e8f9', fileName='a.docx', "
        + "blocked='true', blocked_reason='Infected', overallResult='Infected', "
        + "ruleName='File process' [msgid: 82]"

    /// The newest event first, as the Event Viewer saves them.
    private static let events =
        event("MSCL", "2026-06-27T18:00:09.5Z", level: 4, "MetaDefender Core has stopped.")
        + event(
            "MetaDefender Core",
            "2026-06-27T18:00:07.1234567Z",
            level: 2,
            "ignored",
            message: "Error in engine, apikey=&apos;abcdef0123456789&apos; &lt;x&gt;\nmore"
        )
        + event("Metadefender Core", "2026-06-27T18:00:05Z", level: 4, "(core.workflow) \(scan)")
        + event("Other", "2026-06-27T18:00:06Z", level: 1, "nothing of interest")

    private static func check(_ probe: PackageProbe) throws {
        let entries = try probe.rows("SELECT role, format, source, zone_known FROM entry_row")
        #expect(entries == ["records|windows-event-log|core-log|1"])
        let records = try probe.rows(
            """
            SELECT level, component, message, time_us FROM record ORDER BY id
            """
        )
        try #require(records.count == 3)
        #expect(records[0].hasPrefix("2|core.workflow|Processing finished"))
        #expect(
            records[1] == "4|-|Error in engine, apikey='secret#1' <x>\nmore|1782583207123456"
        )
        #expect(records[2] == "2|MSCL|MetaDefender Core has stopped.|1782583209500000")
        let notes = try probe.rows("SELECT kind, text FROM note WHERE entry_path <> ''")
        #expect(
            notes == ["unrecognised|1 events of other programs are not read: Other (1)"]
        )
    }

    @Test func `events of the products become records in the order of their times`() throws {
        let xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Events>\n\(Self.events)</Events>"
        try PackageProbe.read(xml, path: "Application.xml") { probe in
            try Self.check(probe)
            let scans = try probe.rows("SELECT file_name FROM scan")
            #expect(scans == ["a.docx"])
            let starts = try probe.rows("SELECT line, byte_offset FROM record ORDER BY id")
            let third = try #require(xml.ranges(of: "<Event ").dropFirst(2).first)
            let offset = xml[..<third.lowerBound].utf8.count
            #expect(
                starts.first == "\(xml[..<third.lowerBound].count { $0 == "\n" } + 1)|\(offset)"
            )
        }
    }

    @Test(arguments: ["", "\u{FEFF}"])
    func `events without an element around them are read`(_ mark: String) throws {
        try PackageProbe.read(mark + Self.events, path: "events.xml") { try Self.check($0) }
    }

    private static func tcpip(_ id: Int, _ time: String, message: String? = nil) -> String {
        event("Tcpip", time, level: 3, "\\Device\\Tcpip", message: message)
            .replacing(">1</EventID>", with: ">\(id)</EventID>")
    }

    @Test func `Tcpip events 4227 and 4231 become records`() throws {
        let said = "A request to allocate an ephemeral port number has failed."
        let xml =
            "<Events>\n" + Self.tcpip(4_231, "2026-06-27T18:00:05Z", message: said)
            + Self.tcpip(4_227, "2026-06-27T18:00:06Z")
            + Self.tcpip(4_201, "2026-06-27T18:00:07Z")
            + Self.event("Other", "2026-06-27T18:00:08Z", level: 3, "of port 4231")
            .replacing(">1</EventID>", with: ">4231</EventID>") + "</Events>"
        try PackageProbe.read(xml, path: "System.xml") { (probe) throws in
            let records = try probe.rows(
                "SELECT level, component, msgid, message, time_us FROM record ORDER BY id"
            )
            #expect(
                records == [
                    "3|Tcpip|4231|\(said)|1782583205000000",
                    "3|Tcpip|4227|\\Device\\Tcpip|1782583206000000",
                ]
            )
            // The system's own log is no log of Core, and covers no time of it.
            #expect(try probe.rows("SELECT role, source FROM entry_row") == ["records|-"])
            #expect(try probe.rows("SELECT source FROM coverage_row").isEmpty)
        }
    }

    @Test func `events of the system before those of a product are in its log`() throws {
        let xml =
            "<Events>\n" + Self.tcpip(4_231, "2026-06-27T18:00:05Z")
            + Self.event("Metadefender ICAP", "2026-06-27T18:00:06Z", level: 4, "Words")
            + "</Events>"
        try PackageProbe.read(xml, path: "System.xml") { (probe) throws in
            #expect(try probe.rows("SELECT source, records FROM entry_row") == ["icap-log|2"])
        }
    }

    @Test func `line ends of Windows are no part of a message's end`() throws {
        let xml = "<Events>\n\(Self.events)</Events>".split(
            separator: "\n",
            omittingEmptySubsequences: false
        ).joined(separator: "\r\n")
        try PackageProbe.read(xml, path: "events.xml") { try Self.check($0) }
    }

    @Test(arguments: [
        "<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<Events>", "<Events>",
    ])
    func `an export in UTF-16 is read`(_ start: String) throws {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in "\(start)\(Self.events)</Events>".utf16 {
            bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        try PackageProbe.read([("events.xml", bytes)]) { try Self.check($0) }
    }

    @Test func `a message that is a whole log line has the event's time`() throws {
        let line = "[ERROR] 2026.06.27 20:00:05.000: (core.engine) lost, x='1' [msgid: 231]"
        let xml = Self.event("Metadefender Core", "2026-06-27T18:00:05Z", level: 4, line)
        try PackageProbe.read(xml, path: "events.xml") { probe in
            let records = try probe.rows(
                "SELECT level, component, msgid, message, time_us FROM record"
            )
            #expect(records == ["4|core.engine|231|lost, x='1'|1782583205000000"])
        }
    }

    @Test func `beside a log in local time events stay in UTC`() throws {
        let log = "[ERROR] 2026.06.27 20:00:05.000: (core.x) broken\n"
        let access =
            "10.0.0.1 - - [27/Jun/2026:20:00:05 +0200] \"GET /a HTTP/1.1\" 200 1 "
            + "\"-\" \"-\" 0.1\n"
        let xml = Self.event("Metadefender Core", "2026-06-27T18:00:05Z", level: 1, "broken too")
        try PackageProbe.read([
            ("log/core.log", Array(log.utf8)), ("log/nginx.log", Array(access.utf8)),
            ("events.xml", Array(xml.utf8)),
        ]) { probe in
            let times = try probe.rows("SELECT DISTINCT time_us FROM record")
            #expect(times == ["1782583205000000"])
            let count = try probe.rows("SELECT count(*) FROM record_row")
            #expect(count == ["3"])
        }
    }

    @Test func `a cut export keeps the whole events before the cut`() throws {
        let xml = "<Events>" + Self.events
        let cut = try #require(xml.ranges(of: "<EventData>").dropFirst().first)
        try DocumentProbe.read(String(xml[..<cut.upperBound]), path: "e.xml") { probe in
            let records = try probe.rows("SELECT count(*) FROM record_row")
            #expect(records == ["1"])
            let notes = try probe.notes()
            #expect(notes.count == 1)
        }
    }

    @Test func `an entity that names a file is not followed`() throws {
        let xml =
            "<?xml version=\"1.0\"?><!DOCTYPE Events [<!ENTITY x SYSTEM "
            + "\"file:///etc/passwd\">]><Events>"
            + Self.event("Metadefender Core", "2026-06-27T18:00:05Z", level: 4, "&x;")
            + "</Events>"
        try DocumentProbe.read(xml, path: "e.xml") { probe in
            #expect(probe.recognition.format == "windows-event-log")
            let notes = try probe.notes()
            #expect(notes == ["damaged"])
            let records = try probe.rows("SELECT count(*) FROM record_row")
            #expect(records == ["0"])
        }
    }

    @Test func `an ICAP provider makes it a log of ICAP Server`() throws {
        let xml = Self.event("Metadefender ICAP", "2026-06-27T18:00:05Z", level: 4, "started")
        try DocumentProbe.read(xml, path: "e.xml") { probe in
            #expect(probe.foundSource == .icapLog)
        }
    }

    @Test func `damaged exports are read to their end, twice alike`() throws {
        let bytes = Array("<Events>\(Self.events)</Events>".utf8)
        var documents: [(bytes: [UInt8], path: String)] = []
        var random: UInt64 = 11
        for _ in 0..<200 {
            var damaged = bytes
            for _ in 0..<4 {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                damaged[Int(random >> 33) % bytes.count] = UInt8(truncatingIfNeeded: random >> 24)
            }
            documents.append((damaged, "e.xml"))
        }
        let first = try DocumentProbe.readAll(documents)
        let second = try DocumentProbe.readAll(documents)
        #expect(first == second)
        #expect(first.count { $0.hasPrefix("windows-event-log") } > 150)
    }
}
