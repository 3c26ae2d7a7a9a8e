internal import HTTPTypes
internal import Hummingbird

/// Lets in who may do what they ask for.
///
/// A change that a browser sends must come from a page of this server. Where a key is demanded,
/// all but a few requests must bring it, or belong to a session.
struct AccessGuard<Context: RequestContext>: RouterMiddleware {
    let sessions: Sessions

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let isChange = request.method != .get && request.method != .head
        if isChange && !Self.isOwn(request) { return Response(refusal: .denied, closes: true) }
        if !sessions.isClosed || Self.isOpen(request) || sessions.knows(request.headers) {
            return try await next(request, context)
        }
        if request.method == .get, request.headers[.accept]?.contains("text/html") == true {
            return Response(status: .seeOther, headers: [.location: SignInRoutes.path])
        }
        return Response(refusal: .denied, closes: true)
    }

    /// What tells nothing of files, and what lets in.
    private static func isOpen(_ request: Request) -> Bool {
        [
            "/readyz", "/version", "/login", SignInRoutes.path, "/console/assets/style.css",
            "/console/assets/icon.svg",
        ].contains(request.uri.path)
    }

    /// Whether no browser says that a page of another site asks for it.
    ///
    /// Other clients say neither; they cannot be made to ask by a page.
    static func isOwn(_ request: Request) -> Bool {
        if let site = request.headers[.fetchSite], !["same-origin", "none"].contains(site) {
            return false
        }
        guard let origin = request.headers[.origin] else { return true }
        let authority = request.head.authority ?? ""
        return !authority.isEmpty
            && ["http://\(authority)", "https://\(authority)"].contains(origin.lowercased())
    }
}
