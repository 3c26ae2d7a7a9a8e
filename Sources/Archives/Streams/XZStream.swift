import CLzma
import CaseModel

/// The state of one decoder of liblzma, freed with its owner.
struct XZDecoder: ~Copyable {
    let state: UnsafeMutablePointer<lzma_stream>

    init(memoryBytes: UInt64) {
        // SAFETY: allocated here, freed in deinit; the shim gives it its documented start.
        state = .allocate(capacity: 1)
        state.initialize(to: lzma_stream())
        let result = scanwhy_xz_start(state, memoryBytes)
        precondition(result == LZMA_OK, "liblzma refuses to start: no memory or a wrong version.")
    }

    deinit {
        lzma_end(state)
        state.deallocate()
    }
}

/// What an xz stream holds: every byte that can be decoded, also of a stream that is cut.
///
/// libarchive's own filter hands over full blocks only, and loses the last one of a cut stream.
final class XZStream: ByteStream {
    private let source: any ByteStream
    private let budget: Budget
    private let decoder: XZDecoder
    private let block = Block(count: 1 << 20)
    private var takenBytes: Int64 = 0
    private var isSourceAtEnd = false
    private var isAtEnd = false
    private var allowance: DecoderAllowance
    private(set) var failure: StreamFailure?

    init(_ source: any ByteStream, budget: Budget) {
        self.source = source
        self.budget = budget
        allowance = DecoderAllowance(budget)
        decoder = XZDecoder(memoryBytes: UInt64(budget.limits.xzMemoryBytes))
    }

    var packedBytes: Int64 { takenBytes - Int64(decoder.state.pointee.avail_in) }

    func holdsMembers() { allowance.holdsMembers = true }

    func next() -> UnsafeRawBufferPointer {
        let state = decoder.state
        // SAFETY: liblzma writes at most avail_out bytes into the block, which this object owns.
        state.pointee.next_out = block.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = block.bytes.count
        while !isAtEnd, state.pointee.avail_out > 0 {
            refill()
            take(lzma_code(state, isSourceAtEnd ? LZMA_FINISH : LZMA_RUN))
        }
        let made = block.bytes.count - state.pointee.avail_out
        let (allowed, failure) = allowance.take(made, packedBytes: packedBytes)
        if let failure { end(failure) }
        return UnsafeRawBufferPointer(rebasing: block.bytes[..<allowed])
    }

    private func refill() {
        let state = decoder.state
        guard state.pointee.avail_in == 0, !isSourceAtEnd else { return }
        let run = source.next()
        isSourceAtEnd = run.isEmpty
        takenBytes += Int64(run.count)
        // SAFETY: the run is valid until the source is asked again: when avail_in is 0.
        state.pointee.next_in = run.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_in = run.count
    }

    private func take(_ result: lzma_ret) {
        switch result {
        case LZMA_OK: break
        case LZMA_STREAM_END: end(source.failure)
        // Said where neither input nor room is left to go on with.
        case LZMA_BUF_ERROR:
            guard isSourceAtEnd else { return }
            end(source.failure ?? budget.failure(.truncated, "The xz data stop in the middle."))
        case LZMA_MEMLIMIT_ERROR:
            let bytes = budget.limits.xzMemoryBytes
            let reason = "Its xz data ask for more than \(bytes) bytes of memory."
            end(budget.failure(.limit, reason, limit: "xzMemoryBytes"))
        case LZMA_OPTIONS_ERROR:
            end(budget.failure(.partlyRead, "It is packed in a way not read here: xz options."))
        case LZMA_FORMAT_ERROR:
            end(budget.failure(.damaged, "Other bytes follow the xz data."))
        default:
            end(budget.failure(.damaged, "The xz data are damaged."))
        }
    }

    private func end(_ failure: StreamFailure?) {
        self.failure = failure
        isAtEnd = true
    }
}
