import CaseModel
import Testing

@testable import Intake

struct MessageTableTests {
    private static let rows = "SELECT msgid, severity, text FROM message ORDER BY msgid"

    @Test func `a table in CSV gives each message id its text`() throws {
        let table = #"""
            Message ID;Severity;Message text;Since
            82;info;"Processing finished; see ""result""";5.0
            [msgid: 671];error;Update failed;5.0
            82;info;Something else;5.1
            671;error;Update failed;5.1
            ;error;No id;5.1
            eleven;error;No number;5.1
            12;error;;5.1

            """#
        try DocumentProbe.read(table, path: "messages.csv") { probe in
            #expect(probe.recognition.format == "message-table-csv")
            let rows = try probe.rows(Self.rows)
            #expect(
                rows == ["82|info|Processing finished; see \"result\"", "671|error|Update failed"]
            )
            let notes = try probe.rows("SELECT kind, line, text FROM note ORDER BY kind")
            #expect(
                notes == [
                    "ambiguous|4|1 rows give a message id another text; the first one is kept",
                    "partly-read|6|3 rows have no message id or no text and are left out",
                    "unknown-column|-|columns that are not read: Since",
                ]
            )
        }
    }

    private static let page = """
        <!DOCTYPE html><html><head><style>td { content: "<td>" }</style>
        <script>if (a < b) { x = "<tr><td>9<td>no"; }</script></head><body>
        <!-- <table><tr><td>8</td></tr></table> -->
        <table class='menu'><tr><td><a href="a>b">Home</a></td></tr></table>
        <TABLE><thead><tr><th>MSGID</th><th>Severity<th> Text </thead>
        <tr><td>82<td><b>info</b></td><td>Processing&nbsp;of &lt;file&gt;<br>finished &#8211; a < b
          &amp;&#x41;&unknown; &#1114112;</td>
        <tr><td>671</td><td>error</td><td>Not downloaded
        """

    @Test(arguments: [1, 7, 4_096])
    func `a page is read through its tables, however it is written`(_ blockBytes: Int) throws {
        try DocumentProbe.read(Self.page, path: "messages.html", blockBytes: blockBytes) { probe in
            #expect(probe.recognition.format == "message-table-html")
            let rows = try probe.rows(Self.rows)
            #expect(
                rows == [
                    "82|info|Processing of <file> finished – a < b &A&unknown; &#1114112;",
                    "671|error|Not downloaded",
                ]
            )
            let notes = try probe.notes()
            #expect(notes == ["truncated"])
        }
    }

    @Test func `a log that was exported as a table is no table of messages`() throws {
        let log = "time,msgid,message\n2026-06-27T20:00:00Z,82,Done\n"
        try DocumentProbe.read(log, path: "log.csv") { probe in
            #expect(probe.recognition.format == nil)
        }
    }

    @Test(arguments: [
        "", "nothing", "<table>", "a,b\n1,2\n", "<tr><td>1", "<", "<!--", "<td \"", "&#x;&#;",
        "<script><td>", "msgid,text\n\"",
    ])
    func `whatever the user calls a table of messages is read to its end`(_ text: String) throws {
        let bytes = Array(text.utf8) + [0x0A]
        let found = Recogniser.recognise(
            head: bytes,
            path: "x",
            product: nil,
            as: MessageTable.format
        )
        let format = text.hasPrefix("<") ? "message-table-html" : "message-table-csv"
        #expect(found.format == format)
        try DocumentProbe.read(bytes, path: "x", as: MessageTable.format, blockBytes: 1) { probe in
            let rows = try probe.rows(Self.rows)
            #expect(rows.isEmpty)
            let notes = try probe.notes()
            #expect(notes.contains("empty"))
        }
    }
}
