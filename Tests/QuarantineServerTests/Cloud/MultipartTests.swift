import Testing

@testable import QuarantineServer

/// Files in forms, as browsers and the vendor's SDK send them.
struct MultipartTests {
    private static let type = "multipart/form-data; boundary=XX"

    private func form(_ text: String, type: String = Self.type) -> (String?, String)? {
        MultipartBody(Wire.bytes(text), contentType: type).map {
            ($0.fileName, String(decoding: $0.content, as: UTF8.self))
        }
    }

    @Test func `the first file is taken, other fields are passed over`() throws {
        let found = try #require(
            form(
                "--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
                    + "--XX\r\nContent-Disposition: form-data; name=f; filename=\"a.txt\"\r\n"
                    + "Content-Type: text/plain\r\n\r\none\r\n\r\n--X\r\ntwo\r\n--XX--\r\n"
            )
        )
        #expect(found.0 == "a.txt")
        #expect(found.1 == "one\r\n\r\n--X\r\ntwo")
    }

    @Test func `a field of the name file needs no name of its own, and may be empty`() throws {
        let found = try #require(
            form(
                "--X-1\r\ncontent-disposition: form-data; name=file\r\n\r\n\r\n--X-1--",
                type: "Multipart/Form-Data; boundary=\"X-1\""
            )
        )
        #expect(found.0 == nil)
        #expect(found.1.isEmpty)
    }

    @Test(arguments: [
        "", "--XX", "--XX--\r\n", "--XX\r\n\r\n\r\nx\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nno end",
        "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"",
        "--YY\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--YY--",
    ])
    func `what holds no file holds none`(text: String) {
        #expect(form(text) == nil)
    }

    @Test func `cut anywhere, a form is read or refused, and never wrongly`() {
        let text = "--XX\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc\r\n--XX--\r\n"
        let bytes = Wire.bytes(text)
        var read = 0
        for length in 0...bytes.count {
            let cut = MultipartBody(Array(bytes.prefix(length)), contentType: Self.type)
            guard let cut else { continue }
            #expect(Array(cut.content) == Wire.bytes("abc"))
            read += 1
        }
        // From the end of the closing boundary on.
        #expect(read == 5)
    }

    @Test func `a type without a boundary, or with an absurd one, is refused`() {
        let long = String(repeating: "x", count: 71)
        for type in ["multipart/form-data", "multipart/form-data; boundary=\(long)", "text/plain"] {
            #expect(MultipartBody(Wire.bytes("--\r\n\r\n"), contentType: type) == nil)
        }
    }
}
