internal import HTTPTypes
internal import Hummingbird

/// The page by which a person signs in, where a key is demanded.
struct SignInRoutes: Sendable {
    static let path = "/sign-in"
    /// Bytes of its form.
    private static let formBytes = 4 << 10

    let sessions: Sessions
    let csrf: CSRFToken

    func add(to router: Router<BasicRequestContext>) {
        router.get(RouterPath(Self.path)) { _, _ in page(hasFailed: false) }
        router.post(RouterPath(Self.path)) { request, _ in
            let body = try await request.body.collect(upTo: Self.formBytes)
            let form = Self.fields(String(buffer: body))
            guard csrf.isValid(form[CSRFToken.field] ?? "") else { throw CoreRefusal.denied }
            let id = sessions.signIn(user: form["user"] ?? "", password: form["password"] ?? "")
            guard let id else { return page(hasFailed: true) }
            let cookie = "\(Sessions.cookie)=\(id); Path=/; HttpOnly; SameSite=Strict"
            return Response(status: .seeOther, headers: [.location: "/", .setCookie: cookie])
        }
    }

    private func page(hasFailed: Bool) -> Response {
        let failure = hasFailed ? "<p role=\"alert\">The name or the password is wrong.</p>\n" : ""
        let html = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Sign in - ScanWhy</title>
            </head>
            <body>
            <main>
            <h1>Sign in</h1>
            \(failure)<form method="post" action="\(Self.path)">
            <input type="hidden" name="\(CSRFToken.field)" value="\(csrf.text())">
            <p><label>User <input name="user" autocomplete="username" required></label></p>
            <p><label>Password <input name="password" type="password"
            autocomplete="current-password" required></label></p>
            <p><button>Sign in</button></p>
            </form>
            </main>
            </body>
            </html>

            """
        let rules = "default-src 'none'; form-action 'self'; frame-ancestors 'none'"
        return Response(
            status: hasFailed ? .forbidden : .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: rules,
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html))
        )
    }

    private static func fields(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1).map {
                Percents.decode(String($0).replacing("+", with: " "))
            }
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        return fields
    }
}
