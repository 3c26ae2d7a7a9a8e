import CaseModel
import Testing

@testable import Markup

struct MarkupReaderTests {
    private func read(_ bytes: [UInt8], blockBytes: Int = 7) throws -> (String, [Note]) {
        let reader = try #require(MarkupReader())
        var events: [MarkupEvent] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + blockBytes)
            events += reader.read(Array(bytes[start..<end]))
            start = end
        }
        events += reader.finish()
        return (events.map(Self.shown).joined(), reader.notes)
    }

    private static func shown(_ event: MarkupEvent) -> String {
        switch event {
        case .start(let name, let attributes, _):
            "<" + ([name] + attributes.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
                + ">"
        case .end(let name): "</\(name)>"
        case .text(let text): text
        }
    }

    @Test(arguments: [1, 2, 7, 1_000])
    func `elements, attributes and text come in order`(_ blockBytes: Int) throws {
        let xml =
            "<?xml version=\"1.0\"?><a xmlns='u' b='1 &amp; 2'>x&lt;<p:c xmlns:p='v'/>"
            + "<![CDATA[y<z]]></a>"
        let (text, notes) = try read(Array(xml.utf8), blockBytes: blockBytes)
        #expect(text == "<a b=1 & 2>x<<c></c>y<z</a>")
        #expect(notes.isEmpty)
    }

    @Test func `UTF-16 and Windows-1252 are read by what the document says`() throws {
        let xml = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>ä</a>"
        var utf16: [UInt8] = [0xFF, 0xFE]
        for unit in xml.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let (wide, _) = try read(utf16)
        #expect(wide == "<a>ä</a>")
        var latin = Array("<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>".utf8)
        latin += [0xE4, 0x80]
        latin += Array("</a>".utf8)
        let (narrow, _) = try read(latin)
        #expect(narrow == "<a>ä€</a>")
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;&c;</a>",
        "<!DOCTYPE a SYSTEM \"http://example.invalid/a.dtd\"><a>&x;</a>",
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY % p SYSTEM \"/etc/hostname\"> %p;]><a/>",
    ])
    func `a document type ends the reading with a note`(_ xml: String) throws {
        let (text, notes) = try read(Array(xml.utf8))
        #expect(text.isEmpty)
        #expect(notes.map(\.kind) == [.damaged])
    }

    @Test func `an entity that nobody declared is damage and not text`() throws {
        let (text, notes) = try read(Array("<a>x&y;z</a>".utf8))
        #expect(text.hasPrefix("<a>x"))
        #expect(!text.contains("z"))
        #expect(notes.count == 1)
    }

    @Test func `what stands before a cut is given`() throws {
        let (text, notes) = try read(Array("<a><b>one</b><b>tw".utf8))
        #expect(text.hasPrefix("<a><b>one</b><b>"))
        #expect(notes.count == 1)
    }

    @Test func `nesting has a bound`() throws {
        let deep = String(repeating: "<a>", count: 100_000)
        let (_, notes) = try read(Array(deep.utf8), blockBytes: 4_096)
        #expect(notes.count == 1)
    }

    @Test(arguments: 0..<40)
    func `garbage ends in a note or in nothing`(_ seed: Int) throws {
        var random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        var bytes = Array("<a b='c'>".utf8)
        for _ in 0..<300 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes.append(UInt8(truncatingIfNeeded: random >> 33))
        }
        let (text, notes) = try read(bytes)
        #expect(text.hasPrefix("<a b=c>") || !notes.isEmpty)
    }
}
