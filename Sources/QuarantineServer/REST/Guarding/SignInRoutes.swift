internal import HTTPTypes
internal import Hummingbird

/// The page by which a person signs in, where a key is demanded, and the way out again.
struct SignInRoutes: Sendable {
    static let path = "/sign-in"
    static let outPath = "/sign-out"
    /// Bytes of its form.
    private static let formBytes = 4 << 10

    let sessions: Sessions
    let csrf: CSRFToken

    func add(to router: Router<BasicRequestContext>) {
        router.get(RouterPath(Self.path)) { _, _ in page(hasFailed: false) }
        router.post(RouterPath(Self.path)) { request, _ in
            let form = try await form(of: request, for: "")
            let id = sessions.signIn(user: form["user"] ?? "", password: form["password"] ?? "")
            guard let id else { return page(hasFailed: true) }
            var response = Response(status: .seeOther, headers: [.location: "/"])
            response.setCookie(Sessions.cookie, id)
            return response
        }
        router.post(RouterPath(Self.outPath)) { request, _ in
            let id = Sessions.cookie(in: request.headers)
            _ = try await form(of: request, for: id)
            // One that is over already is left as well.
            _ = sessions.signOut(id)
            var response = Response(status: .seeOther, headers: [.location: Self.path])
            response.removeCookie(Sessions.cookie)
            return response
        }
    }

    /// A form that proves to be of a page of ours.
    private func form(of request: Request, for session: String) async throws -> FormFields {
        let form = FormFields(String(buffer: try await request.body.collect(upTo: Self.formBytes)))
        guard csrf.isValid(form[CSRFToken.field] ?? "", for: session) else {
            throw CoreRefusal.denied
        }
        return form
    }

    /// It tells nothing of the server: whoever asks has shown nothing yet.
    private func page(hasFailed: Bool) -> Response {
        let failure: HTML =
            hasFailed ? "<p role=\"alert\">The name or the password is wrong.</p>" : ""
        let document: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Sign in – ScanWhy engine, a reproduction</title>
            <link rel="icon" href="/console/assets/icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/console/assets/style.css">
            </head>
            <body>
            <main id="main">
            <h1>Sign in</h1>
            <form class="panel" method="post" action="\(Self.path)">
            \(failure)
            <input type="hidden" name="\(CSRFToken.field)" value="\(csrf.text())">
            <p><label for="user">User</label>
            <input id="user" name="user" autocomplete="username" required></p>
            <p><label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password"
            required></p>
            <p><button>Sign in</button></p>
            </form>
            </main>
            </body>
            </html>

            """
        return Response(document: document, status: hasFailed ? 403 : 200)
    }
}
