internal import Dispatch
internal import Synchronization

/// A queue of a few places between two threads: who puts waits for room, who takes for something
/// to take.
final class BoundedQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var isCancelled = false
    }

    private let state = Mutex(State())
    private let free: DispatchSemaphore
    private let filled = DispatchSemaphore(value: 0)

    init(slots: Int) {
        free = DispatchSemaphore(value: slots)
    }

    /// True once the taker wants no more; what is put is still to be taken, and dropped.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func cancel() { state.withLock { $0.isCancelled = true } }

    func put(_ element: Element) {
        free.wait()
        state.withLock { $0.elements.append(element) }
        filled.signal()
    }

    func take() -> Element {
        filled.wait()
        let element = state.withLock { $0.elements.removeFirst() }
        free.signal()
        return element
    }
}

/// Where a producer leaves what came of it.
final class Outcome<Value: Sendable, Failure: Error>: Sendable {
    private let result = Mutex<Result<Value, Failure>?>(nil)

    func set(_ value: Result<Value, Failure>) { result.withLock { $0 = value } }

    /// - Throws: What the producer threw.
    func get() throws(Failure) -> Value {
        guard let value = result.withLock({ $0 }) else {
            preconditionFailure("a queue is drained after its producer has ended")
        }
        return try value.get()
    }
}
