import CaseModel
import Markup
import Testing

@testable import Archives
@testable import Intake

struct WorkbookTests {
    private static let space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    private static let start = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

    private static let sheet = """
        \(start)<worksheet \(space)><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>History of June</t></is></c></row>
        <row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c>
        <c r="C3" t="s"><v>2</v></c><c r="D3" t="s"><v>3</v></c><c r="E3" t="s"><v>6</v></c></row>
        <row r="4"><c r="A4" t="s"><v>4</v></c><c r="B4" t="inlineStr"><is><r><t>a </t></r><r>
        <t>&amp; b.docx</t></r></is></c><c r="C4" t="s"><v>5</v></c>
        <c r="D4" s="1"><v>46200.833391203704</v></c><c r="E4"><v>1204</v></c></row>
        <row r="9"><c r="B9" t="str"><f>A1</f><v>c.docx</v></c><c r="C9" t="s"><v>99</v></c>
        <c r="D9" s="2"><v>46200.5</v></c><c r="F9" t="e"><v>#REF!</v></c></row>
        </sheetData></worksheet>
        """

    private static let texts = """
        \(start)<sst \(space) count="7"><si><t>Data ID</t></si><si><t>File Name</t></si>
        <si><r><t>Re</t></r><r><t>sult</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>
        <si><t>Time</t></si><si><t>0a1b2c3d4e5f60718293a4b5c6d7e8f9</t></si><si><t>Failed</t></si>
        <si><t>Duration (ms)</t></si></sst>
        """

    private static let styles = """
        \(start)<styleSheet \(space)><numFmts><numFmt numFmtId="164"
        formatCode="yyyy\\-mm\\-dd&quot; at &quot;hh:mm"/></numFmts>
        <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs></styleSheet>
        """

    private static let workbook = "\(start)<workbook \(space)><workbookPr/></workbook>"
    private static let types =
        start
        + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"

    private static func parts(at folder: String, sheet: String = sheet) -> [(String, [UInt8])] {
        [
            ("[Content_Types].xml", types), ("xl/workbook.xml", workbook),
            ("xl/worksheets/sheet1.xml", sheet), ("xl/styles.xml", styles),
            ("xl/sharedStrings.xml", texts),
        ].map { (folder + $0.0, Array($0.1.utf8)) }
    }

    private static func check(_ probe: PackageProbe) throws {
        let scans = try probe.rows(
            """
            SELECT lower(hex(data_id)), file_name, result_label, started_us, processing_ms
            FROM scan_row JOIN scan_detail_row ON scan_detail_row.id = detail_id
            ORDER BY scan_row.id
            """
        )
        #expect(
            scans == [
                "0a1b2c3d4e5f60718293a4b5c6d7e8f9|a & b.docx|Failed|1782590405000000|1204",
                "|c.docx|-|1782561600000000|-",
            ]
        )
        let rows = try probe.rows("SELECT row FROM locator_row ORDER BY id")
        #expect(rows == ["4", "9"])
        let entries = try probe.rows(
            "SELECT source, records, whole FROM entry_row WHERE path LIKE '%sheet1.xml'"
        )
        #expect(entries == ["core-history|2|1"])
        let unread = try probe.rows("SELECT path FROM entry_row WHERE role = 'unread'")
        #expect(unread.isEmpty)
        let notes = try probe.rows("SELECT kind FROM note WHERE kind <> 'clock'")
        #expect(notes.isEmpty)
    }

    @Test func `a sheet is read as the history it holds`() throws {
        try PackageProbe.read(Self.parts(at: "history.xlsx/")) { try Self.check($0) }
    }

    @Test func `a spreadsheet is read from its file`() throws {
        var zip = ZipWriter(modifiedSeconds: 0)
        for (path, bytes) in Self.parts(at: "") { try zip.add(path, bytes) }
        try PackageProbe.read([("history.xlsx", try zip.finished())]) { try Self.check($0) }
    }

    @Test func `days are counted from 1904 where the workbook says so`() {
        var styles = SheetStyles()
        styles.take(.start(name: "cellXfs", attributes: [], line: 1))
        for id in ["22", "21", "46", "9"] {
            let attributes = [MarkupEvent.Attribute(name: "numFmtId", value: id)]
            styles.take(.start(name: "xf", attributes: attributes, line: 1))
        }
        #expect(styles.text(of: "44738.5", style: 0, from1904: true) == "2026-06-27 12:00:00")
        #expect(styles.text(of: "46200.5", style: 0, from1904: false) == "2026-06-27 12:00:00")
        #expect(styles.text(of: "0.25", style: 0, from1904: false) == "06:00:00")
        #expect(styles.text(of: "1.25", style: 2, from1904: false) == "30:00:00")
        #expect(
            styles.text(of: "0.000014467592592592593", style: 1, from1904: false)
                == "00:00:01.250"
        )
        #expect(styles.text(of: "12", style: 3, from1904: false) == "12")
        #expect(styles.text(of: "x", style: 0, from1904: false) == "x")
        #expect(styles.text(of: "1e300", style: 0, from1904: false) == "1e300")
    }

    @Test func `a sheet of other columns is noted`() throws {
        let sheet = Self.sheet.split(separator: "<v>2</v>", omittingEmptySubsequences: false)
            .joined(separator: "<v>3</v>")
        try PackageProbe.read(Self.parts(at: "a.xlsx/", sheet: sheet)) { probe in
            let notes = try probe.rows(
                "SELECT kind, entry_path FROM note WHERE entry_path LIKE '%sheet1.xml'"
            )
            #expect(notes == ["unrecognised|a.xlsx/xl/worksheets/sheet1.xml"])
        }
    }

    @Test func `a cut sheet gives its whole rows and is not whole`() throws {
        let end = try #require(Self.sheet.firstRange(of: "<row r=\"9\">"))
        let sheet = String(Self.sheet[..<end.upperBound])
        try PackageProbe.read(Self.parts(at: "a.xlsx/", sheet: sheet)) { probe in
            let scans = try probe.rows("SELECT file_name FROM scan_row")
            #expect(scans == ["a & b.docx"])
            let whole = try probe.rows(
                "SELECT whole FROM entry_row WHERE path LIKE '%sheet1.xml'"
            )
            #expect(whole == ["0"])
        }
    }

    @Test func `a part with a document type is refused`() throws {
        let sheet = "<!DOCTYPE worksheet [<!ENTITY a \"b\">]>" + Self.sheet.dropFirst(56)
        try PackageProbe.read(Self.parts(at: "a.xlsx/", sheet: sheet)) { probe in
            let scans = try probe.rows("SELECT count(*) FROM scan_row")
            #expect(scans == ["0"])
            let notes = try probe.rows("SELECT DISTINCT kind FROM note")
            #expect(notes.contains("damaged"))
        }
    }

    @Test func `a spreadsheet over the limit is noted`() throws {
        var limits = Limits()
        limits.bufferedMemberBytes = 300
        try PackageProbe.read(Self.parts(at: "a.xlsx/"), limits: limits) { probe in
            let notes = try probe.rows("SELECT DISTINCT limit_name FROM note WHERE kind = 'limit'")
            #expect(notes == ["bufferedMemberBytes"])
        }
    }

    @Test(arguments: [("A1", 0), ("Z9", 25), ("AA1", 26), ("XFD1", 16_383)])
    func `columns are counted as letters`(_ place: String, _ column: Int) {
        #expect(SheetRows.column(of: place) == column)
    }
}
