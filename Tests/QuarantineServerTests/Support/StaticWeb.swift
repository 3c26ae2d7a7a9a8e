import NIOCore
import NIOPosix
import Synchronization

/// A web server with a few files: enough for a proxy to fetch.
struct StaticWeb {
    private let channel: any Channel

    var port: Int { channel.localAddress?.port ?? 0 }

    /// Serves contents by name; a file that is not among them holds its own name.
    init(_ contents: [String: [UInt8]]) async throws {
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answering(contents: contents))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
    }

    func stop() async throws {
        try await channel.close().get()
    }

    /// Answers the first line of a request and closes.
    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let contents: [String: [UInt8]]
        private var text = ""

        init(contents: [String: [UInt8]]) {
            self.contents = contents
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            guard text.contains("\r\n\r\n") else { return }
            let path = text.split(separator: " ").dropFirst().first ?? ""
            let name = String(path.split(separator: "/").last ?? "")
            let content = contents[name] ?? Array(name.utf8)
            var answer = ByteBuffer(
                string: "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: \(content.count)\r\nConnection: close\r\n\r\n"
            )
            answer.writeBytes(content)
            context.writeAndFlush(wrapOutboundOut(answer)).assumeIsolated().whenComplete { _ in
                context.close(promise: nil)
            }
        }
    }
}

/// Ports of this machine.
///
/// They lie below those that the system gives to clients and to servers that ask for any: the
/// thousand connections of another test would take one of these sooner or later.
enum FreePort {
    private struct NoneFree: Error {}
    private struct NobodyListens: Error {
        var port: Int
    }

    private static let range = 10_000..<30_000
    /// Each is handed out once; another process begins elsewhere.
    private static let next = Mutex(Int.random(in: range))

    /// One that nobody listens at.
    static func number() async throws -> Int {
        for _ in 1..<100 {
            let port = next.withLock { next in
                next = next + 1 < range.upperBound ? next + 1 : range.lowerBound
                return next
            }
            do {
                let channel = try await ServerBootstrap(
                    group: MultiThreadedEventLoopGroup.singleton
                )
                .bind(host: "127.0.0.1", port: port).get()
                try await channel.close().get()
                return port
            } catch is IOError {
                continue
            }
        }
        throw NoneFree()
    }

    /// Waits until a program listens at a port, half a minute at most.
    static func waitUntilTaken(_ port: Int) async throws {
        for _ in 0..<300 {
            do {
                let channel = try await ClientBootstrap(
                    group: MultiThreadedEventLoopGroup.singleton
                )
                .connect(host: "127.0.0.1", port: port).get()
                try await channel.close().get()
                return
            } catch {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        throw NobodyListens(port: port)
    }
}
