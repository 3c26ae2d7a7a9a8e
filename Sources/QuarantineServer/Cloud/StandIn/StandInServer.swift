internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging

/// The stand-in at its own port.
enum StandInServer {
    /// What listens; `listening` is called with the port once it does.
    static func application(
        _ standIn: CloudStandIn,
        logger: Logger,
        listening: @escaping @Sendable (Int) -> Void
    ) -> Application<RouterResponder<BasicRequestContext>> {
        let settings = standIn.settings
        return Application(
            responder: router(standIn).buildResponder(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        StandInLine(isUnreachable: { standIn.faults.isUnreachable }),
                        RequestGuard(timeout: settings.requestTimeout),
                    ],
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

    static func router(_ standIn: CloudStandIn) -> Router<BasicRequestContext> {
        let router = Router()
        router.addMiddleware { StandInErrors<BasicRequestContext>(standIn.settings) }
        StandInRoutes(standIn).add(to: router)
        StandInControl(standIn: standIn).add(to: router)
        return router
    }
}

/// Gives each error the Cloud's envelope, and refuses requests that were meant for another name.
struct StandInErrors<Context: RequestContext>: RouterMiddleware {
    private let names: Set<String>

    init(_ settings: StandInSettings) {
        let own = ["127.0.0.1", "localhost", "[::1]", settings.host] + settings.hostNames
        names = Set(own.map { $0.lowercased() })
    }

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        let name = HostCheck<Context>.name(of: request.head.authority ?? "")
        if let name, names.contains(name) {
            do {
                response = try await next(request, context)
            } catch let error as HTTPError where error.status == .notFound {
                response = Response(StandInRefusal(404_000, "Endpoint not found"), closes: true)
            }
        } else {
            response = Response(StandInRefusal(403_000), closes: true)
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.cacheControl] = "no-store"
        response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        return response
    }
}
