internal import HTTPTypes
internal import Hummingbird

/// Reading forms, and whether one of our own pages sent them.
///
/// Where a request comes from, by its headers, was looked at before it got here.
extension ConsoleRoutes {
    static let flashCookie = "scanwhy-flash"

    /// Refuses what no page of ours sent.
    func prove(_ form: FormFields, _ request: Request) throws(ConsoleRefusal) {
        guard csrf.isValid(form[CSRFToken.field] ?? "", for: session(request.headers)) else {
            throw ConsoleRefusal(
                403,
                "The form is not one of this server's pages, or it is older than the server. "
                    + "Go back, reload the page and try again."
            )
        }
    }

    /// A form without a file.
    func readForm(_ request: Request) async throws -> FormFields {
        let body = try await read(request, upTo: FormFields.maxBytes)
        return FormFields(String(decoding: body, as: UTF8.self))
    }

    func read(_ request: Request, upTo maxBytes: Int) async throws -> [UInt8] {
        let refusal = ConsoleRefusal(413, "That is larger than this server takes.")
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > maxBytes {
            throw refusal
        }
        var body: [UInt8] = []
        for try await block in request.body {
            guard body.count + block.readableBytes <= maxBytes else { throw refusal }
            body += block.readableBytesView
        }
        return body
    }
}

extension Response {
    /// A cookie for our pages alone: no script reads it, and no other site sends it.
    mutating func setCookie(_ name: String, _ value: String) {
        let text = "\(name)=\(value); Path=/; HttpOnly; SameSite=Strict"
        headers.append(HTTPField(name: .setCookie, value: text))
    }

    mutating func removeCookie(_ name: String) {
        let text = "\(name)=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
        headers.append(HTTPField(name: .setCookie, value: text))
    }
}
