/// A time as a user writes it on the command line.
package struct UserTime: Sendable, Hashable {
    /// Microseconds since 1970; UTC only if `hasZone`.
    package var us: Int64
    package var hasZone: Bool

    /// nil if the text is no time.
    package init?(_ text: String) {
        guard let time = TimeText(text) else { return nil }
        us = time.us
        hasZone = time.zone != .none
    }

    /// The time in UTC, read in a zone if it names none itself: in the named one if there is one.
    package func utc(zoneSeconds: Int, or named: NamedZone? = nil) -> Int64 {
        guard !hasZone else { return us }
        return named?.utc(ofLocal: us) ?? us - Int64(zoneSeconds) * 1_000_000
    }

    /// Seconds east of UTC of `+02:00`, `-0530` or `UTC`; nil for anything else.
    package static func zoneSeconds(_ text: String) -> Int? {
        if ["utc", "gmt", "z"].contains(text.lowercased()) { return 0 }
        guard text.hasPrefix("+") || text.hasPrefix("-"),
            let time = TimeText("2000-01-01T00:00:00\(text)"), case .offset(let seconds) = time.zone
        else { return nil }
        return seconds
    }
}
