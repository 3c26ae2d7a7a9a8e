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
    /// What is written is thrown away: there is to be no answer.
    private var isSilent = false

    /// - Parameter timeout: From a request's head to its end.
    init(timeout: Duration) {
        self.timeout = timeout
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(var head):
            close(context, in: timeout)
            // Whatever a client says here, it is ours to say.
            head.headerFields[.peer] = context.remoteAddress?.ipAddress
            context.fireChannelRead(wrapInboundOut(.head(head)))
        case .body:
            context.fireChannelRead(data)
        case .end:
            if !closes { deadline?.cancel() }
            context.fireChannelRead(data)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if isSilent {
            promise?.succeed()
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.headerFields[.presence] != nil:
            isSilent = true
            promise?.succeed()
            if head.headerFields[.presence] == "gone" { context.close(promise: nil) }
            return
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
