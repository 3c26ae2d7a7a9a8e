/// When clocks change each year, as the end of a TZif file says it: `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// POSIX.1 8.3 and RFC 9636 3.3.1; offsets there count westwards.
struct ZoneRule: Sendable, Hashable {
    /// Seconds east of UTC outside of summer.
    private(set) var standard: Int
    private var summer: Summer?

    private struct Summer: Hashable {
        var seconds: Int
        var start: Change
        var end: Change
    }

    private struct Change: Hashable {
        var day: Day
        /// Seconds after the day's midnight by the clock in force; may be negative.
        var time: Int
    }

    private enum Day: Hashable {
        /// The week counts from 1, and 5 is the last; Sunday is 0.
        case weekday(month: Int, week: Int, day: Int)
        /// From 1 to 365, without 29 February.
        case julian(Int)
        /// From 0, with it.
        case ordinal(Int)
    }

    /// nil if the text is no such rule.
    init?(_ bytes: some Sequence<UInt8>) {
        var cursor = Cursor(rest: Array(bytes)[...])
        guard cursor.skipName(), let west = cursor.time(hours: 24) else { return nil }
        standard = -west
        guard !cursor.rest.isEmpty else { return }
        guard cursor.skipName() else { return nil }
        var seconds = standard + 3_600
        if cursor.rest.first != UInt8(ascii: ",") {
            guard let west = cursor.time(hours: 24) else { return nil }
            seconds = -west
        }
        guard let start = cursor.change(), let end = cursor.change(), cursor.rest.isEmpty else {
            return nil
        }
        summer = Summer(seconds: seconds, start: start, end: end)
    }

    /// The changes of a year, in seconds since 1970 UTC, with the offset from then on.
    func changes(in year: Int) -> [(at: Int64, seconds: Int)] {
        guard let summer else { return [] }
        return [
            (Self.at(summer.start, year) - Int64(standard), summer.seconds),
            (Self.at(summer.end, year) - Int64(summer.seconds), standard),
        ].sorted { $0.0 < $1.0 }
    }

    private static func at(_ change: Change, _ year: Int) -> Int64 {
        Int64(days(change.day, year)) * 86_400 + Int64(change.time)
    }

    private static func days(_ day: Day, _ year: Int) -> Int {
        let newYear = CivilDate.daysFromCivil(year: year, month: 1, day: 1)
        switch day {
        case .ordinal(let number): return newYear + number
        case .julian(let number):
            let isLeap = CivilDate.dayCount(year: year, month: 2) == 29
            return newYear + number - 1 + (isLeap && number >= 60 ? 1 : 0)
        case .weekday(let month, let week, let day):
            let first = CivilDate.daysFromCivil(year: year, month: month, day: 1)
            // 1 January 1970 was a Thursday.
            let weekday = ((first + 4) % 7 + 7) % 7
            let date = first + (day - weekday + 7) % 7 + (week - 1) * 7
            let isOver = date >= first + CivilDate.dayCount(year: year, month: month)
            return isOver ? date - 7 : date
        }
    }

    private struct Cursor {
        var rest: ArraySlice<UInt8>

        mutating func skip(_ character: Character) -> Bool {
            guard rest.first == character.asciiValue else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// Three letters or more, or anything in angle brackets.
        mutating func skipName() -> Bool {
            if skip("<") {
                guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
                rest = rest[(end + 1)...]
                return true
            }
            let name = rest.prefix { 0x41...0x5A ~= $0 & 0xDF }
            rest = rest[name.endIndex...]
            return name.count >= 3
        }

        mutating func number(upTo most: Int) -> Int? {
            let digits = rest.prefix { 0x30...0x39 ~= $0 }
            guard 1...3 ~= digits.count else { return nil }
            rest = rest[digits.endIndex...]
            let number = digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
            return number <= most ? number : nil
        }

        /// Seconds of `[+-]h[:mm[:ss]]`.
        mutating func time(hours: Int) -> Int? {
            let isNegative = skip("-")
            if !isNegative { _ = skip("+") }
            guard let hour = number(upTo: hours) else { return nil }
            var seconds = hour * 3_600
            for unit in [60, 1] where skip(":") {
                guard let part = number(upTo: 59) else { return nil }
                seconds += part * unit
            }
            return isNegative ? -seconds : seconds
        }

        mutating func change() -> Change? {
            guard skip(","), let day = day() else { return nil }
            guard skip("/") else { return Change(day: day, time: 7_200) }
            return time(hours: 167).map { Change(day: day, time: $0) }
        }

        private mutating func day() -> Day? {
            if skip("J") { return number(upTo: 365).flatMap { $0 > 0 ? .julian($0) : nil } }
            guard skip("M") else { return number(upTo: 365).map { .ordinal($0) } }
            guard let month = number(upTo: 12), month > 0, skip("."),
                let week = number(upTo: 5), week > 0, skip("."), let day = number(upTo: 6)
            else { return nil }
            return .weekday(month: month, week: week, day: day)
        }
    }
}
