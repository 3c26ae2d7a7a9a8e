import Testing

@testable import QuarantineServer

struct MarkupTests {
    @Test func `whatever is put between literals is text`() {
        let foreign = "<script>alert('x')</script> & \"quoted\""
        let html: HTML = "<p title=\"\(foreign)\">\(foreign)</p>"
        let safe =
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quoted&quot;"
        #expect(html.text == "<p title=\"\(safe)\">\(safe)</p>")
    }

    @Test func `what no page may hold becomes a sign for it`() {
        let html: HTML = "\("a\u{0}b\u{1B}c\u{85}d\te")"
        #expect(html.text == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\te")
    }

    @Test func `markup goes into markup as it is, and only where it is wanted`() {
        let item: HTML = "<b>\(1)</b>"
        let html: HTML = "\(if: true, item)\(if: false, item)\([item, item])"
        #expect(html.text == "<b>1</b><b>1</b><b>1</b>")
    }

    @Test(
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (1_023, "1023 bytes"), (1_024, "1 KiB"),
            (1_536, "1.5 KiB"), (5 << 20, "5 MiB"), (3 << 40, "3 TiB"),
        ] as [(Int64, String)]
    )
    func `sizes are written for people`(bytes: Int64, text: String) {
        #expect(Words.size(bytes) == text)
    }

    @Test(
        arguments: [
            (0, "0 s"), (800_000, "0.8 s"), (59_900_000, "59.9 s"), (125_000_000, "2 min 5 s"),
            (90_061_000_000, "1 d 1 h 1 min 1 s"),
        ] as [(Int64, String)]
    )
    func `spans are written for people`(us: Int64, text: String) {
        #expect(Words.span(us) == text)
    }

    @Test func `a name shows what would hide its end`() {
        #expect(Words.name("invoice\u{202E}fdp.exe") == "invoice\u{FFFD}fdp.exe")
        #expect(Words.name("a\nb\u{200B}c") == "a\u{FFFD}b\u{FFFD}c")
        #expect(Words.name("") == "(no name)")
        #expect(Words.name(String(repeating: "x", count: 400)).hasSuffix("x…"))
    }

    @Test func `a message travels as a word of ours and nothing else`() {
        for flash in [Flash.pinned(3), .deleted(1), .settingsSaved, .nothingSelected, .rateSet] {
            #expect(Flash(word: flash.word) == flash)
        }
        for word in ["", "pinned", "pinned.x", "pinned.-1", "owned", "pinned.1.2"] {
            #expect(Flash(word: word) == nil, "\(word)")
        }
        #expect(Flash.pinned(1).text == "1 item pinned.")
        #expect(Flash.pinned(2).text == "2 items pinned.")
    }
}
