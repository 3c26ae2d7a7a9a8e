/// A virtual clock that writes its time in the two forms the logs use.
struct Clock {
    /// Milliseconds since 1970; 2026-03-02 06:00 at first.
    private(set) var nowMS = 1_772_431_200_000

    private var second = -1
    private var coreText: [UInt8] = []
    private var accessText: [UInt8] = []

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    mutating func advance(ms: Int) {
        nowMS += ms
    }

    /// As in `2026.03.02 06:00:00.000`, with milliseconds.
    mutating func appendCore(to line: inout [UInt8]) {
        refresh()
        line.append(contentsOf: coreText)
        line.append(decimal: nowMS % 1000, digits: 3)
    }

    /// As in `02/Mar/2026:06:00:00 +0000`, with an offset.
    mutating func appendAccess(to line: inout [UInt8]) {
        refresh()
        line.append(contentsOf: accessText)
    }

    /// Both texts hold for a second, so they are made once for each.
    private mutating func refresh() {
        guard nowMS / 1000 != second else { return }
        second = nowMS / 1000
        let (year, month, day) = Clock.date(ofDay: second / 86400)
        let time = [second / 3600 % 24, second / 60 % 60, second % 60]
        coreText = []
        coreText.append(decimal: year)
        for (mark, number) in zip(".. ::".utf8, [month, day] + time) {
            coreText.append(mark)
            coreText.append(decimal: number, digits: 2)
        }
        coreText.append(UInt8(ascii: "."))
        accessText = []
        accessText.append(decimal: day, digits: 2)
        accessText.append(text: "/\(Clock.months[month - 1])/")
        accessText.append(decimal: year)
        for number in time {
            accessText.append(UInt8(ascii: ":"))
            accessText.append(decimal: number, digits: 2)
        }
        accessText.append(text: " +0000")
    }

    /// The Gregorian date of a day counted from 1970-01-01, in years that begin in March.
    private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
