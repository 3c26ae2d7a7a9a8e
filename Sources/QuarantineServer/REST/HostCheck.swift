internal import HTTPTypes
internal import Hummingbird

/// Refuses requests that were meant for another name.
///
/// A browser sends the name that it was told to open; so a page that points its own name at this
/// machine is told apart from a person who opened the server.
struct HostCheck<Context: RequestContext>: RouterMiddleware {
    let names: Set<String>

    init(_ settings: RESTSettings) {
        let own = ["127.0.0.1", "localhost", "[::1]", settings.host] + settings.hostNames
        names = Set(own.map { $0.lowercased() })
    }

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let name = Self.name(of: request.head.authority ?? ""), names.contains(name) else {
            return Response(refusal: .denied)
        }
        return try await next(request, context)
    }

    /// Without the port, in small letters; nil for what is no name with a port.
    static func name(of authority: String) -> String? {
        let text = authority.lowercased()
        let parts: [Substring]
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            parts = [text[...end]] + (rest.isEmpty ? [] : [rest.dropFirst()])
        } else {
            parts = text.split(separator: ":", omittingEmptySubsequences: false)
        }
        guard let name = parts.first, !name.isEmpty, parts.count <= 2 else { return nil }
        guard parts.count == 1 || UInt16(parts[1]) != nil else { return nil }
        return String(name)
    }
}
