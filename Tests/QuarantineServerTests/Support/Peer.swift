import NIOCore
import NIOEmbedded
import NIOExtras

@testable import QuarantineServer

/// A client at a connection without a socket, under a clock that the test moves.
struct Peer {
    let channel: NIOAsyncTestingChannel
    let engine: FaultyEngine
    let occupancy: ICAPOccupancy

    /// Connects; `occupancy` is shared with other connections, or nil for one of its own.
    init(
        _ settings: ICAPServerSettings = ICAPServerSettings(),
        occupancy: ICAPOccupancy? = nil
    ) async throws {
        var settings = settings
        settings.clock = { 784_111_777_000_000 }
        let engine = FaultyEngine()
        let shared =
            occupancy
            ?? ICAPOccupancy(
                maxConnections: settings.maxConnections,
                budget: ByteBudget(bytes: settings.limits.heldBytes)
            )
        let final = settings
        channel = NIOAsyncTestingChannel()
        self.engine = engine
        self.occupancy = shared
        try await channel.testingEventLoop.executeInContext { [channel] in
            try channel.pipeline.syncOperations.addHandler(
                ICAPConnection(settings: final, backend: engine, occupancy: shared)
            )
        }
        try await channel.connect(to: SocketAddress(ipAddress: "192.0.2.7", port: 40_000)).get()
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeInbound(ByteBuffer(bytes: bytes))
    }

    /// What the server wrote next, waiting for the engine; nil if it writes nothing.
    func answer() async throws -> String? {
        for _ in 0..<2_000 {
            if let buffer = try await channel.readOutbound(as: ByteBuffer.self) {
                return String(buffer: buffer)
            }
            guard isOpen else { return nil }
            try await Task.sleep(for: .milliseconds(1))
        }
        return nil
    }

    /// Whether nothing was written up to now.
    func isSilent() async throws -> Bool {
        try await channel.readOutbound(as: ByteBuffer.self) == nil
    }

    /// Tells the connection that the server ends.
    func quiesce() async throws {
        try await channel.testingEventLoop.executeInContext { [channel] in
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    func pass(_ seconds: Int64) async {
        await channel.testingEventLoop.advanceTime(by: .seconds(seconds))
    }

    var isOpen: Bool { channel.isActive }
}
