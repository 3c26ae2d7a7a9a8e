/// Reads a chunked body, as it comes.
struct ChunkReader: Sendable {
    enum Event: Sendable, Hashable {
        case data([UInt8])
        /// The body, or its preview, is over; `isWhole` is true if the client said `ieof`.
        case ended(saysWhole: Bool)
    }

    private enum State: Sendable {
        case size
        case data(leftBytes: Int)
        case dataEnd
        case trailers(saysWhole: Bool)
    }

    private var state = State.size
    private var trailerBytes = 0
    /// Bytes of the body so far, over the preview and the rest.
    private(set) var totalBytes = 0
    let limits: ICAPLimits

    init(limits: ICAPLimits) {
        self.limits = limits
    }

    /// What comes next; nil while more bytes are needed.
    mutating func next(_ queue: inout ByteQueue) throws(ICAPRefusal) -> Event? {
        while true {
            switch state {
            case .size:
                guard let line = try Self.line(&queue, limits.chunkLineBytes) else { return nil }
                try readSize(line)
            case .data(let leftBytes):
                guard queue.count > 0 else { return nil }
                let bytes = queue.take(upTo: leftBytes)
                let left = leftBytes - bytes.count
                state = left == 0 ? .dataEnd : .data(leftBytes: left)
                return .data(bytes)
            case .dataEnd:
                guard let line = try Self.line(&queue, limits.chunkLineBytes) else { return nil }
                guard line.isEmpty else { throw .bad("A chunk is longer than its size says") }
                state = .size
            case .trailers(let saysWhole):
                guard let line = try Self.line(&queue, limits.chunkLineBytes) else { return nil }
                trailerBytes += line.count
                guard trailerBytes <= limits.chunkLineBytes else { throw .bad("Too many trailers") }
                guard line.isEmpty else { continue }
                state = .size
                trailerBytes = 0
                return .ended(saysWhole: saysWhole)
            }
        }
    }

    private mutating func readSize(_ line: [UInt8]) throws(ICAPRefusal) {
        let parts = line.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        let digits = parts[0].filter { $0 != 0x20 && $0 != 0x09 }
        guard (1...15).contains(digits.count) else { throw .bad("Invalid chunk size") }
        var size = 0
        for digit in digits {
            guard let value = Hex.value(digit) else { throw .bad("Invalid chunk size") }
            size = size << 4 | value
        }
        guard size <= limits.chunkBytes else { throw .tooLarge("A chunk is too large") }
        guard totalBytes + size <= limits.bodyBytes else {
            throw .tooLarge("The body is too large")
        }
        totalBytes += size
        guard size == 0 else {
            state = .data(leftBytes: size)
            return
        }
        let saysWhole = parts.dropFirst().contains {
            String(decoding: $0, as: UTF8.self).trimmingBlanks.lowercased() == "ieof"
        }
        state = .trailers(saysWhole: saysWhole)
    }

    private static func line(
        _ queue: inout ByteQueue,
        _ maximumBytes: Int
    ) throws(ICAPRefusal) -> [UInt8]? {
        switch queue.line(upTo: maximumBytes) {
        case .whole(let line, hasReturn: true): return line
        case .whole, .tooLong: throw .bad("Invalid chunk")
        case nil: return nil
        }
    }
}
