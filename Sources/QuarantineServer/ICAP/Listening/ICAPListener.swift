internal import NIOCore
internal import NIOExtras
internal import NIOPosix

/// A running ICAP server.
package struct ICAPListener: Sendable {
    private let channel: any Channel
    private let quiescing: ServerQuiescingHelper
    private let occupancy: ICAPOccupancy

    /// Where it listens; never 0.
    package let port: Int

    /// Binds and serves.
    ///
    /// - Parameters:
    ///   - settings: Where to listen, and the bounds.
    ///   - backend: Decides about messages.
    /// - Throws: What the system says if the address cannot be had.
    package init(_ settings: ICAPServerSettings, backend: any ICAPBackend) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let quiescing = ServerQuiescingHelper(group: group)
        let occupancy = ICAPOccupancy(
            maxConnections: settings.maxConnections,
            budget: ByteBudget(bytes: settings.limits.heldBytes)
        )
        channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        quiescing.makeServerChannelHandler(channel: channel)
                    )
                }
            }
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ICAPConnection(settings: settings, backend: backend, occupancy: occupancy)
                    )
                }
            }
            .bind(host: settings.host, port: settings.port)
            .get()
        port = channel.localAddress?.port ?? settings.port
        self.quiescing = quiescing
        self.occupancy = occupancy
    }

    /// Connections that are served now.
    package var connections: Int { occupancy.connections }

    /// Takes no more connections, answers what is open, and ends.
    package func stop() async throws {
        let ended = channel.eventLoop.makePromise(of: Void.self)
        quiescing.initiateShutdown(promise: ended)
        try await ended.futureResult.get()
    }
}
