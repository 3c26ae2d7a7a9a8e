/// A service as its start and stop lines tell of it.
package struct ServiceFacts: Sendable, Hashable {
    package var product: Product
    package var version: String
    package var platform: CoreSettings.Platform
    /// Process id; a new one at each start.
    package var pid: Int

    package enum Product: String, Sendable, Hashable { case core, icap }
}

/// The end of a service.
package struct ServiceStop: Sendable, Hashable {
    package var service: ServiceFacts
    package var how: How
    /// Scans that were under way or waiting.
    package var interrupted: Int

    package enum How: String, Sendable, Hashable {
        /// Stopped by a person; which line that leaves is not documented.
        case orderly
        /// `Error in Service, shutdown..`, message id 8.
        case error
        /// `Insufficient memory, terminating`, message id 2892.
        case memory
        /// No line at all.
        case crash
    }
}

/// An engine as the lines of its life tell of it.
package struct EngineFacts: Sendable, Hashable {
    package var name: String
    package var id: String
    package var kind: ScanEngine.Kind
    package var version: String
    package var database: String
    package var pid: Int
}
