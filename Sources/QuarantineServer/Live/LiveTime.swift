internal import Synchronization

/// Virtual time for whoever shares it with the engine and cannot wait for it.
package final class LiveTime: Sendable {
    private let clock: Mutex<LiveClock>
    private let wall: @Sendable () -> Int64

    init(_ clock: LiveClock, wall: @escaping @Sendable () -> Int64) {
        self.clock = Mutex(clock)
        self.wall = wall
    }

    /// Microseconds UTC.
    package var nowUS: Int64 { current.virtualUS(at: wall()) }

    /// The machine's time; microseconds UTC.
    var wallUS: Int64 { wall() }

    var current: LiveClock { clock.withLock { $0 } }

    func set(_ new: LiveClock) { clock.withLock { $0 = new } }
}
