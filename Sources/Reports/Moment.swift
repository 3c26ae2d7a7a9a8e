/// A point of time taken apart into the Gregorian calendar, with no offset of its own.
struct Moment {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let millisecond: Int

    /// - Parameter timeUS: Microseconds since 1970; held within the years 0 to 9999, since
    ///   RFC 3339 has four digits for the year.
    init(_ timeUS: Int64) {
        let earliest: Int64 = -62_167_219_200_000_000
        let latest: Int64 = 253_402_300_799_999_000
        let milliseconds = Moment.floored(min(max(timeUS, earliest), latest), by: 1_000)
        let seconds = Moment.floored(milliseconds, by: 1_000)
        let days = Moment.floored(seconds, by: 86_400)
        let inDay = Int(seconds - days * 86_400)
        hour = inDay / 3_600
        minute = inDay / 60 % 60
        second = inDay % 60
        millisecond = Int(milliseconds - seconds * 1_000)

        // Years are counted from 0000-03-01, so that the leap day is the last day of a year;
        // 146,097 days are 400 years.
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var date: String {
        "\(String(year).padded(4))-\(String(month).padded(2))-\(String(day).padded(2))"
    }

    var clock: String {
        "\(String(hour).padded(2)):\(String(minute).padded(2)):\(String(second).padded(2))"
    }

    var clockMS: String { "\(clock).\(String(millisecond).padded(3))" }

    /// RFC 3339 in UTC with milliseconds.
    static func rfc3339(_ timeUS: Int64) -> String {
        let moment = Moment(timeUS)
        return "\(moment.date)T\(moment.clockMS)Z"
    }

    private static func floored(_ value: Int64, by divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}
