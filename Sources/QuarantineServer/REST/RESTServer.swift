internal import Hummingbird
internal import HummingbirdCore
internal import Logging

/// The REST side of the engine.
enum RESTServer {
    /// What listens; `listening` is called with the port once it does.
    static func application(
        _ settings: RESTSettings,
        backend: any CoreBackend,
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
        backend: any CoreBackend
    ) -> Router<BasicRequestContext> {
        let router = Router()
        router.addMiddleware {
            ErrorBodies()
            HostCheck(settings)
        }
        CoreRoutes(settings, backend: backend).add(to: router)
        return router
    }
}
