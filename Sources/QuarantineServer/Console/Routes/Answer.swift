internal import HTTPTypes
internal import Hummingbird

/// What a page's route comes to.
enum Answer: Sendable {
    case page(Page, status: Int = 200)
    /// A form did its work: the browser goes on to a page, where reloading does nothing twice.
    case goTo(String, Flash? = nil)
    case download(name: String, bytes: [UInt8])
}

extension Response {
    /// A response of the pages with its headers.
    init(console answer: Answer, _ visit: Visit) {
        switch answer {
        case .page(let page, let status):
            self.init(document: page.document(visit), status: status)
            return
        case .goTo(let path, _):
            self.init(status: .seeOther, headers: [.location: path])
        case .download(let name, let bytes):
            self.init(
                status: .ok,
                headers: [
                    .contentType: "application/octet-stream",
                    .contentDisposition: FileHeader.attachment(name),
                ],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            )
        }
        secure()
    }

    /// A page without the frame that the others share.
    init(document: HTML, status: Int) {
        self.init(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: document.text))
        )
        secure()
    }

    /// A file of the pages' own.
    init(asset bytes: [UInt8], type: String) {
        self.init(
            status: .ok,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
        secure()
    }

    /// What keeps a page from loading, sending or being put into anything that is not its own.
    private mutating func secure() {
        headers[.contentSecurityPolicy] = Self.policy
        headers[.xContentTypeOptions] = "nosniff"
        headers[.cacheControl] = "no-store"
        for (name, value) in Self.isolation { headers[name] = value }
    }

    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

    /// What keeps other sites from knowing of a page, or from reaching into it.
    ///
    /// With `no-referrer`, browsers send forms with the origin `null`, which nobody can tell from a
    /// foreign one.
    private static var isolation: [(HTTPField.Name, String)] {
        [
            ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }
}
