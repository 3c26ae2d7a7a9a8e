import CaseModel
import Testing

@testable import Intake

struct HistoryTests {
    private static let id = "8101abae27be4d63859c55d9e0ed0135"

    @Test(
        arguments: [
            "Data ID,File Name,Result,Verdict,Start Time,Processing Time\n"
                + "%,a b.pdf,Failed,Blocked,2026-06-27 20:00:05,4000\n",
            "data_id;FileName;RESULT;verdict;start-time;processing_time\r\n"
                + "%;a b.pdf;Failed;Blocked;2026-06-27 20:00:05;4000\r\n",
            "sep=,\n\"scanId\",\"display_name\",\"Verdict\",\"Result\",\"Date/Time\",\"Duration\"\n"
                + "\"%\",\"a b.pdf\",\"Failed\",\"Blocked\",\"2026.06.27 20:00:05\",\"4.0 s\"",
            "Processing history\n\nFile name\tData Id\tResult\tAction\tTime\tduration (ms)\n"
                + "a b.pdf\t%\tFailed\tBlocked\t2026/06/27 20:00:05\t4000\n",
        ])
    func `a history of Core is read by its many column names`(_ form: String) throws {
        let text = form.split(separator: "%").joined(separator: Self.id)
        // The separator of a table below a title is not known, so that form is tabs to commas.
        let table =
            form.hasPrefix("Processing")
            ? text.map { $0 == "\t" ? "," : String($0) }.joined() : text
        try DocumentProbe.read(table, path: "history.csv") { probe throws in
            #expect(probe.recognition.source == .coreHistory)
            #expect(probe.recognition.format == "core-history-csv")
            let rows = try probe.rows(
                "SELECT data_id_text, file_name, result_code, allowed, started_us, finished_us "
                    + "FROM scan"
            )
            #expect(rows == ["\(Self.id)|a b.pdf|3|0|1782590405000000|1782590409000000"])
            #expect(probe.tally?.zoneKnown == false)
            #expect(try probe.rows("SELECT count(*) FROM unclean_scan") == ["1"])
        }
    }

    @Test func `rows have their places and unknown columns one note`() throws {
        let text = """
            Data ID,File Name,Result,Colour,Shade
            a1,"two
            lines.txt",No Threat Detected,red,dark
            a2,b.txt,Infected,blue,light

            """
        try DocumentProbe.read(text, path: "h.csv") { probe throws in
            #expect(
                try probe.rows("SELECT row, line, byte_offset, text FROM locator") == [
                    "2|2|38|a1,\"two\nlines.txt\",No Threat Detected,red,dark",
                    "3|4|85|a2,b.txt,Infected,blue,light",
                ]
            )
            #expect(
                try probe.rows("SELECT kind, text FROM note") == [
                    "unknown-column|columns that are not read: Colour, Shade"
                ]
            )
            #expect(probe.tally?.lines == 4)
            #expect(probe.tally?.records == 2)
        }
    }

    @Test(arguments: ["a2,\"b.t", "a2,b.t"])
    func `a last row that was cut is left out with a note`(_ rest: String) throws {
        let text = "Data ID,File Name,Result\na1,a.txt,Failed\n" + rest
        try DocumentProbe.read(text, path: "h.csv") { probe throws in
            #expect(try probe.rows("SELECT file_name FROM scan") == ["a.txt"])
            #expect(try probe.notes() == ["truncated"])
        }
    }

    @Test func `times that cannot be read are counted, not guessed`() throws {
        let text = "Data ID,Result,Time\na1,Failed,06/27/2026 8:00 PM\na2,Failed,28.06.2026\n"
        try DocumentProbe.read(text, path: "h.csv") { probe throws in
            #expect(try probe.rows("SELECT started_us FROM scan") == ["-", "-"])
            #expect(try probe.notes() == ["ambiguous"])
        }
    }

    @Test func `a history covers the time to the end that was computed`() throws {
        let text = """
            File Name,Result,Start Time,Processing Time
            a.doc,Failed,2026-06-27T20:00:05Z,4000

            """
        try DocumentProbe.read(text, path: "h.csv") { probe throws in
            #expect(try probe.rows("SELECT finished_us FROM scan") == ["1782590409000000"])
            #expect(probe.tally?.lastUS == 1_782_590_409_000_000)
        }
    }

    @Test func `an ICAP history gives requests`() throws {
        let text = """
            Time,Action,Result,HTTP URI,Client IP,Proxy IP,Host,Core Rule,ICAP Rule,User,Duration
            2026-06-27T20:00:05Z,Blocked,Undisclosed,http://fs01/share/A%20b.pdf,10.0.0.1,\
            10.0.0.2,FS01,,Proxy,u,250
            """
        try DocumentProbe.read(text, path: "icap.csv") { probe throws in
            #expect(probe.recognition.source == .icapHistory)
            #expect(
                try probe.rows(
                    """
                    SELECT action, response_desc, uri, client_ip, server, profile, path_key,
                        file_name, time_us, answered_us, evidence FROM icap_request
                    """
                ) == [
                    "blocked|Undisclosed|http://fs01/share/A%20b.pdf|10.0.0.1|fs01|-|share/a b.pdf|"
                        + "a b.pdf|1782590405000000|1782590405250000|locator/1"
                ]
            )
            #expect(probe.tally?.zoneKnown == true)
            #expect(try probe.notes().isEmpty)
        }
    }

    @Test func `an ICAP history may be JSON in camel humps`() throws {
        let text = """
            {"history":[{"action":"Allowed","result":"No Threat Detected","httpUri":"/a/b.txt",
            "clientIp":"10.0.0.1","coreRule":"File process","icapRule":"x","dataId":"\(Self.id)",
            "time":1782590405123}]}
            """
        try DocumentProbe.read(text, path: "icap-history.json") { probe throws in
            #expect(probe.recognition.format == "icap-history-json")
            #expect(
                try probe.rows(
                    "SELECT action, profile, lower(hex(data_id)), time_us, base_name "
                        + "FROM icap_request_row"
                )
                    == ["allowed|File process|\(Self.id)|1782590405123000|b.txt"]
            )
        }
    }

    @Test func `a table of something else is nobody's`() throws {
        for text in ["id,name,result\n1,x,ok\n", "a,b\n1,2\n", "path,group,data_id\n/a,b,c\n"] {
            try DocumentProbe.read(text, path: "t.csv") { probe throws in
                #expect(probe.recognition.format == nil, "\(text)")
            }
        }
    }

    @Test func `hostile cells stay cells`() throws {
        let text =
            "Data ID,File Name,Result,apikey\n"
            + "=cmd|' /C calc'!A0,\u{202E}fdp.exe\u{0},'; DROP TABLE scan_row;--,"
            + "0123456789abcdef0123456789abcdef\n,,,\n"
        try DocumentProbe.read(text, path: "h.csv") { probe throws in
            #expect(try probe.rows("SELECT count(*) FROM scan") == ["1"])
            #expect(try probe.notes() == ["damaged", "unknown-column"])
            #expect(try probe.lacks("0123456789abcdef"))
        }
    }
}
