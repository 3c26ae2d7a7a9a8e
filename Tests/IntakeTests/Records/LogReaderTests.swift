import CaseModel
import Testing

@testable import Intake

@Suite struct LogReaderTests {
    @Test func `lines without a head continue the record before them`() throws {
        let probe = try LogProbe(
            LogLine.core("Crashed", level: "ERROR"),
            "  at frame 1",
            "",
            "  at frame 2",
            LogLine.core("Next")
        )
        #expect(try probe.texts() == ["Crashed\n  at frame 1\n\n  at frame 2", "Next"])
        #expect(try probe.rows("SELECT line FROM record ORDER BY id") == ["1", "5"])
        #expect(probe.tally.lines == 5)
        #expect(probe.tally.records == 2)
        #expect(probe.tally.unparsedLines == 0)
    }

    @Test func `lines before the first head are a record of their own without a time`() throws {
        let probe = try LogProbe("", "a banner", "of two lines", LogLine.core("First"))
        #expect(try probe.texts() == ["a banner\nof two lines", "First"])
        #expect(
            try probe.rows("SELECT line, level, time_us IS NULL FROM record ORDER BY id")
                == ["2|-|1", "4|2|0"]
        )
        #expect(probe.tally.unparsedLines == 2)
    }

    @Test func `a record stands where its first byte stands`() throws {
        let first = LogLine.core("Größe")
        let probe = try LogProbe(first, "more", LogLine.core("Second"))
        let second = first.utf8.count + 1 + 5
        #expect(
            try probe.rows("SELECT line, byte_offset FROM record ORDER BY id")
                == ["1|0", "3|\(second)"]
        )
    }

    @Test func `carriage returns are no part of a message`() throws {
        let text = LogLine.core("One", msgid: 7) + "\r\n" + LogLine.core("Two", msgid: 8) + "\r\n"
        let probe = try LogProbe(Array(text.utf8))
        #expect(try probe.texts() == ["One", "Two"])
        #expect(try probe.rows("SELECT msgid FROM record ORDER BY id") == ["7", "8"])
    }

    @Test func `a last line without a line break is read`() throws {
        let text = LogLine.core("One") + "\n" + LogLine.core("Two")
        #expect(try LogProbe(Array(text.utf8)).texts() == ["One", "Two"])
    }

    @Test(arguments: [1, 2, 3, 5, 200])
    func `a byte order mark is skipped however it is cut`(_ blockBytes: Int) throws {
        let bytes = [0xEF, 0xBB, 0xBF] + Array((LogLine.core("One") + "\n").utf8)
        let probe = try LogProbe(bytes, blockBytes: blockBytes)
        #expect(try probe.texts() == ["One"])
        #expect(try probe.rows("SELECT level, byte_offset FROM record") == ["2|3"])
    }

    @Test func `an empty log has no records`() throws {
        let probe = try LogProbe([])
        #expect(try probe.messages().isEmpty)
        #expect(probe.tally.lines == 0)
    }

    @Test func `blocks may end anywhere`() throws {
        let bytes = Self.mixed
        let whole = try LogProbe(bytes).everything()
        #expect(whole.count > 30)
        for size in 1...64 {
            let probe = try LogProbe(bytes, blockBytes: size)
            #expect(try probe.everything() == whole, "blocks of \(size)")
        }
    }

    @Test func `two blocks may be cut at every byte`() throws {
        let bytes = Array(Self.mixed.prefix(400))
        let whole = try LogProbe(bytes).everything()
        for cut in stride(from: 1, to: bytes.count, by: 3) {
            let probe = try LogProbe(bytes, blockBytes: cut)
            #expect(try probe.everything() == whole, "cut at \(cut)")
        }
    }

    @Test func `bytes that are no UTF-8 are kept`() throws {
        var bytes = Array(LogLine.core("name='").utf8)
        bytes += [0xFF, 0xC3, 0x28, 0x00, 0xE2, 0x82]
        bytes += Array("', b='1'\n".utf8)
        let message = Array(bytes.dropFirst(LogLine.core("").utf8.count).dropLast())
        #expect(try LogProbe(bytes).messages() == [message])
        #expect(try LogProbe(bytes, blockBytes: 9).messages() == [message])
    }

    @Test func `garbage in the middle loses no record around it`() throws {
        var bytes = Array((LogLine.core("Before") + "\n").utf8)
        bytes += (0..<600).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 256) }
        bytes += Array(("\n" + LogLine.core("After") + "\n").utf8)
        let probe = try LogProbe(bytes)
        let texts = try probe.texts()
        #expect(texts.count == 2)
        #expect(texts.first?.hasPrefix("Before\n") == true)
        #expect(texts.last == "After")
        #expect(try LogProbe(bytes, blockBytes: 50).messages() == probe.messages())
    }

    /// Records of every kind a product log has, with line breaks of both sorts.
    private static let mixed: [UInt8] = {
        let lines = [
            "a banner", LogLine.core("Service started", component: "core.service"),
            LogLine.scan("O'Brien.doc"), LogLine.scan("b.doc", at: "20:01:00.5", result: "Failed"),
            LogLine.core("Crashed, a='b'", level: "ERROR"), "  at frame 1", "", "\tat frame 2",
            LogLine.core("password='hunter2', user='x'", level: "WARNING"),
            LogLine.core("Größe 7", at: "20:02:00"),
            LogLine.core("Refused, err='File is empty.'", component: "core.network"),
        ]
        return Array((lines.joined(separator: "\n") + "\r\n" + LogLine.core("End") + "\r\n").utf8)
    }()
}
