import CaseModel
import Testing

@testable import Intake

struct ListTests {
    private static let listSQL = """
        SELECT path, path_key, server, scan_time_us, description, quarantined FROM nutanix_file
        """

    @Test(
        arguments: [
            "{\"data\":[{\"extId\":\"e1\",\"path\":\"/Fin/Ä b.pdf\",\"partnerServer\":\"icap01\","
                + "\"scanTime\":\"2026-06-27T20:00:05.000Z\",\"threatDescription\":\"Unknown\","
                + "\"isQuarantined\":true}],\"metadata\":{\"totalAvailableResults\":1}}",
            "[{\"ext_id\":\"e1\",\"file_path\":\"/Fin/Ä b.pdf\",\"icap_server\":\"icap01\","
                + "\"scan_timestamp_usecs\":1782590405000000,\"threat_description\":\"Unknown\","
                + "\"quarantined\":true,\"share_name\":\"s\"}]",
            "Ext Id,Path,Partner Server,Scan Time,Threat Description,Is Quarantined\n"
                + "e1,/Fin/Ä b.pdf,icap01,1782590405,Unknown,true\n",
            "\u{FEFF}path;partnerServer;scanTime;threatDescription;isQuarantined\r\n"
                + "/Fin/Ä b.pdf;icap01;2026-06-27T22:00:05+02:00;Unknown;Yes\r\n",
        ])
    func `a Nutanix list is read in each of its spellings`(_ text: String) throws {
        try DocumentProbe.read(text, path: "list", blockBytes: 7) { probe throws in
            #expect(probe.recognition.source == .nutanixList)
            #expect(
                try probe.rows(Self.listSQL) == [
                    "/Fin/Ä b.pdf|fin/ä b.pdf|icap01|1782590405000000|Unknown|1"
                ]
            )
            #expect(try probe.notes().isEmpty)
            #expect(probe.tally?.zoneKnown == true)
            #expect(probe.tally?.records == 1)
        }
    }

    private static func page(_ count: Int, metadata: String?) -> String {
        let rows = (1...count).map {
            "{\"path\":\"/s/\($0).txt\",\"partnerServer\":\"i\",\"isQuarantined\":true}"
        }
        let tail = metadata.map { ",\"metadata\":\($0)" } ?? ""
        return "{\"data\":[\(rows.joined(separator: ","))]\(tail)}"
    }

    @Test func `a page of many is noted and a whole list is not`() throws {
        let cases: [(String, [String])] = [
            (Self.page(3, metadata: "{\"totalAvailableResults\":131}"), ["partly-read"]),
            (Self.page(100, metadata: nil), ["partly-read"]),
            (Self.page(100, metadata: "{\"totalAvailableResults\":100}"), []),
            (
                Self.page(3, metadata: "{\"links\":[{\"rel\":\"next\",\"href\":\"x\"}]}"),
                ["partly-read"]
            ),
            (Self.page(3, metadata: nil), []),
        ]
        for (text, notes) in cases {
            try DocumentProbe.read(text, path: "infected-files.json", blockBytes: 4_096) {
                probe throws in
                #expect(try probe.notes() == notes)
            }
        }
    }

    @Test func `an empty list and an error answer are told apart`() throws {
        for text in ["{\"data\":[],\"metadata\":{\"totalAvailableResults\":0}}", "[]"] {
            try DocumentProbe.read(text, path: "a/infected-files.json") { probe throws in
                #expect(probe.recognition.source == .nutanixList)
                #expect(probe.tally?.records == 0)
            }
        }
        let error =
            "{\"data\":{\"error\":[{\"message\":\"Http request failed\",\"code\":\"X-1\"}]}}"
        try DocumentProbe.read(error, path: "a/infected-files.json") { probe throws in
            #expect(probe.recognition.role == .unread)
            #expect(probe.recognition.why.contains("error answer"))
        }
        let calm = "{\"data\":{\"error\":null,\"value\":1}}"
        try DocumentProbe.read(calm, path: "other.json") { probe throws in
            #expect(!probe.recognition.why.contains("Nutanix"))
        }
        try DocumentProbe.read("{\"data\":[]}", path: "other.json") { probe throws in
            #expect(probe.recognition.format == nil)
        }
    }

    @Test func `a cut list keeps its whole files and an element without a path is noted`() throws {
        let text = """
            {"data":[
            {"path":"/s/1.txt","partnerServer":"i","isQuarantined":true},
            {"partnerServer":"i","isQuarantined":true},
            {"path":"/s/2.txt","partnerServer":"i","isQuarantined":tr
            """
        try DocumentProbe.read(text, path: "l.json") { probe throws in
            #expect(
                try probe.rows("SELECT path FROM nutanix_file WHERE quarantined = 1") == [
                    "/s/1.txt"
                ]
            )
            #expect(try probe.notes().contains("truncated"))
            #expect(try probe.notes().contains("damaged"))
        }
    }

    private static let sha = String(repeating: "0f", count: 32)

    @Test(
        arguments: [
            "File,SHA256,Quarantined at,Pinned,Threat Intelligence\n"
                + "a.exe,%,2026-06-27 20:00:05,yes,API calls per day limit reached\n",
            "[{\"file_name\":\"a.exe\",\"sha256\":\"%\",\"pinned\":true,"
                + "\"quarantine_time\":\"2026-06-27T20:00:05\",\"threat_intelligence\":"
                + "{\"state\":\"API calls per day limit reached\"}}]",
        ])
    func `a quarantine list gives items and their Cloud attempts`(_ form: String) throws {
        let text = form.split(separator: "%").joined(separator: Self.sha)
        try DocumentProbe.read(text, path: "q") { probe throws in
            #expect(probe.recognition.source == .quarantineList)
            #expect(
                try probe.rows(
                    "SELECT file_name, sha256_text, time_us, pinned, state FROM quarantine_item"
                ) == [
                    "a.exe|\(Self.sha)|1782590405000000|1|API calls per day limit reached"
                ]
            )
            #expect(
                try probe.rows("SELECT item_id, outcome, message FROM cloud_attempt") == [
                    "1|limit|API calls per day limit reached"
                ]
            )
        }
    }

    @Test func `only a whole documented text is a state`() throws {
        let text = """
            File Name,SHA256,Pinned,Threat Intelligence,Threat Intelligence Result
            Unavailable,\(Self.sha),no,Unavailable since noon,
            b.exe,\(Self.sha),no,45%,
            c.exe,\(Self.sha),no,,Blocked
            d.exe,\(Self.sha),no,Unavailable,

            """
        try DocumentProbe.read(text, path: "q.csv") { probe throws in
            #expect(
                try probe.rows("SELECT state, state_text FROM quarantine_item ORDER BY id") == [
                    "-|Unavailable since noon", "Progress|45%", "-|-", "Unavailable|Unavailable",
                ]
            )
            #expect(
                try probe.rows("SELECT item_id, outcome FROM cloud_attempt ORDER BY id")
                    == ["3|ok", "4|unavailable"]
            )
        }
    }

    @Test(arguments: [
        ("45 %", true), ("100%", true), ("In progress", true), ("Processing (7 %)", true),
        ("Processing", true), ("101%", false), ("%", false), ("-5 %", false), ("45", false),
        ("in", false), ("Progress bar", false), ("Infected", false), ("", false),
    ])
    func `a share of the work or words for it are progress`(text: String, isProgress: Bool) {
        #expect(CloudWords.state(of: text) == (isProgress ? "Progress" : nil))
    }

    @Test func `each try of an item is an attempt of its own`() throws {
        let text = """
            {"quarantine":[{"file_name":"a","sha256":"\(Self.sha)","pinned":false,
            "threat_intelligence_results":[
            {"started":"2026-06-27T20:00:05Z","state":"Unavailable"},
            {"started":"2026-06-27T21:00:05Z","result":"Blocked","verdict":"Infected"}]}]}
            """
        try DocumentProbe.read(text, path: "q.json") { probe throws in
            #expect(
                try probe.rows("SELECT item_id, started_us, outcome, message FROM cloud_attempt")
                    == [
                        "1|1782590405000000|unavailable|Unavailable",
                        "1|1782594005000000|ok|Blocked, Infected",
                    ]
            )
        }
    }

    @Test func `a list that PowerShell saved in UTF-16 is read, with or without a mark`() throws {
        let text = "[{\"path\":\"/a/Ü.txt\",\"partnerServer\":\"i\",\"isQuarantined\":true}]"
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [big, [0xFE, 0xFF] + big, Array(big.dropLast(1))] {
            try DocumentProbe.read(bytes, path: "l.json", blockBytes: 5) { probe throws in
                #expect(try probe.rows("SELECT path FROM nutanix_file") == ["/a/Ü.txt"])
            }
        }
    }

    @Test func `an empty list of something else does not say that nothing is locked`() throws {
        let text = "{\"data\":[],\"metadata\":{\"totalAvailableResults\":0}}"
        try DocumentProbe.read(text, path: "anti-virus-servers.json") { probe throws in
            #expect(probe.recognition.format == nil)
        }
        let ours =
            "{\"metadata\":{\"links\":[{\"href\":\"https://x/infected-files\"}]},\"data\":[]}"
        try DocumentProbe.read(ours, path: "page.json") { probe throws in
            #expect(probe.recognition.source == .nutanixList)
        }
    }
}
