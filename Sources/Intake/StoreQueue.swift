internal import CaseStore
internal import Dispatch
internal import Synchronization

/// The way from the thread that reads and parses to the one that stores.
///
/// Storing takes about as long as all before it, so two threads nearly halve the time. The queue
/// is short: reading waits for storing, and memory holds a few blocks.
final class StoreQueue: Sendable {
    /// Something to store; jobs run one after another, in the order they were put.
    typealias Job = @Sendable (CaseWriter) throws -> Void

    private enum Item: Sendable {
        case job(Job)
        case done
    }

    private struct State {
        var items: [Item] = []
        var isCancelled = false
    }

    private static let slots = 4
    private let state = Mutex(State())
    private let free = DispatchSemaphore(value: slots)
    private let filled = DispatchSemaphore(value: 0)

    /// Runs `produce` on a thread of its own; what it puts waits for `Production.store`.
    static func start<Result: Sendable>(
        _ produce: @escaping @Sendable (StoreQueue) throws -> Result
    ) -> Production<Result> {
        let production = Production<Result>(queue: StoreQueue())
        // A thread of its own: reading blocks on the queue, which a shared one must not do.
        DispatchQueue(label: "scanwhy.reader").async {
            production.outcome.set(Swift.Result { try produce(production.queue) })
            production.queue.put(.done)
        }
        return production
    }

    /// Waits for room; the job is dropped once storing has failed.
    func put(_ job: @escaping Job) { put(.job(job)) }

    /// True once storing has failed: nobody wants more.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    private func cancel() { state.withLock { $0.isCancelled = true } }

    private func put(_ item: Item) {
        free.wait()
        state.withLock { $0.items.append(item) }
        filled.signal()
    }

    private func take() -> Item {
        filled.wait()
        let item = state.withLock { $0.items.removeFirst() }
        free.signal()
        return item
    }

    fileprivate func drop() {
        while case .job = take() {}
    }

    /// Without a writer, or after a failure, jobs are taken and dropped, so that the producer never
    /// waits for ever.
    fileprivate func drain(into writer: CaseWriter?) throws {
        if writer == nil { cancel() }
        var failure: (any Error)?
        while case .job(let job) = take() {
            guard failure == nil, let writer else { continue }
            do {
                try job(writer)
            } catch {
                failure = error
                cancel()
            }
        }
        if let failure { throw failure }
    }
}

/// A producer at work; exactly one of its functions must be called, once.
struct Production<Result: Sendable>: Sendable {
    fileprivate let queue: StoreQueue
    fileprivate let outcome = Outcome<Result>()

    /// Stores on this thread what the producer puts.
    ///
    /// - Returns: What the producer returned, once all of its jobs ran.
    /// - Throws: What a job or the producer threw, the job's error first.
    func store(into writer: CaseWriter) throws -> Result {
        try queue.drain(into: writer)
        return try outcome.get()
    }

    /// Takes what the producer puts and drops it, as fast as it comes.
    func discard() throws -> Result {
        queue.drop()
        return try outcome.get()
    }

    /// Waits until the producer has noticed that nobody wants anything.
    func abandon() {
        do {
            try queue.drain(into: nil)
        } catch {
            preconditionFailure("only jobs throw, and none was run")
        }
    }
}

/// Where a producer leaves what came of it.
private final class Outcome<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)

    func set(_ value: Result<Value, any Error>) { result.withLock { $0 = value } }

    func get() throws -> Value {
        guard let value = result.withLock({ $0 }) else {
            preconditionFailure("a queue is drained after its producer has ended")
        }
        return try value.get()
    }
}
