/// Bytes that came and are not read yet.
struct ByteQueue: Sendable {
    private var bytes: [UInt8] = []
    private var start = 0
    /// How far a line's end was looked for, so that a slow line is not searched again and again.
    private var searched = 0

    var count: Int { bytes.count - start }

    mutating func append(_ more: some Collection<UInt8>) {
        if start > 0 && start >= bytes.count / 2 {
            bytes.removeFirst(start)
            searched -= start
            start = 0
        }
        bytes.append(contentsOf: more)
    }

    /// What ends a line, and what comes instead of it.
    enum Line: Sendable, Hashable {
        /// Without its end; `hasReturn` is false where the line ended in a bare line feed.
        case whole([UInt8], hasReturn: Bool)
        /// It is longer than allowed.
        case tooLong
    }

    /// Takes the next line; nil while its end has not come.
    mutating func line(upTo maximumBytes: Int) -> Line? {
        let from = max(start, searched)
        guard let end = bytes[from...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = bytes.count
            return count > maximumBytes ? .tooLong : nil
        }
        var line = bytes[start..<end]
        guard line.count < maximumBytes else { return .tooLong }
        start = end + 1
        searched = start
        let hasReturn = line.last == UInt8(ascii: "\r")
        if hasReturn { line.removeLast() }
        return .whole(Array(line), hasReturn: hasReturn)
    }

    /// Takes as many bytes as there are, up to so many.
    mutating func take(upTo maximumBytes: Int) -> [UInt8] {
        let end = start + min(maximumBytes, count)
        defer {
            start = end
            searched = end
        }
        return Array(bytes[start..<end])
    }

    /// Takes exactly so many bytes; nil while they have not come.
    mutating func take(_ wantedBytes: Int) -> [UInt8]? {
        count < wantedBytes ? nil : take(upTo: wantedBytes)
    }
}
