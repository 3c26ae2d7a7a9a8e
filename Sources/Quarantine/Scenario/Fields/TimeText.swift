/// Times of a scenario as text: spans such as `1m30s` and points of time such as
/// `2026-06-27T17:00:00Z`; microseconds everywhere else.
enum TimeText {
    private static let units: [(name: String, us: Int64)] = [
        ("d", 24 * .hour), ("h", .hour), ("m", .minute), ("s", .second), ("ms", .millisecond),
        ("us", 1),
    ]

    /// Microseconds of a span; nil if it is none.
    ///
    /// Each number needs its unit, except a single 0.
    static func span(_ text: String) -> Int64? {
        if text == "0" { return 0 }
        var total: Int64 = 0
        var rest = Substring(text)
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(name.count)
            guard let number = Int64(digits), let unit = units.first(where: { $0.name == name })
            else { return nil }
            let (us, tooMany) = number.multipliedReportingOverflow(by: unit.us)
            let (sum, tooLong) = total.addingReportingOverflow(us)
            guard !tooMany && !tooLong else { return nil }
            total = sum
        }
        return total
    }

    static func words(span us: Int64) -> String {
        guard us > 0 else { return "0" }
        var rest = us
        var text = ""
        for unit in units where rest >= unit.us {
            text += "\(rest / unit.us)\(unit.name)"
            rest %= unit.us
        }
        return text
    }

    /// Microseconds UTC of `2026-06-27T17:00:00.250Z`; nil if it is not of that form.
    static func moment(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[4] == UInt8(ascii: "-"),
            bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
            let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        var fraction: Int64 = 0
        if bytes.count > 20 {
            guard bytes[19] == UInt8(ascii: "."), bytes.count <= 27,
                let digits = number(bytes[20..<(bytes.count - 1)])
            else { return nil }
            fraction = digits
            for _ in (bytes.count - 21)..<6 { fraction *= 10 }
        }
        let ofDay = hour * .hour + minute * .minute + second * .second
        return days(year, month, day) * 24 * .hour + ofDay + fraction
    }

    /// As RFC 3339 in UTC, with as much of the second as there is.
    static func words(moment us: Int64) -> String {
        let day = floored(us, by: 24 * .hour)
        let inDay = us - day * 24 * .hour
        let (year, month, dayOfMonth) = date(day)
        let clock = [inDay / .hour, inDay / .minute % 60, inDay / .second % 60]
            .map { padded($0, 2) }.joined(separator: ":")
        let part = inDay % .second
        let fraction: String
        if part == 0 {
            fraction = ""
        } else if part % 1_000 == 0 {
            fraction = "." + padded(part / 1_000, 3)
        } else {
            fraction = "." + padded(part, 6)
        }
        return
            "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))T\(clock)\(fraction)Z"
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard !bytes.isEmpty, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    private static func padded(_ number: Int64, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// Days since 1970 of a date; years begin in March here, so that leap days come last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = floored(shifted, by: 400)
        let ofEra = shifted - era * 400
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    private static func date(_ day: Int64) -> (Int64, Int64, Int64) {
        let shifted = day + 719_468
        let era = floored(shifted, by: 146_097)
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let calendarMonth = month < 10 ? month + 3 : month - 9
        return (
            year + era * 400 + (calendarMonth <= 2 ? 1 : 0), calendarMonth,
            ofYear - (153 * month + 2) / 5 + 1
        )
    }

    private static func floored(_ value: Int64, by divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
    }
}
