import CaseModel
import CaseStore
import Testing

@testable import Intake

@Suite struct PauseTableTests {
    private static let minute: Int64 = 60_000_000

    @Test func `one record has no pause`() {
        var table = PauseTable()
        #expect(table.medianUS == nil)
        #expect(table.previousUS == nil)
        table.add(timeUS: 5, record: 1, line: 1)
        #expect(table.medianUS == nil)
        #expect(table.previousUS == 5)
        #expect(table.firstRecord == 1)
        #expect(table.latestRecord == 1)
    }

    @Test(
        arguments: [
            ([1_000, 1_000, 1_000_000_000], 512), ([0, 0, 1_000], 0), ([1_024], 1_024),
            ([4, 1_000_000, 1_000_000], 524_288), ([3, 900], 2),
        ] as [([Int64], Int64)]
    )
    func `the median pause is told to a power of two`(_ pauses: [Int64], _ median: Int64) {
        var table = PauseTable()
        var time: Int64 = 0
        table.add(timeUS: time, record: 0, line: 1)
        for (index, pause) in pauses.enumerated() {
            time += pause
            table.add(timeUS: time, record: Int64(index + 1), line: 1)
        }
        #expect(table.medianUS == median)
    }

    @Test func `pauses of five minutes are kept with their records`() throws {
        var table = PauseTable()
        for (record, minutes) in [(1, 0), (2, 4), (3, 9), (4, 10), (5, 70)] as [(Int64, Int64)] {
            table.add(timeUS: minutes * Self.minute, record: record, line: 1)
        }
        #expect(table.long.map(\.before) == [2, 4])
        #expect(table.long.map(\.after) == [3, 5])
        #expect(table.long.first?.fromUS == 4 * Self.minute)
        #expect(table.long.first?.toUS == 9 * Self.minute)
    }

    @Test func `a clock that steps back is no pause`() {
        var table = PauseTable()
        table.add(timeUS: 100 * Self.minute, record: 1, line: 1)
        table.add(timeUS: 40 * Self.minute, record: 2, line: 1)
        #expect(table.medianUS == nil)
        #expect(table.long.isEmpty)
        #expect(table.firstUS == 40 * Self.minute)
        #expect(table.latestUS == 100 * Self.minute)
        #expect(table.latestRecord == 1)
    }
}

@Suite struct RollUpTests {
    @Test func `records are counted by minute and shape`() throws {
        let probe = try LogProbe(
            LogLine.core("Took 1 ms", at: "20:00:01"),
            LogLine.core("Took 22 ms", at: "20:00:59"),
            LogLine.core("Other", at: "20:00:59"),
            LogLine.core("Took 3 ms", at: "20:01:00")
        )
        #expect(
            try probe.rows(
                """
                SELECT minute - 29709840, text, minute.count FROM minute
                JOIN shape ON shape.id = shape_id ORDER BY minute, shape_id
                """
            ) == ["0|Took 0 ms|2", "0|Other|1", "1|Took 0 ms|1"]
        )
    }

    @Test func `a clock that steps back adds to the minute it was in`() throws {
        let probe = try LogProbe(
            LogLine.core("Took 1 ms", at: "20:00:01"),
            LogLine.core("Took 2 ms", at: "20:01:01"),
            LogLine.core("Took 3 ms", at: "20:00:30")
        )
        #expect(try probe.rows("SELECT count FROM minute ORDER BY minute") == ["2", "1"])
        let straight = try LogProbe(
            LogLine.core("Took 1 ms", at: "20:00:01"),
            LogLine.core("Took 3 ms", at: "20:00:30"),
            LogLine.core("Took 2 ms", at: "20:01:01")
        )
        let sums = "SELECT hash_sum FROM minute ORDER BY minute"
        #expect(try probe.rows(sums) == straight.rows(sums))
    }

    @Test func `equal records have equal sums and others do not`() throws {
        let sum = "SELECT hash_sum FROM minute"
        let one = try LogProbe(LogLine.core("Took 1 ms")).rows(sum)
        #expect(try LogProbe(LogLine.core("Took 1 ms")).rows(sum) == one)
        #expect(try LogProbe(LogLine.core("Took 2 ms")).rows(sum) != one)
    }

    @Test func `each shape finds its records again`() throws {
        let lines = (0..<700).map { number in
            // One shape in three comes rarely, so that differences of ids take two groups.
            LogLine.core(number % 300 == 7 ? "Rare" : number % 2 == 0 ? "Even" : "Odd \(number)")
        }
        let probe = try LogProbe(Array(lines.map { $0 + "\n" }.joined().utf8))
        #expect(
            try probe.rows("SELECT text, count FROM shape ORDER BY text")
                == ["Even|350", "Odd 0|347", "Rare|3"]
        )
        #expect(
            try probe.rows(
                """
                SELECT record_id FROM by_shape JOIN shape ON shape.id = shape_id
                WHERE text = 'Rare' ORDER BY record_id
                """
            ) == ["8", "308", "608"]
        )
        let odd = """
            SELECT count(*) FROM by_shape JOIN record ON record.id = record_id
            WHERE record.shape_id <> by_shape.shape_id
            """
        #expect(try probe.rows(odd) == ["0"])
        #expect(try probe.rows("SELECT count(*) FROM by_shape") == ["700"])
    }

    @Test func `a shape knows when it was seen first and last`() throws {
        let probe = try LogProbe(
            LogLine.core("A", at: "20:00:05"),
            LogLine.core("A", at: "20:00:02"),
            LogLine.core("A", at: "20:00:03"),
            "orphan"
        )
        #expect(
            try probe.rows("SELECT first_us % 60000000, last_us % 60000000 FROM shape")
                == ["2000000|5000000"]
        )
    }

    @Test func `shapes of one text differ by component, level and message id`() throws {
        let probe = try LogProbe(
            LogLine.core("A"),
            LogLine.core("A", level: "ERROR"),
            LogLine.core("A", msgid: 3),
            LogLine.core("A", component: "core.disk"),
            LogLine.core("A")
        )
        #expect(
            try probe.rows("SELECT level, component, msgid, count FROM shape ORDER BY id")
                == [
                    "2|core.workflow|-|2", "4|core.workflow|-|1", "2|core.workflow|3|1",
                    "2|core.disk|-|1",
                ]
        )
    }
}
