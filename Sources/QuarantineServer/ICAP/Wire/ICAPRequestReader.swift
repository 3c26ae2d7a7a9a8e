/// Reads the requests of one connection out of its bytes: pure, and the same however they are cut.
///
/// Ask for events until there is none, then append what came. Behind a refusal comes nothing.
package struct ICAPRequestReader: Sendable {
    package enum Event: Sendable, Hashable {
        case head(ICAPRequest)
        case body([UInt8])
        /// The client waits for an answer: 100 Continue and `goOn()`, or a last one and `stop()`.
        case previewEnded
        case ended
        case refused(ICAPRefusal)
    }

    private enum State: Sendable {
        case head
        case encapsulated(ICAPRequest, Encapsulation)
        case body(ChunkReader, isPreview: Bool)
        case waiting(ChunkReader)
        case ended
        case refused
    }

    private let limits: ICAPLimits
    private let isPermissive: Bool
    private var queue = ByteQueue()
    private var state = State.head
    private var lines: [[UInt8]] = []
    private var headBytes = 0

    package init(limits: ICAPLimits = ICAPLimits(), isPermissive: Bool = false) {
        self.limits = limits
        self.isPermissive = isPermissive
    }

    /// Bytes that came and were not asked for yet.
    package var bufferedBytes: Int { queue.count }

    /// Whether nothing of a request has come yet.
    package var isBetweenRequests: Bool {
        guard case .head = state else { return false }
        return lines.isEmpty && queue.count == 0
    }

    package mutating func append(_ bytes: some Collection<UInt8>) {
        if case .refused = state { return }
        queue.append(bytes)
    }

    /// What comes next; nil while more bytes are needed, or an answer to a preview.
    package mutating func next() -> Event? {
        do throws(ICAPRefusal) {
            return try nextEvent()
        } catch {
            state = .refused
            queue = ByteQueue()
            return .refused(error)
        }
    }

    /// The client was told to send the rest.
    package mutating func goOn() {
        guard case .waiting(let chunks) = state else { return }
        state = .body(chunks, isPreview: false)
    }

    /// The preview was answered; the client sends its next request.
    package mutating func stop() {
        guard case .waiting = state else { return }
        state = .head
    }

    private mutating func nextEvent() throws(ICAPRefusal) -> Event? {
        switch state {
        case .head:
            return try readHead()
        case .encapsulated(let request, let holds):
            return try readEncapsulated(request, holds)
        case .body(let chunks, let isPreview):
            return try readBody(chunks, isPreview)
        case .ended:
            state = .head
            return .ended
        case .waiting, .refused:
            return nil
        }
    }

    private mutating func readHead() throws(ICAPRefusal) -> Event? {
        while let line = queue.line(upTo: limits.headBytes - headBytes) {
            guard case .whole(let bytes, let hasReturn) = line else {
                throw .bad("The ICAP header is too large")
            }
            guard hasReturn || isPermissive else { throw .bad("A line has no carriage return") }
            headBytes += bytes.count + 2
            guard bytes.isEmpty else {
                lines.append(bytes)
                continue
            }
            // RFC 2616 4.1: empty lines in front of a request are overlooked.
            guard !lines.isEmpty else { continue }
            let head = try ICAPHeadReader(limits: limits, isPermissive: isPermissive).read(lines)
            lines = []
            headBytes = 0
            return try readEncapsulated(head.0, head.1)
        }
        return nil
    }

    private mutating func readEncapsulated(
        _ request: ICAPRequest,
        _ holds: Encapsulation
    ) throws(ICAPRefusal) -> Event? {
        guard let bytes = queue.take(holds.headBytes) else {
            state = .encapsulated(request, holds)
            return nil
        }
        var request = request
        let split = holds.requestHeadBytes ?? 0
        if split > 0 {
            request.httpRequest = try head(Array(bytes[..<split]), .request)
        }
        if holds.answerHeadBytes != nil {
            request.httpAnswer = try head(Array(bytes[split...]), .response)
        }
        state =
            holds.hasBody
            ? .body(ChunkReader(limits: limits), isPreview: request.previewBytes != nil) : .ended
        return .head(request)
    }

    private func head(_ bytes: [UInt8], _ owner: HeadText.Owner) throws(ICAPRefusal) -> HTTPHead {
        let text = HeadText(owner: owner, limits: limits, isPermissive: isPermissive)
        return try HTTPHead(bytes, of: owner, text)
    }

    private mutating func readBody(
        _ chunks: ChunkReader,
        _ isPreview: Bool
    ) throws(ICAPRefusal) -> Event? {
        var chunks = chunks
        let event = try chunks.next(&queue)
        state = .body(chunks, isPreview: isPreview)
        switch event {
        case nil:
            return nil
        case .data(let bytes)?:
            return .body(bytes)
        case .ended(let saysWhole)?:
            guard isPreview || !saysWhole else { throw .bad("ieof outside of a preview") }
            guard isPreview && !saysWhole else {
                state = .head
                return .ended
            }
            state = .waiting(chunks)
            return .previewEnded
        }
    }
}
