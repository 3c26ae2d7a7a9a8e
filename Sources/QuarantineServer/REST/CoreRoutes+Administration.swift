internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird

/// Signing in, and the settings that have documented calls.
extension CoreRoutes {
    /// Bytes of a body in JSON.
    static let jsonBytes = 64 << 10

    func addAdministration(to router: Router<Context>) {
        add("admin/config/quarantine", "cleanuprange", .quarantineHours, to: router)
        add("admin/config/scanhistory", "cleanuprange", .historyHours, to: router)
        add("admin/config/scan", "max_queue_per_agent", .queuePlaces, to: router)
        on(.post, "login", of: router) { request, _ in
            struct Login: Decodable { var user, password: String }
            let login = try await Self.json(Login.self, request)
            let id = login.flatMap { sessions.signIn(user: $0.user, password: $0.password) }
            guard let id else { throw CoreRefusal(403, "Failed to login") }
            return Response(.object(["session_id": .text(id)]))
        }
        on(.post, "logout", of: router) { request, _ in
            guard sessions.signOut(request.headers[.coreKey] ?? "") else {
                throw CoreRefusal(400, "Logout error")
            }
            return Response(.object(["response": .text("Logout success")]))
        }
    }

    /// A setting of one number, which is read and written under the same address.
    private func add(
        _ path: RouterPath,
        _ key: String,
        _ setting: CoreSetting,
        to router: Router<Context>
    ) {
        let answer: @Sendable (Int) -> Response = { value in
            Response(.object([JSON.Member(key: key, value: .number(value))]))
        }
        on(.get, path, of: router) { _, _ in answer(await backend.setting(setting)) }
        on(.put, path, of: router) { request, _ in
            guard let body = try await Self.json([String: Int].self, request),
                let value = body[key], body.count == 1
            else { throw CoreRefusal.badSetting }
            try await backend.set(setting, to: value)
            return answer(value)
        }
    }

    /// A body in JSON; nil if it is none, or not of that form.
    static func json<Value: Decodable>(
        _ type: Value.Type,
        _ request: Request
    ) async throws -> Value? {
        let body = try await request.body.collect(upTo: jsonBytes)
        // What is wrong with it is the client's, and not told.
        return try? JSONDecoder().decode(type, from: Data(body.readableBytesView))
    }
}
