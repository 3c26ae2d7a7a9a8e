internal import NIOCore

extension ICAPConnection {
    /// Takes what the reader has, up to the end of a request.
    func pump(_ context: ChannelHandlerContext) {
        isPumping = true
        defer { isPumping = false }
        while phase == .reading, let event = reader.next() {
            switch event {
            case .head(let request):
                exchange.request = request
                exchange.refusal = answering.refusal(of: request)
            case .body(let bytes):
                take(bytes, context)
            case .previewEnded:
                previewEnded(context)
            case .ended:
                requestEnded(context)
            case .refused(let refusal):
                refuse(refusal, context)
            }
        }
    }

    private func take(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        guard exchange.refusal == nil, exchange.request?.method != .options else { return }
        guard occupancy.budget.hold(bytes.count) else {
            refuse(ICAPRefusal(503, "Too many bytes are held already"), context)
            return
        }
        exchange.heldBytes += bytes.count
        exchange.body += bytes
    }

    private func previewEnded(_ context: ChannelHandlerContext) {
        if exchange.refusal != nil {
            reader.stop()
            requestEnded(context)
            return
        }
        exchange.wentOn = true
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: ICAPReply.goOn)), promise: nil)
        reader.goOn()
    }

    private func requestEnded(_ context: ChannelHandlerContext) {
        guard let request = exchange.request else { return }
        if let refusal = exchange.refusal {
            // The frame of the request is whole, so the connection may go on.
            var reply = answering.refusal(refusal, date: date)
            reply.closes = false
            send(reply, context)
        } else if request.method == .options {
            send(answering.options(date: date), context)
        } else {
            decide(context)
        }
    }

    private func decide(_ context: ChannelHandlerContext) {
        let submission = exchange.submission(
            connectionID: connectionID,
            number: occupancy.nextRequest(),
            peer: context.remoteAddress?.ipAddress ?? ""
        )
        guard let submission else { return }
        phase = .deciding
        setTimer(settings.timeouts.outcome, context) {
            self.refuse(ICAPRefusal(500, "The engine did not answer in time"), context)
        }
        ask(submission, context)
    }

    /// The engine has decided, unless the client has left or the time is over.
    func decided(_ outcome: ICAPOutcome, _ context: ChannelHandlerContext) {
        guard phase == .deciding, let request = exchange.request else { return }
        if outcome == .dropped {
            end(context)
            return
        }
        let reply = answering.answer(
            outcome,
            to: request,
            body: request.hasBody ? exchange.body : nil,
            isInPreview: exchange.isInPreview,
            date: date
        )
        // Silence: the client or the timer ends it.
        guard let reply else { return }
        send(reply, context)
    }

    /// Answers what cannot be taken, and ends the connection.
    func refuse(_ refusal: ICAPRefusal, _ context: ChannelHandlerContext) {
        guard phase == .reading || phase == .deciding else { return }
        send(answering.refusal(refusal, date: date), context)
    }

    private var date: String { UTCTime(us: settings.clock()).http }

    private func send(_ reply: ICAPReply, _ context: ChannelHandlerContext) {
        var reply = reply
        reply.closes = reply.closes || isQuiescing || exchange.request?.wantsClose == true
        occupancy.budget.release(exchange.heldBytes)
        exchange = ICAPExchange()
        let closes = reply.closes
        phase = closes ? .lingering : .deciding
        setTimer(settings.timeouts.write, context) { self.end(context) }
        let written = context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: reply.bytes)))
        written.assumeIsolated().whenSuccess {
            if closes { self.linger(context) } else { self.next(context) }
        }
    }

    /// Goes on with what the client sent ahead, or waits for it.
    private func next(_ context: ChannelHandlerContext) {
        guard phase == .deciding else { return }
        phase = .reading
        // An answer that is written at once comes back here out of the loop that made it.
        guard !isPumping else { return }
        pump(context)
        if phase == .reading { waitForMore(context) }
    }

    private func linger(_ context: ChannelHandlerContext) {
        guard phase == .lingering else { return }
        setTimer(settings.timeouts.linger, context) { self.end(context) }
        context.close(mode: .output, promise: nil)
        context.read()
    }
}
