internal import CaseStore
internal import Dispatch

/// The way from the thread that parses to the one that stores.
///
/// Storing takes about as long as all before it, so two threads nearly halve the time. The queue
/// is short: parsing waits for storing, and memory holds a few blocks.
final class StoreQueue: Sendable {
    /// Something to store; jobs run one after another, in the order they were put.
    typealias Job = @Sendable (CaseWriter) throws -> Void

    private enum Item: Sendable {
        case job(Job)
        case done
    }

    private let items = BoundedQueue<Item>(slots: 4)

    /// Runs `produce` on a thread of its own; what it puts waits for `Production.store`.
    static func start<Result: Sendable>(
        _ produce: @escaping @Sendable (StoreQueue) throws -> Result
    ) -> Production<Result> {
        let production = Production<Result>(queue: StoreQueue())
        // A thread of its own: parsing blocks on the queue, which a shared one must not do.
        DispatchQueue(label: "scanwhy.parser").async {
            production.outcome.set(Swift.Result { try produce(production.queue) })
            production.queue.items.put(.done)
        }
        return production
    }

    /// Waits for room; the job is dropped once storing has failed.
    func put(_ job: @escaping Job) { items.put(.job(job)) }

    /// True once storing has failed: nobody wants more.
    var isCancelled: Bool { items.isCancelled }

    fileprivate func drop() {
        while case .job = items.take() {}
    }

    /// Without a writer, or after a failure, jobs are taken and dropped, so that the producer never
    /// waits for ever.
    fileprivate func drain(into writer: CaseWriter?) throws {
        if writer == nil { items.cancel() }
        var failure: (any Error)?
        while case .job(let job) = items.take() {
            guard failure == nil, let writer else { continue }
            do {
                try job(writer)
            } catch {
                failure = error
                items.cancel()
            }
        }
        if let failure { throw failure }
    }
}

/// A producer at work; exactly one of its functions must be called, once.
struct Production<Result: Sendable>: Sendable {
    fileprivate let queue: StoreQueue
    fileprivate let outcome = Outcome<Result, any Error>()

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
