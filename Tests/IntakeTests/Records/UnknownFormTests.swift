import CaseModel
import Testing

@testable import Intake

/// Lines of a form that nobody knows, in the middle of a log.
@Suite struct UnknownFormTests {
    private static let unknown = """
        SELECT shape.text, count FROM shape
        WHERE level IS NULL AND component IS NULL AND msgid IS NULL ORDER BY shape.id
        """

    private static func read(_ lines: [String], blockBytes: Int = .max) throws -> LogProbe {
        try LogProbe(Array((lines.joined(separator: "\n") + "\n").utf8), blockBytes: blockBytes)
    }

    private static func known(_ count: Int) -> [String] {
        (0..<count).map { LogLine.core("Ready \($0)") }
    }

    @Test(arguments: [
        ("2026-06-27T20:00:00.%Z INFO core.workflow Up", "0-0-0T0:0:0.0Z INFO core.workflow Up"),
        ("INFO core.workflow Ready %", "INFO core.workflow Ready 0"),
        (#"{"level":"info","number":%}"#, #"{"…":"…","…":0}"#),
        ("core.workflow; Ready for number %", "core.workflow; Ready for number 0"),
    ])
    func `a log whose second half has another form is understood by half`(
        _ form: String,
        _ shape: String
    ) throws {
        let changed = (100..<300).map { form.replacing("%", with: "\($0)") }
        let probe = try Self.read(Self.known(200) + changed)
        #expect(probe.tally.lines == 400)
        #expect(probe.tally.unparsedLines == 200)
        let unknown = try probe.rows(Self.unknown)
        #expect(unknown.count == 1)
        let row = try #require(unknown.first)
        #expect(row.hasPrefix(shape + "|"))
        let count = try #require(row.split(separator: "|").last.flatMap { Int($0) })
        #expect((180...200).contains(count))
        // Each line can be found, be it alone or in the record before.
        let texts = try probe.texts()
        #expect(changed.allSatisfy { line in texts.contains { $0.contains(line) } })
    }

    @Test func `real continuations count as understood`() throws {
        let stack = [
            "java.lang.IllegalStateException: No session", "\tat a.B.c(B.java:7)",
            "Caused by: java.io.IOException: Broken pipe", "\t... 12 more",
            "Traceback (most recent call last):", #"  File "a.py", line 7, in run"#,
            "ValueError: no such thing at all", "#0  0x00007f0012345678 in raise ()",
            "#1  0x00007f0012345679 in abort ()", "SELECT id,", "       name", "FROM scans",
            "WHERE started > '2026-06-27 20:00:00'", "{", #"  "level": "info","#, #""time": "x""#,
            "}", #"{"level":"info","one":"object"}"#, "ERROR: relation scans does not exist",
            "LINE 1: SELECT id FROM scans", "", "The disk is full. Please make room on it.",
        ]
        let lines = (0..<30).flatMap { [LogLine.core("Crashed \($0)", level: "ERROR")] + stack }
        let probe = try Self.read(lines)
        #expect(probe.tally.lines == Int64(30 * (stack.count + 1)))
        #expect(probe.tally.records == 30)
        #expect(probe.tally.unparsedLines == 0)
    }

    @Test func `a stack of one frame again and again is still one record`() throws {
        let frames = (0..<150).map { "#\($0) 0x00007f00 in visit the node again ()" }
        let named = (0..<30).map { _ in "at Core.Tree.Visit the node again" }
        let probe = try Self.read([LogLine.core("Crashed")] + frames + named)
        #expect(probe.tally.records == 1)
        #expect(probe.tally.unparsedLines == 0)
    }

    @Test func `lines behind one of another form belong to it`() throws {
        let probe = try Self.read([
            LogLine.core("Before"), "2026-06-27T20:00:00Z ERROR Crashed", "  at frame 1",
            LogLine.core("After"), "  at frame 2",
        ])
        #expect(
            try probe.texts() == [
                "Before", "2026-06-27T20:00:00Z ERROR Crashed\n  at frame 1",
                "After\n  at frame 2",
            ]
        )
        #expect(probe.tally.unparsedLines == 2)
    }

    @Test func `what is of another form does not depend on the blocks`() throws {
        var lines: [String] = []
        for index in 0..<40 {
            lines += Self.known(1)
            lines += (0..<(index % 9)).map { "INFO several words \($0)" }
            lines += (0..<(index % 7 * 5)).map { "component; some words \($0)" }
            if index % 5 == 0 { lines.append("2026-06-27T20:00:00Z INFO New") }
            lines.append("  at frame")
        }
        let whole = try Self.read(lines)
        #expect(whole.tally.unparsedLines > 100)
        let everything = try whole.everything()
        for blockBytes in [1, 7, 60, 150, 999] {
            let probe = try Self.read(lines, blockBytes: blockBytes)
            #expect(try probe.everything() == everything, "blocks of \(blockBytes)")
            #expect(probe.tally.unparsedLines == whole.tally.unparsedLines)
        }
    }

    @Test func `parts of a record of PostgreSQL are no other form`() throws {
        let stamp = "2026-06-27 20:00:00.123 CEST [1240]"
        let text = [
            "\(stamp) ERROR:  duplicate key", "\(stamp) DETAIL:  Key (id)=(7) exists.",
            "\(stamp) STATEMENT:  INSERT INTO t", "VALUES (7)",
            "20:00:00 another form of a stamp", "2026-06-27 20:00:01 another log_line_prefix",
        ]
        try DocumentProbe.read(text.map { $0 + "\n" }.joined(), path: "pg.log") { probe in
            #expect(probe.recognition.format == "postgres log")
            #expect(probe.tally?.records == 2)
            #expect(probe.tally?.unparsedLines == 1)
        }
    }
}
