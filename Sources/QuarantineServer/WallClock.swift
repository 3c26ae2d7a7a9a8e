internal import FoundationEssentials

/// The clock of the machine; all else gets its time from outside.
package enum WallClock {
    /// Microseconds since 1970 UTC.
    @Sendable package static func us() -> Int64 {
        // Not by timespec: in a release build SwiftNIO's module of Linux headers claims it.
        Int64(Date.now.timeIntervalSince1970 * 1_000_000)
    }
}
