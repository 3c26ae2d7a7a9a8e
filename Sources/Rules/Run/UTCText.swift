/// A time for sentences of reports, such as `2026-06-27 21:41:07Z`.
package enum UTCText {
    /// `microseconds` since 1970; parts of a second are left out.
    package static func seconds(_ microseconds: Int64) -> String {
        let seconds = microseconds.floored(by: 1_000_000)
        let days = seconds.floored(by: 86_400)
        let rest = seconds - days * 86_400
        let (year, month, day) = date(days)
        let time = [rest / 3_600, rest / 60 % 60, rest % 60].map { padded($0, 2) }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2)) "
            + time.joined(separator: ":") + "Z"
    }

    /// Counts days from 1 March of the year 0, so that a leap day ends a year.
    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.floored(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    /// Division that rounds down, also below zero.
    fileprivate func floored(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
