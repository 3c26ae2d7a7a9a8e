internal import Archives
internal import CaseModel
internal import Dispatch
internal import Synchronization

/// What the reading thread hands to the parsing thread.
enum RingItem: Sendable {
    case begin(EntryHeader)
    case block([UInt8])
    case end(EntryEnd)
    case note(Note, path: String)
    case packageEnd(PackageEnd)
    case failed(ArchiveError)
}

/// A bounded queue between the thread that reads and inflates and the one that parses and stores:
/// eight blocks, so that neither runs ahead by more than eight megabytes.
final class Ring: Sendable {
    private struct State {
        var items: [RingItem] = []
        var isCancelled = false
    }

    private static let slots = 8
    private let state = Mutex(State())
    private let free = DispatchSemaphore(value: slots)
    private let filled = DispatchSemaphore(value: 0)

    /// Waits for room; after `cancel` the item is dropped.
    func put(_ item: RingItem) {
        free.wait()
        state.withLock { $0.items.append(item) }
        filled.signal()
    }

    /// Waits for an item.
    func take() -> RingItem {
        filled.wait()
        let item = state.withLock { $0.items.removeFirst() }
        free.signal()
        return item
    }

    /// Tells the reader that nobody wants more.
    func cancel() { state.withLock { $0.isCancelled = true } }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }
}

/// The reading thread's end of the ring.
struct RingSink: EntrySink {
    let ring: Ring

    func begin(_ entry: EntryHeader) { ring.put(.begin(entry)) }
    func bytes(_ block: [UInt8]) { ring.put(.block(block)) }
    func end(_ end: EntryEnd) { ring.put(.end(end)) }
    func note(_ note: Note, at path: String) { ring.put(.note(note, path: path)) }
    var isCancelled: Bool { ring.isCancelled }
}
