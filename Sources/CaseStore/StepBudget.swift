internal import CSQLite
internal import Synchronization

/// Counts the instructions of SQLite's virtual machine and interrupts when they are used up.
final class StepBudget: Sendable {
    private static let stride = 1_000
    private let left: Atomic<Int>

    init(_ steps: Int) {
        left = Atomic(max(1, steps / Self.stride))
    }

    func guarding<Result>(_ connection: OpaquePointer, _ body: () throws -> Result) rethrows
        -> Result
    {
        // SAFETY: the handler is removed before the budget can go away.
        sqlite3_progress_handler(
            connection,
            Int32(Self.stride),
            { context in
                guard let context else { return 1 }
                let budget = Unmanaged<StepBudget>.fromOpaque(context).takeUnretainedValue()
                return budget.left.subtract(1, ordering: .relaxed).newValue < 0 ? 1 : 0
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
        defer { sqlite3_progress_handler(connection, 0, nil, nil) }
        return try withExtendedLifetime(self) { try body() }
    }
}
