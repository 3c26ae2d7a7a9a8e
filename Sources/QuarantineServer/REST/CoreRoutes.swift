internal import HTTPTypes
internal import Hummingbird

/// The calls of MetaDefender Core's API that the engine answers.
struct CoreRoutes: Sendable {
    typealias Context = BasicRequestContext

    let backend: any CoreBackend
    let sessions: Sessions
    let settings: RESTSettings
    let budget: ByteBudget

    init(_ settings: RESTSettings, backend: any CoreBackend, sessions: Sessions) {
        self.backend = backend
        self.sessions = sessions
        self.settings = settings
        budget = ByteBudget(bytes: settings.heldBytes)
    }

    func add(to router: Router<Context>) {
        addFiles(to: router)
        addResults(to: router)
        addStatus(to: router)
        addAdministration(to: router)
    }

    /// A call that Core answers, if it answers at all.
    func on(
        _ method: HTTPRequest.Method,
        _ path: RouterPath,
        of router: Router<Context>,
        _ make: @escaping @Sendable (Request, Parameters) async throws -> Response
    ) {
        router.on(path, method: method) { request, context in
            let presence = await backend.presence()
            guard presence == .there else { throw CoreRefusal(presence) }
            return try await make(request, context.parameters)
        }
    }

    private func addStatus(to router: Router<Context>) {
        on(.get, "readyz", of: router) { _, _ in
            let health = await backend.health()
            return Response(
                CoreAnswers.health(health),
                status: health.isHealthy ? .ok : .serviceUnavailable
            )
        }
        on(.get, "version", of: router) { _, _ in
            Response(StatusAnswers.version(await backend.status()))
        }
        on(.get, "stat/nodes", of: router) { _, _ in
            Response(StatusAnswers.nodes(await backend.status()))
        }
        on(.get, "stat/engines", of: router) { _, _ in
            Response(StatusAnswers.engines(await backend.status()))
        }
        on(.get, "admin/license", of: router) { _, _ in
            Response(StatusAnswers.license(await backend.status()))
        }
    }
}
