internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Ends connections that Hummingbird would keep: slow requests, and those that were refused
/// before their body was read.
///
/// Hummingbird reads a body to its end before the next request, however long that is.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let timeout: Duration
    private var deadline: Scheduled<Void>?
    private var closes = false

    /// - Parameter timeout: From a request's head to its end.
    init(timeout: Duration) {
        self.timeout = timeout
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            close(context, in: timeout)
        case .body:
            break
        case .end:
            if !closes { deadline?.cancel() }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            closes = head.headerFields[.connection] == "close"
        case .body:
            break
        case .end where closes:
            // Time for the answer to arrive before unread bytes reset the connection.
            close(context, in: .seconds(1))
        case .end:
            break
        }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    private func close(_ context: ChannelHandlerContext, in time: Duration) {
        deadline?.cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time.amount) {
            context.close(promise: nil)
        }
    }
}
