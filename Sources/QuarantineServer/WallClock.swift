internal import Glibc

/// The clock of the machine; all else gets its time from outside.
package enum WallClock {
    /// Microseconds since 1970 UTC.
    @Sendable package static func us() -> Int64 {
        var now = timespec()
        // It fails only for a clock that does not exist.
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000
    }
}
