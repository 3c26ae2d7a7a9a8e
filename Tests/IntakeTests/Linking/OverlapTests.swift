import TestSupport
import Testing

@Suite struct OverlapTests {
    private typealias LogLine = TestSupport.LogLine

    /// Line `number` of a log that writes one every ten seconds, of two kinds.
    private static func line(_ number: Int) -> String {
        let (minute, second) = (number / 6, number % 6 * 10)
        let time = "20:\(minute < 10 ? "0" : "")\(minute):\(second == 0 ? "0" : "")\(second).000"
        return LogLine.core(
            time,
            "core.history",
            number.isMultiple(of: 3) ? "Cleaned, count='\(number)'" : "Kept, count='\(number)'"
        )
    }

    private static func lines(_ range: Range<Int>) -> [String] { range.map(line) }

    @Test(arguments: [(0..<40, 20..<60), (0..<60, 20..<40), (0..<30, 0..<31), (0..<33, 32..<60)])
    func `lines that two packages hold are counted once`(early: Range<Int>, late: Range<Int>)
        throws
    {
        let both = OverlappingCase(packages: [
            ["log/core.log": Self.lines(early)], ["log/core.log": Self.lines(late)],
        ])
        let found = try both.rows(
            OverlappingCase.counts,
            OverlappingCase.notes,
            OverlappingCase.broken
        )
        let all = max(early.upperBound, late.upperBound)
        #expect(found[0] == [Array(repeating: "\(all)", count: 5).joined(separator: "|")])
        let twice = early.clamped(to: late).count
        #expect(found[1].count == 1)
        #expect(found[1].first?.hasPrefix("\(twice) record") == true)
        #expect(found[1].first?.contains("stand in log/core.log of ometascan") == true)
        #expect(found[2].isEmpty)
    }

    @Test func `a minute that was cut by rotation is counted exactly`() throws {
        let both = OverlappingCase(packages: [
            ["log/core.log.1": Self.lines(0..<15), "log/core.log": Self.lines(15..<30)],
            ["log/core.log": Self.lines(9..<33)],
        ])
        let found = try both.rows(OverlappingCase.counts, OverlappingCase.broken)
        #expect(found == [["33|33|33|33|33"], []])
    }

    @Test func `a log beside its copy is counted once`() throws {
        let one = OverlappingCase(packages: [
            ["log/core.log": Self.lines(0..<20), "log/core.log.1": Self.lines(0..<20)]
        ])
        let found = try one.rows(OverlappingCase.counts, OverlappingCase.notes)
        #expect(found[0] == ["20|20|20|20|20"])
        #expect(
            found[1] == [
                "20 records of 4 minutes stand in log/core.log too; they are counted there"
            ]
        )
    }

    @Test func `logs that follow each other keep all of their lines`() throws {
        let one = OverlappingCase(packages: [
            ["log/core.log.1": Self.lines(0..<20), "log/core.log": Self.lines(20..<40)]
        ])
        let found = try one.rows(OverlappingCase.counts, OverlappingCase.notes)
        #expect(found == [["40|40|40|40|40"], []])
    }

    @Test func `a line that a log has twice stays two`() throws {
        let twice = [Self.line(1), Self.line(1), Self.line(2), Self.line(3)]
        let both = OverlappingCase(packages: [
            ["log/core.log": twice], ["log/core.log": twice + [Self.line(4)]],
        ])
        #expect(try both.rows(OverlappingCase.counts) == [["5|5|5|5|5"]])
    }

    @Test func `scans are one, and their text can be read`() throws {
        let scans = (0..<6).map {
            LogLine.finished(
                "20:00:0\($0).000",
                Character("\($0)"),
                "f\($0).doc",
                $0 == 2 ? "Failed" : "No Threat Detected"
            )
        }
        let both = OverlappingCase(packages: [
            ["log/core.log": Array(scans[0..<4])], ["log/core.log": Array(scans[2..<6])],
        ])
        let found = try both.rows(
            OverlappingCase.counts,
            "SELECT count(*), count(DISTINCT data_id) FROM scan",
            "SELECT count(*) FROM unclean_scan",
            "SELECT count(*) FROM record WHERE message LIKE '%fileName=''f_.doc''%'",
            "SELECT count(*) FROM symptom",
            OverlappingCase.broken
        )
        #expect(found == [["6|6|6|6|6"], ["6|6"], ["1"], ["6"], ["1"], []])
    }

    @Test func `nodes with the same access lines keep them`() throws {
        let access = (0..<9).map {
            #"10.0.0.1 - - [27/Jun/2026:20:0\#($0):00 +0200] "GET /readyz HTTP/1.1" 200 5 "-" "-""#
        }
        let nodes = OverlappingCase(packages: [
            ["log/core.log": Self.lines(0..<20), "log/nginx.log": access],
            [
                "log/core.log": (0..<20).map { "\(Self.line($0)), node='2'" },
                "log/nginx.log": access,
            ],
        ])
        let found = try nodes.rows(OverlappingCase.counts, OverlappingCase.notes)
        #expect(found == [["58|58|58|58|58"], []])
    }

    @Test func `a zone that only one of the packages tells holds for both`() throws {
        let access =
            #"10.0.0.1 - - [27/Jun/2026:20:00:00 +0200] "GET /readyz HTTP/1.1" 200 5 "-" "-""#
        let both = OverlappingCase(packages: [
            ["log/core.log": Self.lines(0..<20), "log/nginx.log": [access]],
            ["log/core.log": Self.lines(10..<30)],
        ])
        let found = try both.rows(
            "SELECT zone, count(*) FROM clock GROUP BY 1",
            "SELECT min(time_us) / 1000000 % 86400, max(time_us) / 1000000 % 86400 FROM record",
            "SELECT count(*) FROM note WHERE text LIKE 'nothing in this package tells%'",
            "SELECT count(*) FROM note WHERE text LIKE 'its time zone is that of%'"
        )
        #expect(found[0] == ["+02:00|2"])
        // From 18:00:00 to 18:04:50 in UTC.
        #expect(found[1] == ["64800|65090"])
        #expect(found[2] == ["0"])
        #expect(found[3] == ["1"])
    }
}
