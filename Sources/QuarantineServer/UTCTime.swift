/// A moment of the calendar, as headers and JSON write it.
struct UTCTime: Sendable, Hashable {
    let year: Int
    let month: Int
    let day: Int
    /// 0 is Sunday.
    let weekday: Int
    let milliseconds: Int

    /// - Parameter us: Microseconds since 1970 UTC.
    init(us: Int64) {
        let milliseconds = Self.floorDivide(Int(us), 1_000)
        let days = Self.floorDivide(milliseconds, 86_400_000)
        self.milliseconds = milliseconds - days * 86_400_000
        weekday = ((days + 4) % 7 + 7) % 7
        // Days since 0000-03-01 in eras of 400 years, so that the leap day is the last of a year.
        let shifted = days + 719_468
        let era = Self.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * march + 2) / 5 + 1
        month = march < 10 ? march + 3 : march - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    var http: String {
        let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        return "\(names[weekday]), \(Self.pad(day)) \(months[month - 1]) \(year) \(clock) GMT"
    }

    /// Such as `2020-03-12T08:37:05.412Z`.
    var rfc3339: String {
        let date = "\(Self.pad(year, 4))-\(Self.pad(month))-\(Self.pad(day))"
        return "\(date)T\(clock).\(Self.pad(milliseconds % 1_000, 3))Z"
    }

    private var clock: String {
        let second = milliseconds / 1_000
        return [second / 3_600, second / 60 % 60, second % 60].map { Self.pad($0) }
            .joined(separator: ":")
    }

    private static func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func floorDivide(_ number: Int, _ by: Int) -> Int {
        let quotient = number / by
        return number % by < 0 ? quotient - 1 : quotient
    }
}
