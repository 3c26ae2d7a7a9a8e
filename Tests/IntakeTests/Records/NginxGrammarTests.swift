import Testing

@testable import Intake

@Suite struct NginxGrammarTests {
    private struct Access: Equatable {
        var method: String
        var path: String
        var status: Int
        var bytes: Int64
        var milliseconds: Int64
    }

    private static let plain =
        #"10.0.0.5 - - [27/Jun/2026:22:00:01 +0200] "POST /file?a=1 HTTP/1.1" 200 98 "-" "agent""#

    @Test func `an access line without a duration is read`() {
        let none = RecordHead.noTime
        #expect(
            access(Self.plain)
                == Access(
                    method: "POST",
                    path: "/file?a=1",
                    status: 200,
                    bytes: 98,
                    milliseconds: none
                )
        )
    }

    @Test(arguments: [("0.245", 245), ("12", 12_000), ("3.5", 3_500), ("0.0004", 0)])
    func `a duration at the end is read`(_ text: String, _ milliseconds: Int64) {
        #expect(access("\(Self.plain) \(text)")?.milliseconds == milliseconds)
    }

    @Test(arguments: ["1..5", "0.2.3", "0.1x"])
    func `a damaged duration gives no wild number`(_ text: String) {
        let milliseconds = access("\(Self.plain) \(text)")?.milliseconds ?? -1
        #expect(milliseconds == RecordHead.noTime || (0...2_000).contains(milliseconds))
    }

    @Test func `the stamp carries its zone and is UTC`() {
        var grammar = NginxGrammar()
        #expect(LineProbe(Self.plain, &grammar)?.seconds == 1)
        #expect(grammar.zoneSeconds == 7_200)
    }

    @Test func `a second with another zone is not taken from the one before`() {
        var grammar = NginxGrammar()
        #expect(LineProbe(Self.plain, &grammar)?.seconds == 1)
        let other = Self.plain.replacing("+0200", with: "+0100")
        #expect(LineProbe(other, &grammar)?.seconds == 3_601)
        #expect(grammar.zoneSeconds == 3_600)
    }

    @Test func `an address of version six is read`() {
        let line = Self.plain.replacing("10.0.0.5", with: "2001:db8::1f")
        #expect(access(line)?.path == "/file?a=1")
    }

    @Test func `escaped quotes in the request and the agent stay inside`() {
        let line = Self.plain.replacing("/file?a=1", with: #"/a\x22b"#)
            .replacing("agent", with: #"\x22odd\x22"#)
        #expect(access(line)?.path == #"/a\x22b"#)
        #expect(access(line)?.status == 200)
    }

    @Test func `a request that nginx could not read has no path`() {
        let line = Self.plain.replacing("POST /file?a=1 HTTP/1.1", with: #"\x16\x03\x01"#)
        #expect(access(line)?.method == #"\x16\x03\x01"#)
        #expect(access(line)?.path == "")
    }

    @Test func `a missing size is no size`() {
        #expect(access(Self.plain.replacing(" 98 ", with: " - "))?.bytes == RecordHead.noTime)
    }

    @Test(arguments: [
        ("debug", 1), ("info", 2), ("notice", 2), ("warn", 3), ("error", 4), ("crit", 5),
        ("alert", 5), ("emerg", 5),
    ])
    func `an error line is read with its level`(_ word: String, _ level: Int) {
        var grammar = NginxGrammar()
        let probe = LineProbe("2026/06/27 20:00:05 [\(word)] 7#9: *3 upstream timed out", &grammar)
        #expect(probe?.level == level)
        #expect(probe?.seconds == 5)
        #expect(probe?.message == "7#9: *3 upstream timed out")
    }

    @Test func `an error line takes the zone of the access lines before it`() {
        var grammar = NginxGrammar()
        #expect(LineProbe(Self.plain, &grammar) != nil)
        let probe = LineProbe("2026/06/27 22:00:05 [error] 7#9: upstream timed out", &grammar)
        #expect(probe?.seconds == 5)
    }

    @Test(arguments: [
        "", "words", "10.0.0.5 - - [27/Jun/2026:22:00:01]", "2026/06/27 20:00:05 error words here",
        #"10.0.0.5 - - [27/Xxx/2026:22:00:01 +0200] "GET / HTTP/1.1" 200 9 "-" "agent""#,
        #"10.0.0.5 - - [27/Jun/2026:22:00:01 +0200] "GET / HTTP/1.1" abc 9 "-" "agent""#,
        #"10.0.0.5 - - [27/Jun/2026:22:00:01 +0200] "GET / HTTP/1.1 and no end of it at all"#,
    ])
    func `another line begins no record`(_ line: String) {
        var grammar = NginxGrammar()
        #expect(LineProbe(line, &grammar) == nil)
    }

    @Test func `no prefix of a line reads past its end`() {
        var read = 0
        for line in [Self.plain + " 0.245", "2026/06/27 20:00:05 [error] 7#9: words"] {
            for length in 0...line.utf8.count {
                var grammar = NginxGrammar()
                if LineProbe(String(line.prefix(length)), &grammar) != nil { read += 1 }
            }
        }
        #expect(read > 20)
    }

    private func access(_ line: String) -> Access? {
        var grammar = NginxGrammar()
        return withText(line) { text -> Access? in
            guard let found = grammar.head(of: text)?.access else { return nil }
            return Access(
                method: text.string(found.methodStart, found.methodEnd),
                path: text.string(found.pathStart, found.pathEnd),
                status: found.status,
                bytes: found.answerBytes,
                milliseconds: found.durationMS
            )
        }
    }
}
