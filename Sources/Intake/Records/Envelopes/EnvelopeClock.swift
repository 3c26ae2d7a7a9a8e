/// What the stamps of envelopes tell of the time of the lines inside.
struct EnvelopeClock: Sendable {
    /// True if lines are given on with their stamps in UTC.
    var givesUTC = false
    /// Local time of product stamps minus UTC in seconds; nil until a line told it.
    var zoneSeconds: Int?

    private static let quarter: Int64 = 900
    /// A line is passed on within this time of being written.
    private static let delaySeconds: Int64 = 60
    /// The zones of the world lie within this of UTC.
    private static let farthest: Int64 = 14 * 3_600

    /// Takes both times of a line: its own, and when it was passed on.
    mutating func take(localUS: Int64, stamp: TimeText?) {
        guard let stamp, stamp.zone != .none else { return }
        let difference = (localUS - stamp.us) / 1_000_000
        let half = difference < 0 ? -Self.quarter / 2 : Self.quarter / 2
        let rounded = (difference + half) / Self.quarter * Self.quarter
        guard abs(difference - rounded) <= Self.delaySeconds, abs(rounded) <= Self.farthest
        else { return }
        zoneSeconds = Int(rounded)
    }
}
