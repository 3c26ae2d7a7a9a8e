import Testing

@testable import Intake

@Suite struct ProductLogGrammarTests {
    private static let stamp = "2026.06.27 20:00:01.250"

    @Test func `a whole line is read to its message id`() {
        let line = "[INFO] \(Self.stamp): (core.workflow) Processing finished, a='b' [msgid: 82]"
        #expect(
            LineProbe(line)
                == LineProbe(
                    level: 2,
                    seconds: 1.25,
                    component: "core.workflow",
                    msgid: 82,
                    message: "Processing finished, a='b'"
                )
        )
    }

    @Test(arguments: [
        ("DUMP", 0), ("DEBUG", 1), ("INFO", 2), ("INFO   ", 2), ("WARNING", 3), ("WARN ", 3),
        ("ERROR  ", 4), ("CRITICAL", 5), ("FATAL", 5), ("Extended INFO", 2),
    ])
    func `a level is read with and without padding`(_ word: String, _ level: Int) {
        #expect(LineProbe("[\(word)] \(Self.stamp): (a.b) words")?.level == level)
    }

    @Test(arguments: ["NOTE", "info", "INFORM", "IN FO", "", "INFO1", "Extended DUMP"])
    func `a word that is no level begins no record`(_ word: String) {
        #expect(LineProbe("[\(word)] \(Self.stamp): (a.b) some words here") == nil)
    }

    @Test(arguments: ["[msgid: 82]", "[msgid: 82", "[msgid:82]", "[msgid: 82]   "])
    func `a message id is read with and without its last bracket`(_ id: String) {
        let probe = LineProbe("[INFO] \(Self.stamp): (a.b) words \(id)")
        #expect(probe?.msgid == 82)
        #expect(probe?.message == "words")
    }

    @Test(arguments: [
        "words name='[msgid: 5]' more", "words [msgid: ]", "words msgid: 5]", "words 5]",
        "words [msgid: 5] [x]",
    ])
    func `what only looks like a message id stays in the message`(_ message: String) {
        let probe = LineProbe("[INFO] \(Self.stamp): (a.b) \(message)")
        #expect(probe?.msgid == -1)
        #expect(probe?.message == message)
    }

    @Test func `the message id at the end counts, not the one in a value`() {
        let probe = LineProbe("[INFO] \(Self.stamp): (a.b) name='[msgid: 5]' [msgid: 7]")
        #expect(probe?.msgid == 7)
        #expect(probe?.message == "name='[msgid: 5]'")
    }

    @Test func `the colon after the stamp may be missing`() {
        let probe = LineProbe("[ERROR] \(Self.stamp) (core.disk) Out of space")
        #expect(probe?.component == "core.disk")
        #expect(probe?.message == "Out of space")
        #expect(probe?.seconds == 1.25)
    }

    @Test(arguments: [
        ("20:00:01", 1.0), ("20:00:01.5", 1.5), ("20:00:01.123456", 1.123456),
        ("20:00:01.123456789", 1.123456), ("20:00:60", 60),
    ])
    func `a fraction may have any length`(_ clock: String, _ seconds: Double) {
        let probe = LineProbe("[INFO] 2026.06.27 \(clock): (a.b) words")
        #expect(probe?.seconds == seconds)
        #expect(probe?.message == "words")
    }

    @Test(arguments: [
        "2026.13.01 20:00:00", "2026.00.01 20:00:00", "2026.06.00 20:00:00",
        "2026.06.32 20:00:00", "2026.02.30 20:00:00", "2026.06.27 24:00:00",
        "2026.06.27 20:60:00", "2026.06.27 20:00:61", "2026-06-27 20:00:00", "2026.06.27",
        "20x6.06.27 20:00:00", "2026.06.27 2a:00:00",
    ])
    func `a date that cannot be begins no record`(_ stamp: String) {
        #expect(LineProbe("[INFO] \(stamp).000: (a.b) words and more words") == nil)
    }

    @Test func `a leap day is read in a leap year alone`() {
        #expect(LineProbe("[INFO] 2028.02.29 00:00:00: (a.b) words") != nil)
        #expect(LineProbe("[INFO] 2026.02.29 00:00:00: (a.b) words") == nil)
    }

    @Test func `a bad date is not taken for the good one before it`() {
        var grammar = ProductLogGrammar()
        #expect(LineProbe("[INFO] 2026.06.27 20:00:00: (a.b) words", &grammar) != nil)
        #expect(LineProbe("[INFO] 2026.06.1V 20:00:00: (a.b) words", &grammar) == nil)
        let next = LineProbe("[INFO] 2026.06.28 20:00:00: (a.b) words", &grammar)
        #expect(next?.seconds == 86_400)
    }

    @Test func `a line without a component is all message`() {
        let probe = LineProbe("[INFO] \(Self.stamp): Processing finished")
        #expect(probe?.component == "")
        #expect(probe?.message == "Processing finished")
    }

    @Test func `a line that ends after its stamp has an empty message`() {
        let probe = LineProbe("[INFO] 2026.06.27 20:00:00.000:")
        #expect(probe?.message == "")
        #expect(probe?.msgid == -1)
    }

    @Test(arguments: ["", "words", "    at frame 1", "[INFO]", "[INFO] and no stamp at all"])
    func `another line begins no record`(_ line: String) {
        #expect(LineProbe(line) == nil)
    }

    @Test func `no prefix of a line reads past its end`() {
        let line = "[INFO   ] \(Self.stamp): (core.workflow) Finished, a='b' [msgid: 82]"
        var read = 0
        for length in 0...line.utf8.count where LineProbe(String(line.prefix(length))) != nil {
            read += 1
        }
        #expect(read > 30)
    }
}
