internal import Synchronization

/// What all connections of an ICAP server take together.
final class ICAPOccupancy: Sendable {
    /// What becomes of a new connection.
    enum Admission: Sendable {
        case served
        /// Told that there are too many.
        case refused
        /// Closed at once: even telling would take too much.
        case closed
    }

    private struct Counts {
        var served = 0
        var refused = 0
        var requests = 0
    }

    private let counts = Mutex(Counts())
    private let maxConnections: Int
    /// For the bodies.
    let budget: ByteBudget

    init(maxConnections: Int, budget: ByteBudget) {
        self.maxConnections = maxConnections
        self.budget = budget
    }

    var connections: Int { counts.withLock { $0.served } }

    func admit() -> Admission {
        counts.withLock {
            if $0.served < maxConnections {
                $0.served += 1
                return .served
            }
            guard $0.refused < maxConnections else { return .closed }
            $0.refused += 1
            return .refused
        }
    }

    func leave(_ admission: Admission) {
        counts.withLock {
            switch admission {
            case .served: $0.served -= 1
            case .refused: $0.refused -= 1
            case .closed: break
            }
        }
    }

    /// The number of the next request, from 1.
    func nextRequest() -> Int {
        counts.withLock {
            $0.requests += 1
            return $0.requests
        }
    }
}
