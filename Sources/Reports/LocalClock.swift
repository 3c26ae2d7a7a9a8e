/// Writes times as the package's own logs show them, with UTC beside.
struct LocalClock: Hashable {
    /// Added to UTC.
    let offsetMS: Int64

    static let utc = LocalClock(offsetMS: 0)

    /// No place is further from UTC than 14 hours; what is further was set to another day.
    private static let furthestMS: UInt64 = 64_800_000

    var hasZone: Bool { offsetMS.magnitude <= Self.furthestMS }

    /// `+02:00`, rounded to a quarter of an hour, as zones are; a clock that is off by seconds
    /// keeps its seconds in the times, and one that is off by days has no zone.
    var zone: String {
        guard hasZone else { return "by its own clock" }
        let minutes = Int((offsetMS + (offsetMS < 0 ? -450_000 : 450_000)) / 900_000) * 15
        let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        return "\(minutes < 0 ? "-" : "+")\(String(hours).padded(2)):\(String(rest).padded(2))"
    }

    func local(_ timeUS: Int64) -> Moment {
        let (offsetUS, tooFar) = offsetMS.multipliedReportingOverflow(by: 1_000)
        let (shifted, beyond) = timeUS.addingReportingOverflow(tooFar ? 0 : offsetUS)
        return Moment(beyond ? timeUS : shifted)
    }

    /// `2026-06-28 12:15:02.123 +02:00 (10:15:02.123 UTC)`.
    func stamp(_ timeUS: Int64) -> String {
        let utc = Moment(timeUS)
        guard offsetMS != 0 else { return "\(utc.date) \(utc.clockMS) UTC" }
        let local = local(timeUS)
        let date = utc.date == local.date ? "" : "\(utc.date) "
        return "\(local.date) \(local.clockMS) \(zone) (\(date)\(utc.clockMS) UTC)"
    }

    /// `2026-06-28 12:15:02 to 12:47:31 +02:00 (10:15:02 to 10:47:31 UTC)`.
    func span(_ fromUS: Int64, _ toUS: Int64) -> String {
        let utc = LocalClock.span(Moment(fromUS), Moment(toUS))
        guard offsetMS != 0 else { return "\(utc) UTC" }
        let (from, to) = (local(fromUS), local(toUS))
        let sameDays = from.date == Moment(fromUS).date && to.date == Moment(toUS).date
        let beside =
            sameDays && from.date == to.date
            ? LocalClock.clocks(Moment(fromUS), Moment(toUS)) : utc
        return "\(LocalClock.span(from, to)) \(zone) (\(beside) UTC)"
    }

    /// `2026-06-28 12:15:02 to 12:47:31 +02:00`, where a table has no room for UTC.
    func localSpan(_ fromUS: Int64, _ toUS: Int64) -> String {
        "\(LocalClock.span(local(fromUS), local(toUS))) \(offsetMS == 0 ? "UTC" : zone)"
    }

    private static func span(_ from: Moment, _ to: Moment) -> String {
        guard from.date != to.date else { return "\(from.date) \(clocks(from, to))" }
        return "\(from.date) \(from.clock) to \(to.date) \(to.clock)"
    }

    private static func clocks(_ from: Moment, _ to: Moment) -> String {
        from.clock == to.clock ? from.clock : "\(from.clock) to \(to.clock)"
    }
}
