/// Gives a stream to libarchive block by block, and can go back within the last block: a reader
/// that failed has taken bytes which the next one needs.
final class Feed {
    let source: any ByteStream
    /// What is served before the source, to make libarchive's format test accept what follows.
    private var opening: MemoryStream?
    private var openingBytes: Int64 = 0
    /// Where in the source the first byte behind the opening lies.
    private var startOffset: Int64 = 0
    private var last = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Where in the source the run after `last` lies.
    private var nextOffset: Int64 = 0
    var offsetBytes: Int64 { nextOffset }
    /// Set where `last` is to be served again.
    private var isReplaying = false
    /// True once libarchive wanted more than there was.
    private(set) var isAtEnd = false
    /// The last bytes of the source, while a zip is read from front to back.
    private var tail: [UInt8] = []
    private let padsDescriptor: Bool
    /// Eight zeros.
    private lazy var pad = Block(count: 8)
    private static let descriptor: [UInt8] = [0x50, 0x4B, 0x07, 0x08]
    /// The mark, a checksum and two sizes.
    private static let descriptorBytes = 16

    /// - Parameters:
    ///   - source: What is fed.
    ///   - padsDescriptor: Whether a zip that ends with the descriptor of its last member gets
    ///     some zeros behind it: libarchive looks at 24 bytes where 16 are enough, and would
    ///     throw the member away.
    init(_ source: any ByteStream, padsDescriptor: Bool = false) {
        self.source = source
        self.padsDescriptor = padsDescriptor
    }

    func next() -> UnsafeRawBufferPointer {
        if let opening {
            let run = opening.next()
            if !run.isEmpty { return run }
            self.opening = nil
        }
        if isReplaying {
            isReplaying = false
            return last
        }
        last = source.next()
        nextOffset += Int64(last.count)
        isAtEnd = last.isEmpty
        guard padsDescriptor else { return last }
        guard isAtEnd else {
            tail = Array((tail + last.suffix(Self.descriptorBytes)).suffix(Self.descriptorBytes))
            return last
        }
        defer { tail = [] }
        let isComplete = tail.count == Self.descriptorBytes && tail.starts(with: Self.descriptor)
        return isComplete ? UnsafeRawBufferPointer(pad.bytes) : last
    }

    func seek(to offset: Int64) -> Bool {
        guard source.seek(to: offset) else { return false }
        last = UnsafeRawBufferPointer(start: nil, count: 0)
        isReplaying = false
        nextOffset = offset
        return true
    }

    /// Whether so little is left that it can hold no member.
    func isSpent(after consumedBytes: Int64) -> Bool {
        let localHeaderBytes: Int64 = 30
        let offset = startOffset + max(0, consumedBytes - openingBytes)
        let end = source.sizeBytes ?? (isAtEnd ? nextOffset : .max)
        return end - offset < localHeaderBytes
    }

    /// Prepares for a new reader that begins near a place where the one before had come to.
    ///
    /// - Parameters:
    ///   - consumedBytes: What the reader before had used up, counted from its own start.
    ///   - opening: What the new reader is to see first.
    /// - Returns: The offset in the source at which it begins.
    func restart(after consumedBytes: Int64, opening: [UInt8]) -> Int64 {
        let wanted = startOffset + max(0, consumedBytes - openingBytes)
        var offset = wanted
        if !seek(to: wanted) {
            // What lies before the last block is gone; what lies in it is still there.
            let lastOffset = nextOffset - Int64(last.count)
            offset = min(max(wanted, lastOffset), nextOffset)
            // SAFETY: the run stays valid until the source is asked again.
            last = UnsafeRawBufferPointer(rebasing: last[Int(offset - lastOffset)...])
            isReplaying = !last.isEmpty
        }
        startOffset = offset
        openingBytes = Int64(opening.count)
        self.opening = MemoryStream(opening)
        return offset
    }
}
