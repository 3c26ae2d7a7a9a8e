import Testing

@testable import QuarantineServer

/// Files in forms, as browsers, curl and the vendor's SDK send them.
struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=B"

    private func form(_ text: String, type: String = Self.type) -> MultipartForm? {
        MultipartForm(contentType: type, body: Array(text.utf8))
    }

    private static func part(_ head: String, _ content: String) -> String {
        "--B\r\nContent-Disposition: form-data; \(head)\r\n\r\n\(content)\r\n"
    }

    @Test func `a form with a file gives both`() throws {
        let text =
            Self.part("name=\"csrf\"", "t")
            + "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a;b %22.txt\"\r\n"
            + "Content-Type: text/plain\r\n\r\none\r\n\r\n--\r\n-B\r\ntwo\r\n--B--\r\n"
        let found = try #require(form(text))
        #expect(found.fields?["csrf"] == "t")
        #expect(found.fields?["f"] == nil)
        let file = try #require(found.file)
        #expect(file.fileName == "a;b \".txt")
        // What only resembles a mark inside of the file is not the end of a part.
        #expect(String(decoding: file.content, as: UTF8.self) == "one\r\n\r\n--\r\n-B\r\ntwo")
    }

    @Test func `a field of the name file needs no name of its own, and may be empty`() throws {
        let found = try #require(
            form(
                "--X-1\r\ncontent-disposition: form-data; name=file\r\n\r\n\r\n--X-1--",
                type: "Multipart/Form-Data; boundary=\"X-1\""
            )
        )
        let file = try #require(found.file)
        #expect(file.fileName == nil)
        #expect(file.content.isEmpty)
    }

    @Test func `a field that nobody chose a file for is none`() throws {
        let found = try #require(form(Self.part("name=\"f\"; filename=\"\"", "") + "--B--"))
        #expect(found.file == nil)
        #expect(found.fields?["f"] == "")
    }

    @Test func `a field is not longer than a form of ours`() throws {
        let long = String(repeating: "x", count: FormFields.maxBytes + 1)
        let field = try #require(form(Self.part("name=\"file\"", long) + "--B--"))
        #expect(field.fields == nil)
        #expect(field.file?.content.count == long.utf8.count)
    }

    @Test(arguments: [
        "", "--", "--B", "--B\r\n", "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        "--B\r\nno head\r\n--B--", "--B\r\n\r\n\r\nx\r\n--B--",
        "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--", "--C\r\n\r\n--C--",
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"",
    ])
    func `what is cut or no form gives none`(text: String) {
        #expect(form(text) == nil)
    }

    @Test func `cut anywhere, a form is read or refused, and never wrongly`() {
        let bytes = Array((Self.part("name=\"file\"", "abc") + "--B--\r\n").utf8)
        var read = 0
        for length in 0...bytes.count {
            let cut = MultipartForm(contentType: Self.type, body: Array(bytes.prefix(length)))
            guard let file = cut?.file else { continue }
            #expect(Array(file.content) == Array("abc".utf8))
            read += 1
        }
        // From the end of the closing mark on.
        #expect(read == 3)
    }

    @Test func `a form of many parts gives none`() {
        let part = Self.part("name=\"a\"", "x")
        #expect(form(String(repeating: part, count: 19) + "--B--")?.parts.count == 19)
        #expect(form(String(repeating: part, count: 21) + "--B--") == nil)
    }

    @Test func `a type without a boundary, or with an absurd one, is refused`() {
        let long = String(repeating: "B", count: 71)
        for type in ["multipart/form-data", "multipart/form-data; boundary=\(long)", "text/plain"] {
            #expect(form("--B--", type: type) == nil)
        }
    }
}
