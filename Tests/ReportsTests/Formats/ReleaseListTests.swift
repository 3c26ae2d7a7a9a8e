import CaseModel
import Reports
import Testing

@Suite struct ReleaseListTests {
    private func lines(_ rows: [ReleaseList.Row]) -> [String] {
        String(decoding: ReleaseListCSV.render(ReleaseList(rows: rows)), as: UTF8.self)
            .split(separator: "\r\n").map(String.init)
    }

    @Test func `the columns are those that were promised, and what is unknown is empty`() {
        let row = ReleaseList.Row(
            extID: "1-2",
            path: "/a/b.docx",
            timeUS: RichCase.startUS,
            kind: "rescan",
            action: "RESCAN",
            why: "no verdict",
            wave: 2
        )
        #expect(
            lines([row]) == [
                "extId,fileServerExtId,share,path,server,time,finding,class,action,why,wave",
                "1-2,,,/a/b.docx,,2026-06-28T10:15:02.123Z,,rescan,RESCAN,no verdict,2",
            ]
        )
        #expect(lines([]).count == 1)
    }

    @Test(arguments: ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1"])
    func `no cell is run by a spreadsheet`(_ hostile: String) {
        let row = ReleaseList.Row(share: hostile, path: hostile, kind: hostile, why: hostile)
        let cells = lines([row])[1].split(separator: ",", omittingEmptySubsequences: false)
        #expect(cells[2] == "'" + hostile && cells[3] == "'" + hostile && cells[7] == "'" + hostile)
        let isRun = cells[9].first.map { "=+-@\t\r".contains($0) } ?? true
        #expect(!isRun)
    }

    @Test func `commas, quotes and line breaks stay in their cell`() {
        let row = ReleaseList.Row(path: "a,\"b\"\nc", kind: "hold", why: "x")
        #expect(lines([row])[1].hasPrefix(",,,\"a,\"\"b\"\"\nc\",,,,hold,"))
    }
}
