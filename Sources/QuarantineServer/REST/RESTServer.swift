internal import Hummingbird
internal import HummingbirdCore
internal import Logging

/// What the REST side, our own calls and the pages ask of the engine.
package typealias RESTBackend = ConsoleBackend & CoreBackend

/// The REST side of the engine.
enum RESTServer {
    /// What listens; `listening` is called with the port once it does.
    static func application(
        _ settings: RESTSettings,
        backend: any RESTBackend,
        logger: Logger,
        listening: @escaping @Sendable (Int) -> Void
    ) -> Application<RouterResponder<BasicRequestContext>> {
        let timeout = settings.requestTimeout
        return Application(
            responder: router(settings, backend: backend).buildResponder(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [RequestGuard(timeout: timeout)],
                    idleTimeout: settings.idleTimeout.amount
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                availableConnectionsDelegate: MaximumAvailableConnections(settings.maxConnections)
            ),
            onServerRunning: { channel in
                listening(channel.localAddress?.port ?? settings.port)
            },
            logger: logger
        )
    }

    static func router(
        _ settings: RESTSettings,
        backend: any RESTBackend
    ) -> Router<BasicRequestContext> {
        let router = Router()
        let sessions = Sessions(settings.access)
        let csrf = CSRFToken()
        router.addMiddleware {
            ErrorBodies()
            HostCheck(settings)
            AccessGuard(sessions: sessions)
        }
        CoreRoutes(settings, backend: backend, sessions: sessions).add(to: router)
        OwnRoutes(backend: backend).add(to: router)
        ConsoleRoutes(backend: backend, csrf: csrf, session: Sessions.cookie).add(to: router)
        if sessions.isClosed { SignInRoutes(sessions: sessions, csrf: csrf).add(to: router) }
        return router
    }
}
