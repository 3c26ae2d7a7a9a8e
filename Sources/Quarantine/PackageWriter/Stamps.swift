/// Times as the machines print them: from true UTC to what a clock in its zone shows.
struct Stamps: Sendable {
    let clock: MachineClock

    private struct Civil {
        var year, month, day, hour, minute, second, micro: Int64
    }

    /// `2026.06.27 19:00:12.345`, local.
    func product(_ timeUS: Int64) -> String {
        let at = civil(localUS(timeUS))
        return "\(at.year).\(two(at.month)).\(two(at.day)) \(ofDay(at)).\(three(at.micro / 1_000))"
    }

    /// `27/Jun/2026:19:00:12 +0200`, local.
    func access(_ timeUS: Int64) -> String {
        let at = civil(localUS(timeUS))
        return "\(two(at.day))/\(Self.months[Int(at.month) - 1])/\(at.year):\(ofDay(at)) "
            + offset(colon: false)
    }

    /// `2026/06/27 19:00:12`, local.
    func nginxError(_ timeUS: Int64) -> String {
        let at = civil(localUS(timeUS))
        return "\(at.year)/\(two(at.month))/\(two(at.day)) \(ofDay(at))"
    }

    /// `2026-06-27 19:00:12`, local.
    func plain(_ timeUS: Int64) -> String { spaced(localUS(timeUS)) }

    /// `2026-06-27 17:00:12`, UTC.
    func plainUTC(_ timeUS: Int64) -> String { spaced(shownUS(timeUS)) }

    private func spaced(_ us: Int64) -> String {
        let at = civil(us)
        return "\(at.year)-\(two(at.month))-\(two(at.day)) \(ofDay(at))"
    }

    /// `2026-06-27 17:00:12.345 UTC`.
    func postgres(_ timeUS: Int64) -> String {
        let at = civil(shownUS(timeUS))
        return "\(spaced(shownUS(timeUS))).\(three(at.micro / 1_000)) UTC"
    }

    /// `2026-06-27T17:00:12.345Z`.
    func iso(_ timeUS: Int64) -> String {
        let at = civil(shownUS(timeUS))
        return "\(at.year)-\(two(at.month))-\(two(at.day))T\(ofDay(at)).\(three(at.micro / 1_000))Z"
    }

    /// `Sat, 27 Jun 2026 17:00:12 GMT`.
    func http(_ timeUS: Int64) -> String {
        let us = shownUS(timeUS)
        let at = civil(us)
        let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let weekday = names[Int(floored(us, 24 * .hour).quotient % 7 + 7) % 7]
        return "\(weekday), \(two(at.day)) \(Self.months[Int(at.month) - 1]) \(at.year) "
            + "\(ofDay(at)) GMT"
    }

    /// `20260627`, local.
    func date(_ timeUS: Int64) -> String {
        let at = civil(localUS(timeUS))
        return "\(at.year)\(two(at.month))\(two(at.day))"
    }

    /// `06/27/2026`, local.
    func american(_ timeUS: Int64) -> String {
        let at = civil(localUS(timeUS))
        return "\(two(at.month))/\(two(at.day))/\(at.year)"
    }

    /// `+0200` or `+02:00`.
    func offset(colon: Bool) -> String {
        let seconds = clock.zoneSeconds
        let minutes = abs(seconds) / 60
        let sign = seconds < 0 ? "-" : "+"
        return sign + two(Int64(minutes / 60)) + (colon ? ":" : "") + two(Int64(minutes % 60))
    }

    /// The hours since 1970 that its clock shows, for rotation at whole local hours.
    func localHour(_ timeUS: Int64) -> Int64 { floored(localUS(timeUS), .hour).quotient }

    /// UTC as the clock has it.
    func shownUS(_ timeUS: Int64) -> Int64 { timeUS + clock.offsetUS }

    private func localUS(_ timeUS: Int64) -> Int64 {
        shownUS(timeUS) + Int64(clock.zoneSeconds) * .second
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private func ofDay(_ at: Civil) -> String {
        "\(two(at.hour)):\(two(at.minute)):\(two(at.second))"
    }

    private func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func three(_ number: Int64) -> String {
        let text = String(number)
        return String(repeating: "0", count: 3 - text.count) + text
    }

    private func floored(_ value: Int64, _ unit: Int64) -> (quotient: Int64, rest: Int64) {
        let rest = ((value % unit) + unit) % unit
        return ((value - rest) / unit, rest)
    }

    /// Years begin in March here, so that leap days come last.
    private func civil(_ us: Int64) -> Civil {
        let (days, ofDay) = floored(us, 24 * .hour)
        let shifted = days + 719_468
        let (era, ofEra) = floored(shifted, 146_097)
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return Civil(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: ofYear - (153 * shiftedMonth + 2) / 5 + 1,
            hour: ofDay / .hour,
            minute: ofDay % .hour / .minute,
            second: ofDay % .minute / .second,
            micro: ofDay % .second
        )
    }
}
