import CaseModel
import Foundation
import Testing

@testable import Intake

/// Scan records keep no text of their own: the view puts it together from their parts.
@Suite struct RecordTextTests {
    @Test(arguments: [
        "a.doc", "O'Brien's.doc", "a, b='c'.doc", "[msgid: 1].doc", "", "Größe 日本.pdf",
        "', x='y", "a\\b\"c.doc", "x', sha256sum='y",
    ])
    func `the message of a scan is that of its line, byte for byte`(_ name: String) throws {
        let probe = try LogProbe(
            LogLine.scan(name),
            LogLine.scan(name, result: "Infected", threat: "Eicar's test")
        )
        let first = Array(LogLine.scanMessage(name).utf8)
        let second = LogLine.scanMessage(name, result: "Infected", threat: "Eicar's test")
        #expect(try probe.messages() == [first, Array(second.utf8)])
    }

    @Test func `the text of an ordinary scan is stored in parts`() throws {
        let probe = try LogProbe(
            LogLine.scan("a.doc"),
            LogLine.scan("b.doc", id: String(repeating: "b", count: 32))
        )
        #expect(try probe.rows("SELECT count(message) FROM record_row") == ["0"])
        #expect(try probe.rows("SELECT count(*) FROM phrase_row") == ["3"])
        #expect(try probe.rows("SELECT count(*) FROM scan_detail_row") == ["1"])
    }

    @Test(arguments: ["fileName='", "rule='", "threatName='"])
    func `a scan with bytes that are no UTF-8 keeps them`(_ key: String) throws {
        var bytes = Array(LogLine.core("").utf8)
        let words = LogLine.scanMessage("a.doc").replacing("blocked='", with: "rule='', blocked='")
            .replacing("fileName='", with: "rule='', fileName='")
        let place = try #require(words.firstRange(of: key)).upperBound
        var message = Array(words[..<place].utf8)
        message += [0xFF, 0xE9, 0x41]
        message += Array(words[place...].utf8)
        bytes += message + [0x0A]
        let probe = try LogProbe(bytes)
        #expect(try probe.messages() == [message])
        #expect(try probe.rows("SELECT result_code, data_id_text FROM scan") == ["0|\(LogLine.id)"])
    }

    @Test func `a file name with a NUL keeps it`() throws {
        let probe = try LogProbe(LogLine.scan("a\0b.doc"))
        #expect(try probe.texts() == [LogLine.scanMessage("a\0b.doc")])
    }

    @Test func `ids in capitals keep their spelling`() throws {
        let message = LogLine.scanMessage("a.doc", id: LogLine.id.uppercased())
        let probe = try LogProbe(LogLine.core(message, msgid: 82))
        #expect(try probe.texts() == [message])
        #expect(try probe.rows("SELECT data_id_text FROM scan") == [LogLine.id])
    }

    @Test func `messages of other records are kept as they are`() throws {
        let words = ["Ünïcode 'a' \"b\" \t tab", "a='1', b=''", "trailing blanks   ", "x"]
        let probe = try LogProbe(
            LogLine.core(words[0]),
            LogLine.core(words[1]),
            LogLine.core(words[2]),
            LogLine.core(words[3], msgid: 4)
        )
        #expect(try probe.texts() == words)
    }
}

@Suite struct SecretTests {
    private static let secret = "hunter2hunter2"

    private static let lines = [
        LogLine.core("Login, password='\(secret)', user='x'", level: "WARNING"),
        LogLine.core("Sent apikey: \(secret)"), "  Authorization: Bearer \(secret)",
        LogLine.core("Failed, err='File is empty.', token='\(secret)'", component: "core.network"),
        LogLine.scan("a.doc").replacing("source=", with: "apikey='\(secret)', source="),
        #"{"password": "\#(secret)"}"#,
    ]

    @Test(arguments: [1, 13, 100_000])
    func `no secret is anywhere in the case file`(_ blockBytes: Int) throws {
        let text = "apikey=\(Self.secret)\n" + Self.lines.map { $0 + "\n" }.joined()
        let probe = try LogProbe(Array(text.utf8), blockBytes: blockBytes)
        let bytes = try probe.fileBytes()
        #expect(bytes.firstRange(of: Data(Self.secret.utf8)) == nil)
        #expect(bytes.firstRange(of: Data("secret#1".utf8)) != nil)
        #expect(try probe.texts().count == 5)
    }

    @Test func `no secret of an access log is in the case file`() throws {
        let probe = try LogProbe(
            #"10.0.0.5 - - [27/Jun/2026:22:00:01 +0200] "GET /a?apikey=\#(Self.secret) HTTP/1.1" "#
                + #"200 98 "-" "agent" 0.1"#,
            kind: .nginx
        )
        #expect(try probe.fileBytes().firstRange(of: Data(Self.secret.utf8)) == nil)
        #expect(
            try probe.rows("SELECT path, status, duration_ms FROM http_request")
                == ["/a?apikey=secret#1|200|100"]
        )
    }

    @Test func `what stands around a secret stays`() throws {
        let probe = try LogProbe(
            LogLine.core("Login, password='\(Self.secret)', user='x'", level: "ERROR", msgid: 9),
            LogLine.core("After")
        )
        #expect(try probe.texts() == ["Login, password='secret#1', user='x'", "After"])
        #expect(
            try probe.rows("SELECT key, value FROM field ORDER BY position")
                == ["password|secret#1", "user|x"]
        )
        #expect(try probe.rows("SELECT msgid, level FROM record ORDER BY id") == ["9|4", "-|2"])
    }

    @Test func `a record of several lines keeps its message id beside a secret`() throws {
        let text =
            LogLine.core("Login, password='\(Self.secret)'", msgid: 9) + "\r\nmore\r\n"
        let probe = try LogProbe(Array(text.utf8))
        #expect(try probe.rows("SELECT msgid FROM record") == ["9"])
    }

    @Test func `a secret of a record that is cut is not stored either`() throws {
        var limits = Limits()
        limits.recordBytes = 120
        let line = LogLine.core(
            "Login, password='\(Self.secret)', x='\(String(repeating: "x", count: 500))'"
        )
        for blockBytes in [10, 10_000] {
            let probe = try LogProbe(
                Array((line + "\n").utf8),
                blockBytes: blockBytes,
                limits: limits
            )
            #expect(try probe.fileBytes().firstRange(of: Data(Self.secret.utf8)) == nil)
            #expect(try probe.texts().first?.hasPrefix("Login, password='secret#1', x='x") == true)
        }
    }
}
