/// A time as documents write it: microseconds, and what the text says of its zone.
struct TimeText: Sendable, Hashable {
    enum Zone: Sendable, Hashable {
        /// The text says UTC, or counts since 1970.
        case utc
        /// The text names its offset; seconds east of UTC.
        case offset(Int)
        /// The text names no zone.
        case none
    }

    /// Microseconds since 1970 UTC.
    ///
    /// Without a zone the wall clock is read as if it were UTC, and
    /// whoever knows the zone subtracts its offset.
    var us: Int64
    var zone: Zone

    init(us: Int64, zone: Zone) {
        self.us = us
        self.zone = zone
    }

    /// The time in the text, or nil when the whole text is not one time or a field is out of range.
    ///
    /// Read are ISO 8601 and its cousins with `.` or `/` between the parts of a date, the stamps of
    /// nginx (`28/Jun/2026:10:15:00 +0530`) and of HTTP (`Sun, 28 Jun 2026 10:15:00 GMT`), and
    /// seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size.
    init?(_ text: String) {
        var cursor = TimeCursor(text)
        let read =
            if cursor.isNumber {
                cursor.epoch()
            } else if cursor.beginsWithYear {
                cursor.dateFirst()
            } else {
                cursor.monthName()
            }
        guard let read, cursor.isAtEnd else { return nil }
        self = read
    }
}

/// The place up to which a text was read as a time.
private struct TimeCursor {
    private let bytes: [UInt8]
    private var next = 0

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    init(_ text: String) {
        // No form is longer than 40 bytes, so a long text need not be looked at.
        let all = text.utf8.count > 100 ? [] : Array(text.utf8)
        bytes = Array(TextBytes.trimmed(all[...]))
    }

    var isAtEnd: Bool { next == bytes.count }
    var isNumber: Bool {
        !bytes.isEmpty && bytes[0] != UInt8(ascii: ".")
            && bytes.allSatisfy { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
            && bytes.count { $0 == UInt8(ascii: ".") } <= 1
    }
    var beginsWithYear: Bool { bytes.count > 4 && bytes.prefix(4).allSatisfy(Self.isDigit) }

    mutating func epoch() -> TimeText? {
        let whole = bytes.prefix { Self.isDigit($0) }
        guard 9...19 ~= whole.count, let value = Int64(String(decoding: whole, as: UTF8.self))
        else { return nil }
        next = whole.count
        // The bounds of each unit are the same two days, in 1973 and in 5138.
        switch value {
        case 100_000_000..<100_000_000_000:
            return TimeText(us: value * 1_000_000 + (fraction() ?? 0), zone: .utc)
        case 100_000_000_000..<100_000_000_000_000:
            _ = fraction()
            return TimeText(us: value * 1_000, zone: .utc)
        case 100_000_000_000_000..<100_000_000_000_000_000:
            _ = fraction()
            return TimeText(us: value, zone: .utc)
        default:
            _ = fraction()
            return TimeText(us: value / 1_000, zone: .utc)
        }
    }

    /// `2026-06-28T10:15:00.123Z` with `-`, `.` or `/` in the date and a space for the `T`.
    mutating func dateFirst() -> TimeText? {
        guard let year = number(digits: 4...4) else { return nil }
        let separator = peek
        guard takeAny("-./"), let month = number(digits: 1...2), peek == separator,
            takeAny("-./"), let day = number(digits: 1...2),
            let date = CivilDate(year: year, month: month, day: day),
            takeAny("Tt "), let clock = clock(secondsNeeded: false)
        else { return nil }
        skipSpaces()
        return stamp(date, clock)
    }

    /// `28/Jun/2026:10:15:00 +0530` and `Sun, 28 Jun 2026 10:15:00 GMT`.
    mutating func monthName() -> TimeText? {
        if bytes.count > 4, bytes[3] == UInt8(ascii: ",") {
            next = 4
            skipSpaces()
        }
        guard let day = number(digits: 1...2) else { return nil }
        let separator = peek
        guard takeAny("/ -"), let month = month(), peek == separator, takeAny("/ -"),
            let year = number(digits: 4...4),
            let date = CivilDate(year: year, month: month, day: day),
            takeAny(": "), let clock = clock(secondsNeeded: true)
        else { return nil }
        skipSpaces()
        return stamp(date, clock)
    }

    private mutating func stamp(_ date: CivilDate, _ clockUS: Int64) -> TimeText? {
        guard let zone = zone() else { return nil }
        let wallUS = Int64(date.days) * 86_400_000_000 + clockUS
        guard case .offset(let seconds) = zone else { return TimeText(us: wallUS, zone: zone) }
        return TimeText(us: wallUS - Int64(seconds) * 1_000_000, zone: zone)
    }

    /// Microseconds since midnight.
    private mutating func clock(secondsNeeded: Bool) -> Int64? {
        guard let hour = number(digits: 1...2), hour < 24, takeAny(":"),
            let minute = number(digits: 2...2), minute < 60
        else { return nil }
        let wholeMinutesUS = Int64(hour * 60 + minute) * 60_000_000
        guard peek == UInt8(ascii: ":") else { return secondsNeeded ? nil : wholeMinutesUS }
        next += 1
        // A leap second is written as 60.
        guard let second = number(digits: 2...2), second <= 60 else { return nil }
        guard peek == UInt8(ascii: ".") || peek == UInt8(ascii: ",") else {
            return wholeMinutesUS + Int64(second) * 1_000_000
        }
        guard let fractionUS = fraction() else { return nil }
        return wholeMinutesUS + Int64(second) * 1_000_000 + fractionUS
    }

    /// Microseconds of `.123` or `,123`, nil when no digit follows; the seventh is cut.
    private mutating func fraction() -> Int64? {
        guard takeAny(".,"), let first = peek, Self.isDigit(first) else { return nil }
        var us: Int64 = 0
        var weight: Int64 = 100_000
        while let byte = peek, Self.isDigit(byte) {
            us += Int64(byte - 0x30) * weight
            weight /= 10
            next += 1
        }
        return us
    }

    private mutating func zone() -> TimeText.Zone? {
        guard let sign = peek else { return TimeText.Zone.none }
        let rest = String(decoding: bytes[next...], as: UTF8.self).lowercased()
        if ["z", "utc", "gmt"].contains(rest) {
            next = bytes.count
            return .utc
        }
        guard takeAny("+-"), let hours = number(digits: 2...2), hours <= 18 else { return nil }
        if peek == UInt8(ascii: ":") { next += 1 }
        let minutes = isAtEnd ? 0 : number(digits: 2...2) ?? 60
        guard minutes < 60 else { return nil }
        let seconds = (hours * 60 + minutes) * 60
        return .offset(sign == UInt8(ascii: "-") ? -seconds : seconds)
    }

    private mutating func month() -> Int? {
        guard next + 3 <= bytes.count else { return nil }
        let name = String(decoding: bytes[next..<next + 3], as: UTF8.self).lowercased()
        guard let index = Self.months.firstIndex(of: name) else { return nil }
        next += 3
        return index + 1
    }

    private mutating func number(digits: ClosedRange<Int>) -> Int? {
        let run = bytes[next...].prefix(digits.upperBound).prefix { Self.isDigit($0) }
        guard digits.contains(run.count) else { return nil }
        next += run.count
        return run.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private var peek: UInt8? { next < bytes.count ? bytes[next] : nil }

    private mutating func takeAny(_ set: StaticString) -> Bool {
        guard let byte = peek, set.description.utf8.contains(byte) else { return false }
        next += 1
        return true
    }

    private mutating func skipSpaces() {
        while peek == 0x20 { next += 1 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
