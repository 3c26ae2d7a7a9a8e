import CaseModel
import Testing

@testable import Intake

/// Logs into which several containers wrote at once.
@Suite struct LineWeaveTests {
    private static func read<Result>(
        _ lines: [String],
        blockBytes: Int = 61,
        _ body: (DocumentProbe) throws -> Result
    ) throws -> Result {
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        return try DocumentProbe.read(bytes, path: "pods.log", blockBytes: blockBytes, body)
    }

    private static let records = "SELECT line, message FROM record_row ORDER BY id"

    private static func head(_ text: String, _ second: Int) -> String {
        "[ERROR] 2026.06.27 20:00:0\(second).000: (core.x) \(text)"
    }

    @Test(arguments: ["[pod/md-%/core] ", "core-%  | "], [1, 61, 4_096])
    func `records of several lines are whole, line by line mixed`(
        _ prefix: String,
        _ blockBytes: Int
    ) throws {
        let (a, b) = (prefix.replacing("%", with: "a"), prefix.replacing("%", with: "b"))
        let lines = [
            a + Self.head("A1", 0), b + Self.head("B1", 1), a + "  at a1", b + "  at b1",
            a + "  at a2", b + Self.head("B2", 2), a + Self.head("A2", 3), b + "  at b2",
        ]
        try Self.read(lines, blockBytes: blockBytes) { probe in
            #expect(probe.recognition.format == "container log")
            let records = try probe.rows(Self.records)
            #expect(
                records == [
                    "1|A1\n  at a1\n  at a2", "2|B1\n  at b1", "6|B2\n  at b2", "7|A2",
                ]
            )
            let offsets = try probe.rows("SELECT byte_offset FROM record_row ORDER BY id")
            let starts = [0, 1, 5, 6].map { lines[..<$0].reduce(0) { $0 + $1.utf8.count + 1 } }
            #expect(offsets == starts.map(String.init))
            #expect(probe.tally?.lines == 8 && probe.tally?.unparsedLines == 0)
        }
    }

    @Test func `collectors that name the pod are told apart as well`() throws {
        func line(_ pod: String, _ text: String) -> String {
            #"{"log":"\#(text)\n","kubernetes":{"pod_name":"\#(pod)"}}"#
        }
        let lines = [
            line("a", Self.head("A1", 0)), line("b", Self.head("B1", 1)), line("a", "  at a1"),
            line("b", "  at b1"),
        ]
        try Self.read(lines) { probe in
            let records = try probe.rows(Self.records)
            #expect(records == ["1|A1\n  at a1", "2|B1\n  at b1"])
        }
    }

    @Test func `a silent container does not hold up the others`() throws {
        let lines =
            ["[pod/quiet/core] " + Self.head("Quiet", 0)]
            + (0..<1_000).map { "[pod/busy/core] " + Self.head("Busy \($0)", 1) }
            + ["[pod/quiet/core]   at last"]
        try Self.read(lines, blockBytes: 4_096) { probe in
            let count = try probe.rows("SELECT count(*) FROM record_row")
            #expect(count == ["1001"])
            let first = try probe.rows("SELECT message FROM record_row WHERE id = 1")
            #expect(first == ["Quiet"])
        }
        var weave = LineWeave(limitBytes: 1 << 20)
        var given = 0
        for index in 0..<1_000 {
            let stream: [UInt8] = index == 0 ? [0] : [1]
            let line = LineWeave.Line(text: [0x61], byteOffset: 0, line: 0)
            weave.take(line, of: stream, begins: true)
            given += weave.ready().count
        }
        #expect(given > 700)
        given += weave.ready(isAtEnd: true).count
        #expect(given == 1_000 && weave.isEmpty)
    }

    @Test func `what is held is bounded`() {
        var weave = LineWeave(limitBytes: 100)
        for index in 0..<50 {
            let text = [UInt8](repeating: 0x61, count: 30)
            weave.take(
                LineWeave.Line(text: text, byteOffset: 0, line: Int64(index)),
                of: [1],
                begins: index == 0
            )
            let given = weave.ready().count
            #expect(given == 0 || given == 4, "\(given) of \(index)")
        }
    }
}
