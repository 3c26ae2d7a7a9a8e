import CZlib
import CaseModel

/// The state of one zlib inflater, freed with its owner.
struct Inflater: ~Copyable {
    let state: UnsafeMutablePointer<z_stream>

    init() {
        // SAFETY: allocated here, freed in deinit. A zeroed z_stream is zlib's documented start.
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        let result = scanwhy_inflate_init(state, 15 + 16)
        precondition(result == Z_OK, "zlib refuses to start: no memory or a wrong version.")
    }

    deinit {
        inflateEnd(state)
        state.deallocate()
    }
}

/// What a gzip stream holds: every byte that can be inflated, also of a stream that is cut.
///
/// libarchive's own gzip filter loses the last block of a cut stream, so it is not used. Members
/// that follow each other are one stream (RFC 1952 2.2); zeros after the last one are padding.
final class GzipStream: ByteStream {
    private enum Stage { case member, betweenMembers, ended }

    private let source: any ByteStream
    private let budget: Budget
    private let inflater = Inflater()
    private let block = Block(count: 1 << 20)
    private var stage = Stage.member
    private var takenBytes: Int64 = 0
    private var isSourceAtEnd = false
    /// Bytes of a trailer that zlib left behind when the checksum before them was wrong.
    private var skipBytes = 0
    private var allowance: DecoderAllowance
    private(set) var failure: StreamFailure?

    init(_ source: any ByteStream, budget: Budget) {
        self.source = source
        self.budget = budget
        allowance = DecoderAllowance(budget)
    }

    var packedBytes: Int64 { takenBytes - Int64(inflater.state.pointee.avail_in) }

    func holdsMembers() { allowance.holdsMembers = true }

    func next() -> UnsafeRawBufferPointer {
        let state = inflater.state
        // SAFETY: zlib writes at most avail_out bytes into the block, which this object owns.
        state.pointee.next_out = block.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = UInt32(block.bytes.count)
        while stage != .ended, state.pointee.avail_out > 0 {
            refill()
            switch stage {
            case .member: inflateMember()
            case .betweenMembers: lookForMember()
            case .ended: break
            }
        }
        let made = block.bytes.count - Int(state.pointee.avail_out)
        let (allowed, failure) = allowance.take(made, packedBytes: packedBytes)
        if let failure { end(failure) }
        return UnsafeRawBufferPointer(rebasing: block.bytes[..<allowed])
    }

    private func refill() {
        let state = inflater.state
        guard state.pointee.avail_in == 0, !isSourceAtEnd else { return }
        let run = source.next()
        isSourceAtEnd = run.isEmpty
        takenBytes += Int64(run.count)
        // SAFETY: the run is valid until the source is asked again: when avail_in is 0. zlib only
        // reads through the pointer, though its type says otherwise.
        let bytes = UnsafeMutableRawPointer(mutating: run.baseAddress)
        state.pointee.next_in = bytes?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_in = UInt32(run.count)
    }

    /// Called with an empty input as well: zlib may hold output that did not fit before.
    private func inflateMember() {
        let state = inflater.state
        let roomBefore = state.pointee.avail_out
        switch inflate(state, Z_NO_FLUSH) {
        case Z_STREAM_END:
            stage = .betweenMembers
        case Z_OK, Z_BUF_ERROR:
            guard isSourceAtEnd, state.pointee.avail_out == roomBefore else { return }
            let reason = "The gzip data stop in the middle."
            end(source.failure ?? budget.failure(.truncated, reason))
        default:
            damaged(said: state.pointee.msg.map { String(cString: $0) } ?? "unknown error")
        }
    }

    private func damaged(said message: String) {
        failure = failure ?? budget.failure(.damaged, "The gzip data are damaged: \(message).")
        // A wrong checksum ends a member that was read whole: the next one can be read. zlib
        // stops behind the four bytes of the checksum, or behind those of the length.
        switch message {
        case "incorrect data check":
            skipBytes = 4
            stage = .betweenMembers
        case "incorrect length check":
            stage = .betweenMembers
        default:
            stage = .ended
        }
    }

    private func lookForMember() {
        let state = inflater.state
        while state.pointee.avail_in > 0, let input = state.pointee.next_in {
            // SAFETY: avail_in is above zero, so next_in points at a readable byte.
            let byte = input.pointee
            if skipBytes == 0, byte == 0x1F {
                inflateReset(state)
                stage = .member
                return
            }
            guard skipBytes > 0 || byte == 0 else {
                end(failure ?? budget.failure(.damaged, "Other bytes follow the gzip data."))
                return
            }
            skipBytes = max(0, skipBytes - 1)
            state.pointee.next_in = input + 1
            state.pointee.avail_in -= 1
        }
        if isSourceAtEnd { end(failure ?? source.failure) }
    }

    private func end(_ failure: StreamFailure?) {
        self.failure = failure
        stage = .ended
    }
}
