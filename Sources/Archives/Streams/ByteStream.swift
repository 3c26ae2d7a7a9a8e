/// Bytes that are pulled once, from front to back.
///
/// Streams stand on each other: a file, the gzip in it, the member of the tar in that. They are
/// classes because a position has an identity.
protocol ByteStream: AnyObject {
    /// The next run of bytes, valid until the next call; empty once the stream has ended.
    func next() -> UnsafeRawBufferPointer
    /// Why the stream ended early; nil when it ended whole, or has not ended yet.
    var failure: StreamFailure? { get }
    /// Bytes that were taken so far from the packed form below this stream.
    var packedBytes: Int64 { get }
    /// The size of a stream that can `seek`; nil where it cannot.
    var sizeBytes: Int64? { get }
    /// Continues at another offset, counted from 0; false where that cannot be done.
    func seek(to offset: Int64) -> Bool
    /// The last bytes, at most so many, without moving; nil where that cannot be done.
    func tail(_ count: Int) -> [UInt8]?
    /// Tells a decoder that it holds an archive: then the ratio is looked at for each member, and
    /// for the package, but a member that goes beyond it does not end its neighbours.
    func holdsMembers()
}

extension ByteStream {
    var sizeBytes: Int64? { nil }
    func seek(to offset: Int64) -> Bool { false }
    func tail(_ count: Int) -> [UInt8]? { nil }
    func holdsMembers() {}
}

/// Memory of a fixed size that stays in its place as long as its owner lives.
final class Block {
    let bytes: UnsafeMutableRawBufferPointer

    init(count: Int) {
        // SAFETY: owned by this object alone and freed in its deinit; zeroed, so never undefined.
        // As words: without optimisation each element takes a call.
        bytes = .allocate(byteCount: (count + 7) & ~7, alignment: 16)
        bytes.initializeMemory(as: UInt64.self, repeating: 0)
    }

    deinit { bytes.deallocate() }
}

/// A stream of bytes that are in memory already.
final class MemoryStream: ByteStream {
    private let content: [UInt8]
    private var position = 0
    private let block: Block

    init(_ content: [UInt8]) {
        self.content = content
        block = Block(count: min(max(content.count, 1), 256 << 10))
    }

    var failure: StreamFailure? { nil }
    var packedBytes: Int64 { Int64(position) }
    var sizeBytes: Int64? { Int64(content.count) }

    func next() -> UnsafeRawBufferPointer {
        let count = min(block.bytes.count, content.count - position)
        // Copied, because the address of an array's elements holds only inside a closure.
        block.bytes.copyBytes(from: content[position..<position + count])
        position += count
        return UnsafeRawBufferPointer(rebasing: block.bytes[..<count])
    }

    func seek(to offset: Int64) -> Bool {
        guard (0...Int64(content.count)).contains(offset) else { return false }
        position = Int(offset)
        return true
    }
}

/// A stream whose beginning was looked at and is given again.
final class PeekStream: ByteStream {
    let head: [UInt8]
    private let memory: MemoryStream
    /// What was left of the run that the head came from.
    private var rest: UnsafeRawBufferPointer
    private let source: any ByteStream

    init(_ source: any ByteStream, upTo limitBytes: Int = ContentKind.headBytes) {
        var head: [UInt8] = []
        var rest = UnsafeRawBufferPointer(start: nil, count: 0)
        while head.count < limitBytes {
            rest = source.next()
            if rest.isEmpty { break }
            let count = min(rest.count, limitBytes - head.count)
            head.append(contentsOf: rest[..<count])
            // SAFETY: the run stays valid until the source is asked again, after it is used up.
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        self.head = head
        self.rest = rest
        self.source = source
        memory = MemoryStream(head)
    }

    var failure: StreamFailure? { source.failure }
    var packedBytes: Int64 { source.packedBytes }

    func next() -> UnsafeRawBufferPointer {
        let again = memory.next()
        if !again.isEmpty { return again }
        guard !rest.isEmpty else { return source.next() }
        defer { rest = UnsafeRawBufferPointer(start: nil, count: 0) }
        return rest
    }
}
