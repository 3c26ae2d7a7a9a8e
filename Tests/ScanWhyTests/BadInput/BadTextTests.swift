import Archives
import CaseModel
import ScanWhy
import TestSupport
import Testing

/// Logs and exports that are not what they should be.
@Suite struct BadTextTests {
    private static let start = LogLine.core("20:00:00.000", "core.network", "Before")
    private static let end = LogLine.core("20:09:00.000", "core.network", "After")

    @Test func `one line of twenty megabytes is cut at a limit, and the next lines are read`()
        throws
    {
        // Ten times less than the 200 MB of a wild case, with a limit that is ten times lower.
        var limits = Limits()
        limits.recordBytes = 100_000
        let line = LogLine.core("20:05:00.000", "core.network", "Long ")
        let head = Array((Self.start + "\n" + line).utf8)
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 20 << 20)
        let tail = Array(("\n" + Self.end + "\n").utf8)
        let packed = ArchiveWriter.gzip(head + body + tail)
        let bad = try BadCase("core.log.gz", packed, limits: limits)
        let entry = try #require(bad.inspection.entries.first)
        #expect(entry.sizeBytes == Int64(head.count + body.count + tail.count))
        #expect(bad.messages.count == 3)
        #expect(bad.messages.first == "Before" && bad.messages.last == "After")
        #expect(bad.messages[1].hasPrefix("Long xxx") && bad.messages[1].utf8.count <= 100_000)
        let note = try #require(bad.assessment.notes.first { $0.note.limit == "recordBytes" })
        #expect(note.note.kind == .limit && note.entry == entry.path)
        #expect(note.note.line == 2)
        #expect(bad.assessment.limitsReached.map(\.limit) == ["recordBytes"])
        #expect(!bad.isWhole(.coreLog))
    }

    @Test func `binary rubbish in a log costs its own lines alone`() throws {
        var state: UInt64 = 7
        let rubbish = (0..<4_096).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        let head = Array((Self.start + "\n").utf8)
        let tail = Array(("\n" + Self.end + "\n").utf8)
        let bad = try BadCase("core.log", head + [0x0A] + rubbish + tail)
        #expect(bad.messages.first?.hasPrefix("Before") == true)
        #expect(bad.messages.last == "After")
        let entry = try #require(bad.inspection.entries.first)
        #expect(entry.role == "core-log")
        #expect(bad.assessment.packages.first?.fromUS == 1_782_590_400_000_000)
        #expect(bad.assessment.packages.first?.toUS == 1_782_590_940_000_000)
    }

    @Test func `lines that no grammar fits lower what is understood, and coverage`() throws {
        let odd = (0..<5).map { "?? line \($0) of another program" }
        let lines = odd + BadCase.lines(20).map { $0.replacing("Line", with: "Old line") }
        var package = SmallPackage.core(BadCase.lines(40))
        package.add("log/core.log.1", lines)
        let bad = try BadCase("ometascan.zip", package.packed(as: .zip))
        let entry = try #require(bad.inspection.entries.first { $0.path == "log/core.log.1" })
        #expect(entry.unparsedLines == 5)
        #expect(try #require(bad.assessment.packages.first?.parsedShare) < 0.95)
        #expect(!bad.isWhole(.coreLog))
        #expect(bad.strictStatus == .notToBeTrusted)
    }

    @Test func `bytes that are not UTF-8 are read as Windows-1252, and the report is valid`()
        throws
    {
        let broken: [UInt8] = Array("'\u{E4}'".utf8) + [0xE4, 0xFF, 0xC3] + Array("'\n".utf8)
        let line = Array(LogLine.core("20:05:00.000", "core.network", "Name=").utf8)
        let head = Array((Self.start + "\n").utf8)
        let bad = try BadCase("core.log", head + line + broken + Array((Self.end + "\n").utf8))
        #expect(bad.messages.count == 3)
        #expect(bad.messages[1] == "Name='\u{E4}'\u{E4}\u{FF}\u{C3}'")
        #expect(bad.hasNote(.encoding, at: "core.log"), "\(bad.notes)")
        #expect(bad.messages[2] == "After")
        let report = Rendering(Rendering.Screen()).bytes(of: bad.assessment, as: .json)
        #expect(String(validating: report, as: UTF8.self) != nil)
    }

    @Test func `bytes that are not UTF-8 in a table get a note with their line`() throws {
        let table =
            Array("Data ID,File Name,Result\na1,Stra".utf8) + [0xDF]
            + Array("e.txt,Failed\na2,b.txt,Failed\n".utf8)
        let bad = try BadCase("history.csv", table)
        #expect(bad.hasNote(.encoding, at: "history.csv"), "\(bad.notes)")
        #expect(bad.subjects("failed-to-scan") == 2)
    }

    @Test func `a JSON history that is cut gives the elements before the cut`() throws {
        let entries = (0..<20).map { number in
            "{\"data_id\": \"\(LogLine.id("a").dropLast(2))\(10 + number)\", \"display_name\": "
                + "\"file-\(number).txt\", \"scan_results\": {\"scan_all_result_i\": 3, "
                + "\"scan_all_result_a\": \"Failed\", \"start_time\": "
                + "\"2026-06-27T20:00:\(10 + number).000Z\", \"total_time\": 200}}"
        }
        let whole = "[" + entries.joined(separator: ",\n") + "]"
        let cut = Array(whole.utf8.prefix(whole.utf8.count / 2))
        let bad = try BadCase("history.json", cut)
        #expect(bad.hasNote(.truncated, at: "history.json"), "\(bad.notes)")
        #expect((9...10).contains(bad.subjects("failed-to-scan")))
        #expect(!bad.isWhole(.coreHistory))
        #expect(bad.strictStatus == .notToBeTrusted)
    }

    @Test func `unknown columns are named, and a quoted newline breaks no row`() throws {
        let table = """
            Data ID,File Name,Result,Colour
            a1,"two
            lines.txt",Failed,red
            a2,b.txt,Failed,blue

            """
        let bad = try BadCase("history.csv", Array(table.utf8))
        #expect(bad.hasNote(.unknownColumn, at: "history.csv"), "\(bad.notes)")
        #expect(bad.assessment.notes.contains { $0.note.text.contains("Colour") })
        #expect(bad.subjects("failed-to-scan") == 2)
        #expect(bad.isWhole(.coreHistory))
    }
}

extension BadCase {
    /// How many subjects of this family want an explanation.
    func subjects(_ family: String) -> Int {
        assessment.summary.symptoms.first { $0.family == family }?.subjects ?? 0
    }
}
