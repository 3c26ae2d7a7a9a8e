/// Knows the beginnings that time stamps have, whoever writes them.
///
/// No time is made of them: it is enough to see that a line begins with one.
enum LineStamp {
    /// Whether a date and a time of day stand at `start`.
    static func stands(in line: ByteText, at start: Int) -> Bool {
        guard start < line.count else { return false }
        if line[start].isDigit { return isDate(line, at: start) }
        guard line[start].isLetter else { return false }
        return isNamed(line, at: start) || isShort(line, at: start)
    }

    /// Whether `[27/Jun/2026:20:00:00` stands somewhere near the beginning, as in access logs.
    static func isAccess(_ line: ByteText) -> Bool {
        guard let open = line.first(0x5B, from: 1, to: min(line.count, 200)) else { return false }
        return open + 21 < line.count && line[open + 3] == 0x2F && line[open + 7] == 0x2F
            && line[open + 1].isDigit && isDate(line, at: open + 1)
    }

    /// Whether a time of day stands at `start`: `20:00:00`.
    static func isClock(_ line: ByteText, at start: Int) -> Bool {
        let hours = digits(line, at: start)
        guard hours == 1 || hours == 2 else { return false }
        let minute = start + hours
        return isByte(line, minute, 0x3A) && digits(line, at: minute + 1) == 2
    }

    /// Whether the line begins with seconds or milliseconds since 1970.
    static func isEpoch(_ line: ByteText) -> Bool {
        let count = digits(line, at: 0)
        guard count == 10 || count == 13, line[0] == 0x31, count < line.count else { return false }
        return line[count] == 0x20 || line[count] == 0x2E || line[count] == 0x7C
    }

    /// `2026-06-27T20:00`, `27/Jun/2026:20:00`, `06/27/2026 20:00`, `20260627T200000`.
    private static func isDate(_ line: ByteText, at start: Int) -> Bool {
        let first = digits(line, at: start)
        var index = start + first
        guard first == 8 || first == 4 || first == 2 || first == 1, index + 4 < line.count else {
            return false
        }
        if first == 8 { return isTime(line, behind: index) }
        let mark = line[index]
        guard ".-/ ".utf8.contains(mark) else { return false }
        index += 1
        let isName = month(line, at: index)
        let second = isName ? 3 : digits(line, at: index)
        guard isName || second == 1 || second == 2 else { return false }
        index += second
        guard isByte(line, index, mark) else { return false }
        let third = digits(line, at: index + 1)
        guard first == 4 ? third == 1 || third == 2 : third == 2 || third == 4 else {
            return false
        }
        return isTime(line, behind: index + 1 + third)
    }

    /// `Jun 27 20:00`, perhaps with the day of the week before it.
    private static func isNamed(_ line: ByteText, at start: Int) -> Bool {
        var index = start
        if weekday(line, at: index) {
            index += 3
            while index < line.count, line[index] == 0x2C || line[index] == 0x20 { index += 1 }
            if index < line.count, line[index].isDigit { return isDate(line, at: index) }
        }
        guard month(line, at: index), isByte(line, index + 3, 0x20) else { return false }
        index += 4
        if isByte(line, index, 0x20) { index += 1 }
        let day = digits(line, at: index)
        return (day == 1 || day == 2) && isTime(line, behind: index + day)
    }

    /// `I0627 20:00:00.123456`.
    private static func isShort(_ line: ByteText, at start: Int) -> Bool {
        "DIWEF".utf8.contains(line[start]) && digits(line, at: start + 1) == 4
            && isByte(line, start + 5, 0x20) && isClock(line, at: start + 6)
    }

    /// A time of day behind what stands between it and its date.
    private static func isTime(_ line: ByteText, behind index: Int) -> Bool {
        guard index < line.count, " Tt:,_-".utf8.contains(line[index]) else { return false }
        let start = isByte(line, index + 1, 0x20) ? index + 2 : index + 1
        return isClock(line, at: start) || digits(line, at: start) == 6
    }

    /// The digits in a row from `start` on; 14 stand for all that are more.
    private static func digits(_ line: ByteText, at start: Int) -> Int {
        var end = start
        while end < line.count, end - start < 14, line[end].isDigit { end += 1 }
        return end - start
    }

    private static func isByte(_ line: ByteText, _ index: Int, _ byte: UInt8) -> Bool {
        index < line.count && line[index] == byte
    }

    private static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let weekdays: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    private static func month(_ line: ByteText, at start: Int) -> Bool {
        months.contains { line.hasPrefix($0, at: start) }
    }

    private static func weekday(_ line: ByteText, at start: Int) -> Bool {
        weekdays.contains { line.hasPrefix($0, at: start) }
    }
}
