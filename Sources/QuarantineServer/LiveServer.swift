internal import Hummingbird
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// What the whole server asks of the engine behind it.
package typealias ServerBackend = ICAPBackend & RESTBackend

/// The engine live: what listens, until a signal ends it.
package struct LiveServer: Sendable {
    /// Nil for none.
    package var rest: RESTSettings?
    /// Nil for none.
    package var icap: ICAPServerSettings?
    /// Nil for none.
    package var cloud: CloudStandIn?

    package init(
        rest: RESTSettings?,
        icap: ICAPServerSettings?,
        cloud: CloudStandIn? = nil
    ) {
        self.rest = rest
        self.icap = icap
        self.cloud = cloud
    }

    /// Where it listens; nil for what does not.
    package struct Ports: Sendable, Hashable {
        package var rest: Int?
        package var icap: Int?
        package var cloud: Int?
    }

    /// Serves until SIGINT or SIGTERM; then open requests are answered first.
    ///
    /// - Parameters:
    ///   - backend: Decides about files.
    ///   - listening: Called once everything listens.
    /// - Throws: What the system says if an address cannot be had.
    package func run(
        backend: any ServerBackend,
        listening: @escaping @Sendable (Ports) -> Void
    ) async throws {
        let (ports, found) = AsyncStream.makeStream(of: Ports.self)
        let logger = Self.logger
        var services: [any Service] = []
        if let icap {
            let listener = try await ICAPListener(icap, backend: backend)
            found.yield(Ports(icap: listener.port))
            services.append(ICAPService(listener: listener))
        }
        if let rest {
            services.append(
                RESTServer.application(rest, backend: backend, logger: logger) { port in
                    found.yield(Ports(rest: port))
                }
            )
        }
        if let cloud {
            services.append(
                StandInServer.application(cloud, logger: logger) { port in
                    found.yield(Ports(cloud: port))
                }
            )
        }
        services.append(
            Announcement(ports: ports, expected: services.count, listening: listening)
        )
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigint, .sigterm],
                logger: logger
            )
        ).run()
    }

    /// Only what went wrong, and on standard error.
    private static var logger: Logger {
        var logger = Logger(label: "scanwhy-serve") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        return logger
    }
}

/// The ICAP server among the services that end together.
private struct ICAPService: Service {
    let listener: ICAPListener

    func run() async throws {
        // It serves by itself; what remains is to wait for the end.
        try await gracefulShutdown()
        try await listener.stop()
    }
}

/// Says once where everything listens.
private struct Announcement: Service {
    let ports: AsyncStream<LiveServer.Ports>
    let expected: Int
    let listening: @Sendable (LiveServer.Ports) -> Void

    func run() async throws {
        var all = LiveServer.Ports()
        var left = expected
        for await some in ports.cancelOnGracefulShutdown() {
            all.rest = some.rest ?? all.rest
            all.icap = some.icap ?? all.icap
            all.cloud = some.cloud ?? all.cloud
            left -= 1
            if left == 0 { listening(all) }
        }
    }
}
