internal import NIOCore
internal import NIOExtras

/// One connection of an ICAP client: feeds the reader, asks the engine, writes the answers.
///
/// Requests are answered one after another, in their order. It reads when it wants to, so a client
/// that sends ahead waits.
final class ICAPConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        case reading
        /// The engine thinks, or stays silent.
        case deciding
        /// The last answer is out; what comes is thrown away.
        case lingering
        case over
    }

    let settings: ICAPServerSettings
    let answering: ICAPAnswering
    let backend: any ICAPBackend
    let occupancy: ICAPOccupancy
    let connectionID: String

    var phase = Phase.reading
    var isQuiescing = false
    var isPumping = false
    var reader: ICAPRequestReader
    var exchange = ICAPExchange()
    private var admission: ICAPOccupancy.Admission?
    private var timer: Scheduled<Void>?
    private var requestEnds: NIODeadline?
    private var task: Task<Void, Never>?

    init(settings: ICAPServerSettings, backend: any ICAPBackend, occupancy: ICAPOccupancy) {
        self.settings = settings
        self.backend = backend
        self.occupancy = occupancy
        answering = ICAPAnswering(facts: settings.facts)
        reader = ICAPRequestReader(limits: settings.limits, isPermissive: settings.isPermissive)
        connectionID = Identifier.random()
    }

    /// Bytes that are taken ahead of the request that is answered now.
    private static let aheadBytes = 64 << 10

    func channelActive(context: ChannelHandlerContext) {
        guard isServed(context.remoteAddress?.ipAddress) else {
            end(context)
            context.fireChannelActive()
            return
        }
        let admission = occupancy.admit()
        self.admission = admission
        switch admission {
        case .closed:
            end(context)
        case .refused:
            refuse(ICAPRefusal(503, "Too many connections"), context)
        case .served:
            waitForMore(context)
        }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase == .reading || phase == .deciding else { return }
        reader.append(unwrapInboundIn(data).readableBytesView)
        pump(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        switch phase {
        case .reading:
            waitForMore(context)
        case .deciding:
            // Reading on tells when the client leaves.
            if reader.bufferedBytes < Self.aheadBytes { context.read() }
        case .lingering:
            context.read()
        case .over:
            break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        phase = .over
        timer?.cancel()
        task?.cancel()
        occupancy.budget.release(exchange.heldBytes)
        exchange = ICAPExchange()
        if let admission { occupancy.leave(admission) }
        admission = nil
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        isQuiescing = true
        if phase == .reading && exchange.request == nil && reader.isBetweenRequests {
            end(context)
        } else {
            context.eventLoop.assumeIsolated().scheduleTask(in: settings.timeouts.grace.amount) {
                self.end(context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The client is gone or its socket broken: there is nobody to tell.
        end(context)
    }

    /// Clients that were not named are not even told.
    private func isServed(_ address: String?) -> Bool {
        settings.clients.isEmpty || address.map { settings.clients.contains($0) } == true
    }

    func end(_ context: ChannelHandlerContext) {
        guard phase != .over else { return }
        phase = .over
        context.close(promise: nil)
    }
}

extension ICAPConnection {
    /// Calls back once the engine has decided.
    func ask(_ submission: ICAPSubmission, _ context: ChannelHandlerContext) {
        let promise = context.eventLoop.makePromise(of: ICAPOutcome.self)
        let backend = backend
        task = Task { promise.succeed(await backend.outcome(of: submission)) }
        promise.futureResult.assumeIsolated().whenSuccess { outcome in
            self.task = nil
            self.decided(outcome, context)
        }
    }

    /// Reads on, and sets the time until when something must have come.
    func waitForMore(_ context: ChannelHandlerContext) {
        let timeouts = settings.timeouts
        if exchange.request == nil && reader.isBetweenRequests {
            requestEnds = nil
            setTimer(timeouts.idle, context) { self.end(context) }
        } else {
            let ends = requestEnds ?? context.eventLoop.now + timeouts.request.amount
            requestEnds = ends
            let pause = min(context.eventLoop.now + timeouts.pause.amount, ends)
            setTimer(pause, context) {
                self.refuse(ICAPRefusal(408, "The request did not come in time"), context)
            }
        }
        context.read()
    }

    /// Has one thing done later, and what was set before not at all.
    func setTimer(
        _ duration: Duration,
        _ context: ChannelHandlerContext,
        _ action: @escaping () -> Void
    ) {
        setTimer(context.eventLoop.now + duration.amount, context, action)
    }

    private func setTimer(
        _ deadline: NIODeadline,
        _ context: ChannelHandlerContext,
        _ action: @escaping () -> Void
    ) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline, action)
    }
}
