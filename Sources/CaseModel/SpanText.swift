/// A span of time as people say it, such as `7 h 3 min`.
package enum SpanText {
    /// The two largest units that are not zero, without the sign.
    ///
    /// Below a second, milliseconds.
    package static func words(us: Int64) -> String {
        let span = us.magnitude
        guard span >= 1_000_000 else { return "\(span / 1_000) ms" }
        let seconds = span / 1_000_000
        let units: [(UInt64, String)] = [
            (seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"),
            (seconds % 60, "s"),
        ]
        let first = units.firstIndex { $0.0 > 0 } ?? units.count - 1
        return units[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            .joined(separator: " ")
    }
}
