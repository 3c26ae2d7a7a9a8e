import CaseModel
import Testing

@testable import Intake

@Suite struct LogLimitTests {
    private static var small: Limits {
        var limits = Limits()
        limits.recordBytes = 100
        return limits
    }

    private static let note = "limit|recordBytes"
    private static let notes = "SELECT kind, limit_name FROM note"

    @Test(arguments: [1, 7, 60, 150, 10_000])
    func `a record over the limit is cut and the next one is whole`(_ blockBytes: Int) throws {
        let probe = try LogProbe(
            LogLine.core("Small"),
            LogLine.core(String(repeating: "x", count: 900), msgid: 5),
            "its second line",
            LogLine.core("Next"),
            blockBytes: blockBytes,
            limits: Self.small
        )
        let texts = try probe.texts()
        try #require(texts.count == 3)
        #expect(texts[0] == "Small")
        #expect(texts[1].count == 100 - LogLine.core("").count)
        #expect(texts[1].allSatisfy { $0 == "x" })
        #expect(texts[2] == "Next")
        #expect(try probe.rows(Self.notes) == [Self.note])
        #expect(
            try probe.rows("SELECT line, level FROM record ORDER BY id") == ["1|2", "2|2", "4|2"]
        )
        #expect(probe.tally.lines == 4)
    }

    @Test(arguments: [1, 7, 60, 150, 10_000])
    func `many short lines over the limit are cut as well`(_ blockBytes: Int) throws {
        let lines = [LogLine.core("Crashed")] + (1...60).map { "  at frame \($0)" }
        let text = (lines + [LogLine.core("Next")]).map { $0 + "\n" }.joined()
        let probe = try LogProbe(
            Array(text.utf8),
            blockBytes: blockBytes,
            limits: Self.small
        )
        let texts = try probe.texts()
        try #require(texts.count == 2)
        #expect(texts[0].hasPrefix("Crashed\n  at frame 1\n"))
        #expect(texts[0].utf8.count <= 100)
        #expect(texts[1] == "Next")
        #expect(try probe.rows(Self.notes) == [Self.note])
        #expect(try probe.rows("SELECT line FROM record ORDER BY id") == ["1", "62"])
        #expect(probe.tally.lines == 62)
    }

    @Test(arguments: [1, 7, 60, 150, 100_000])
    func `a log of one huge line is one cut record`(_ blockBytes: Int) throws {
        let probe = try LogProbe(
            Array(repeating: 0x79, count: 20_000),
            blockBytes: blockBytes,
            limits: Self.small
        )
        #expect(try probe.messages() == [Array(repeating: 0x79, count: 100)])
        #expect(try probe.rows(Self.notes) == [Self.note])
        #expect(probe.tally.lines == 1)
        #expect(probe.tally.unparsedLines == 1)
    }

    @Test func `a record of just the limit is not cut`() throws {
        let fill = 100 - LogLine.core("").count
        for (count, isCut) in [(fill, false), (fill + 1, true)] {
            for blockBytes in [1, 33, 1_000] {
                let line = LogLine.core(String(repeating: "x", count: count))
                let probe = try LogProbe(
                    Array((line + "\r\n").utf8),
                    blockBytes: blockBytes,
                    limits: Self.small
                )
                #expect(try probe.texts().map(\.count) == [fill])
                #expect(try probe.rows(Self.notes).isEmpty != isCut)
            }
        }
    }

    @Test func `what is cut does not depend on the blocks`() throws {
        var text = ""
        for index in 0..<30 {
            text += LogLine.core(String(repeating: "word ", count: index * 5 % 43)) + "\n"
            for line in 0..<(index % 4) {
                text += String(repeating: "\(line)", count: index * 9) + "\n"
            }
        }
        let bytes = Array(text.utf8)
        let whole = try LogProbe(bytes, limits: Self.small)
        let everything = try whole.everything()
        #expect(everything.count { $0.hasPrefix("note:") } > 5)
        for blockBytes in [1, 2, 3, 17, 99, 100, 101, 102, 250, 999] {
            let probe = try LogProbe(bytes, blockBytes: blockBytes, limits: Self.small)
            #expect(try probe.everything() == everything, "blocks of \(blockBytes)")
            #expect(probe.tally.lines == whole.tally.lines)
            #expect(probe.tally.unparsedLines == whole.tally.unparsedLines)
        }
    }

    @Test func `continuation lines over their bound count as not understood`() throws {
        var limits = Limits()
        limits.continuationLines = 2
        let probe = try LogProbe(LogLine.core("One"), "a", "b", "c", "d", limits: limits)
        #expect(probe.tally.unparsedLines == 2)
        #expect(probe.tally.lines == 5)
    }

    @Test func `shapes over their bound share one and are still extracted`() throws {
        var limits = Limits()
        limits.shapes = 2
        let probe = try LogProbe(
            LogLine.core("One"),
            LogLine.core("Two"),
            LogLine.core("Three"),
            LogLine.core("Four"),
            LogLine.scan("late.doc"),
            LogLine.scan("later.doc"),
            limits: limits
        )
        #expect(
            try probe.rows("SELECT text, count FROM shape ORDER BY id")
                == ["One|1", "Two|1", "(other)|2", "(other)|2"]
        )
        #expect(
            try probe.rows("SELECT file_name FROM scan ORDER BY id") == ["late.doc", "later.doc"]
        )
        #expect(try probe.rows(Self.notes) == ["limit|shapes"])
    }

    @Test func `phrases over their bound leave the text with the record`() throws {
        var limits = Limits()
        limits.phraseBytes = 10
        let probe = try LogProbe(LogLine.scan("a.doc"), limits: limits)
        #expect(try probe.texts() == [LogLine.scanMessage("a.doc")])
        #expect(try probe.rows("SELECT file_name, result_code FROM scan") == ["a.doc|0"])
    }
}
