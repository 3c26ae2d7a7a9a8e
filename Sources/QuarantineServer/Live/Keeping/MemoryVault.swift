internal import Synchronization

/// Bytes that end with the process.
final class MemoryVault: FileVault {
    private let files = Mutex<[String: [UInt8]]>([:])
    private let budget: ByteBudget

    init(bytes: Int) {
        budget = ByteBudget(bytes: bytes)
    }

    func keep(_ bytes: [UInt8], as sha256: String) async throws(LiveProblem) -> Bool {
        files.withLock { files in
            if files[sha256] != nil { return true }
            guard budget.hold(bytes.count) else { return false }
            files[sha256] = bytes
            return true
        }
    }

    func bytes(of sha256: String) async -> [UInt8]? { files.withLock { $0[sha256] } }

    func remove(_ sha256: String) {
        files.withLock { files in
            if let bytes = files.removeValue(forKey: sha256) { budget.release(bytes.count) }
        }
    }
}
