internal import Synchronization

/// Bytes that may be held at once by all connections together.
final class ByteBudget: Sendable {
    private let left: Mutex<Int>

    init(bytes: Int) {
        left = Mutex(bytes)
    }

    /// Whether so many bytes may be held; then they must be given back.
    func hold(_ bytes: Int) -> Bool {
        left.withLock {
            guard bytes <= $0 else { return false }
            $0 -= bytes
            return true
        }
    }

    func release(_ bytes: Int) {
        left.withLock { $0 += bytes }
    }
}
