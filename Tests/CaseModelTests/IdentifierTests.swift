import CaseModel
import Testing

@Suite struct IdentifierTests {
    @Test(arguments: [(32, 16), (40, 20), (64, 32)])
    func `hex of a known length is kept as half as many bytes`(_ digits: Int, _ bytes: Int) throws {
        let text = String(String(repeating: "0f", count: 32).prefix(digits))
        let id = try #require(Identifier(text: text))
        #expect(id.bytes == Array(repeating: 0x0F, count: bytes))
        #expect(id.text == text)
    }

    @Test func `capitals and small letters are one id`() {
        let small = Identifier(text: "0123456789abcdef0123456789abcdef")
        #expect(small != nil)
        #expect(Identifier(text: "0123456789ABCDEF0123456789ABCDEF") == small)
    }

    @Test(arguments: ["abc", "0123456789abcdef", String(repeating: "g", count: 32), "Ärger"])
    func `what is no hex of a known length is kept as its text`(_ text: String) throws {
        let id = try #require(Identifier(text: text))
        #expect(id.bytes == Array(text.utf8))
    }

    @Test(arguments: ["abc", "0123456789abcdef0", String(repeating: "g", count: 33), "Ärger"])
    func `a text of another length comes back as it was`(_ text: String) {
        #expect(Identifier(text: text)?.text == text)
    }

    @Test func `an empty text is no id`() {
        #expect(Identifier(text: "") == nil)
    }

    @Test func `bytes are written as lower-case hex`() {
        #expect(Identifier.hex(of: [0x00, 0x0A, 0xFF, 0x80]) == "000aff80")
        #expect(Identifier.hex(of: []) == "")
    }
}
