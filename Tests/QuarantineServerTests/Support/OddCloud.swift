import NIOCore
import NIOPosix

@testable import QuarantineServer

/// A server that sends the same bytes to whoever says something, whatever it says.
enum OddCloud {
    /// Listens while the body runs; nil says nothing.
    static func with<Result: Sendable>(
        _ bytes: String?,
        closes: Bool = true,
        _ body: (CloudURL) async throws -> Result
    ) async throws -> Result {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        Answering(bytes: bytes, closes: closes)
                    )
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result
        do {
            result = try await body(CloudURL(standInPort: channel.localAddress?.port ?? 0))
        } catch {
            try await channel.close().get()
            throw error
        }
        try await channel.close().get()
        return result
    }

    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let bytes: String?
        private let closes: Bool
        private var hasAnswered = false

        init(bytes: String?, closes: Bool) {
            self.bytes = bytes
            self.closes = closes
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard let bytes, !hasAnswered else { return }
            hasAnswered = true
            let buffer = ByteBuffer(string: bytes)
            let closes = closes
            context.writeAndFlush(wrapOutboundOut(buffer)).assumeIsolated().whenComplete { _ in
                if closes { context.close(promise: nil) }
            }
        }
    }
}
