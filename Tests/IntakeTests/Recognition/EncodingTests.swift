import CaseModel
import Testing

@testable import Intake

struct EncodingTests {
    private static let line =
        "[WARNING] 2026.06.27 20:00:00.000: (core.workflow) Not read, fileName='Übung 5€.pdf'"

    private static func windows1252(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8(truncatingIfNeeded: $0.value) }
    }

    @Test(arguments: [1, 7, 4_096])
    func `bytes that are no UTF-8 are read as Windows-1252, with one note`(_ blockBytes: Int)
        throws
    {
        let utf8 = Array((Self.line + "\n").utf8)
        let bytes = utf8 + Self.windows1252(Self.line + "\n" + Self.line + "\n")
        try DocumentProbe.read(bytes, path: "a.log", blockBytes: blockBytes) { probe in
            let messages = try probe.rows("SELECT message FROM record_row ORDER BY id")
            #expect(messages == Array(repeating: "Not read, fileName='Übung 5€.pdf'", count: 3))
            let notes = try probe.rows("SELECT kind, byte_offset, text FROM note")
            let first = try #require(bytes[utf8.count...].firstIndex { $0 >= 0x80 })
            let text = "4 bytes are no UTF-8; they were read as Windows-1252"
            #expect(notes == ["encoding|\(first)|\(text)"])
            // Offsets are those of the bytes that were given.
            let length = bytes.count - utf8.count
            let offsets = try probe.rows("SELECT byte_offset, line FROM record_row ORDER BY id")
            #expect(
                offsets == ["0|1", "\(utf8.count)|2", "\(utf8.count + length / 2)|3"]
            )
        }
    }

    @Test(arguments: [false, true])
    func `offsets in UTF-16 point to the entry's own bytes`(_ isMarked: Bool) throws {
        let text = Self.line + "\n" + Self.line + " 😀\n" + Self.line + "\n"
        let units = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let bytes = (isMarked ? [0xFF, 0xFE] : []) + units
        try DocumentProbe.read(bytes, path: "a.log", blockBytes: 33) { probe in
            let offsets = try probe.rows("SELECT byte_offset FROM record_row ORDER BY id")
            let start = isMarked ? 2 : 0
            let first = Self.line.utf16.count * 2 + 2
            #expect(
                offsets == [0, first, first * 2 + 6].map { "\($0 + start)" }
            )
            #expect(try probe.notes().isEmpty)
            #expect(probe.recognition.why.hasSuffix("it is UTF-16"))
        }
    }

    @Test func `a character that is cut at the end of an entry is no other encoding`() throws {
        let bytes = Array(Self.line.utf8) + [0xC3]
        try DocumentProbe.read(bytes, path: "a.log", blockBytes: 5) { probe in
            let notes = try probe.notes()
            #expect(notes.isEmpty)
            let count = try probe.rows("SELECT count(*) FROM record_row")
            #expect(count == ["1"])
        }
    }

    @Test func `every byte has a character, and none is lost`() {
        var decoder = LegacyDecoder()
        let decoded = decoder.read(Array(0x80...0xFF)).text + decoder.finish()
        let text = String(decoding: decoded, as: UTF8.self)
        #expect(text.unicodeScalars.count == 128)
        #expect(Set(text.unicodeScalars).count == 128)
        #expect(decoder.count == 128)
    }
}
