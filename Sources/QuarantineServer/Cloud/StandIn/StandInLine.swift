internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Hangs up on calls of the Cloud's API while the stand-in is to be unreachable.
final class StandInLine: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart

    private let isUnreachable: @Sendable () -> Bool
    private var hasHungUp = false

    init(isUnreachable: @escaping @Sendable () -> Bool) {
        self.isUnreachable = isUnreachable
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data), isUnreachable(),
            head.path?.hasPrefix("/v4") == true
        {
            hasHungUp = true
            context.close(promise: nil)
        }
        if !hasHungUp { context.fireChannelRead(data) }
    }
}
