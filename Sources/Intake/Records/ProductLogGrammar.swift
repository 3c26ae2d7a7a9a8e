/// `[LEVEL] YYYY.MM.DD HH:MM:SS.mmm: (component) message [msgid: N]`, the line of Core, its engines
/// and ICAP Server.
///
/// Levels may be padded, the last bracket and the colon may be missing.
struct ProductLogGrammar: LineGrammar {
    static let name = "product log"
    static let knowsZone = false
    static let samples = [
        "[INFO ] 2026.06.27 20:00:00.123: (core.workflow) Scan finished, dataId='1' [msgid: 82]",
        "[WARNING] 2026.06.27 20:00:01.456: (icap.scanner) Refused, fileName='Prüfung.pdf'",
        "[ERROR] 2026.06.27 20:00:02 (common.update) Not downloaded [msgid: 671",
    ]

    /// Product stamps carry no zone.
    var zoneSeconds: Int? { nil }

    private var cachedDate: UInt64 = 0
    private var cachedDayUS: Int64 = 0

    @inline(__always)
    mutating func head(of line: ByteText) -> RecordHead? {
        guard line.count > 24, line[0] == 0x5B, line[1].isLetter else { return nil }
        var index = 1
        while index < line.count, line[index] != 0x5D {
            guard index < 24, line[index].isLetter || line[index] == 0x20 else { return nil }
            index &+= 1
        }
        guard let level = Self.level(line, to: index) else { return nil }
        index = Self.skipBlanks(line, from: index &+ 1)
        guard let (time, after) = stamp(line, at: index) else { return nil }
        var head = RecordHead()
        head.level = level
        head.timeUS = time
        index = after
        if index < line.count, line[index] == 0x3A { index &+= 1 }
        index = Self.skipBlanks(line, from: index)
        if index < line.count, line[index] == 0x28,
            let close = line.first(0x29, from: index, to: min(line.count, index &+ 128))
        {
            head.componentStart = index &+ 1
            head.componentEnd = close
            index = Self.skipBlanks(line, from: close &+ 1)
        }
        head.messageStart = index
        head.messageEnd = line.count
        Self.takeMessageID(line, into: &head)
        return head
    }

    /// The level named from 1 up to `end`, blanks at its end aside.
    @inline(__always)
    private static func level(_ line: ByteText, to end: Int) -> Int? {
        var last = end
        while last > 1, line[last &- 1] == 0x20 { last &-= 1 }
        let word = line.slice(1, last)
        switch (word.count, word.count > 0 ? word[0] : 0) {
        case (4, 0x49): return word.hasPrefix("INFO") ? 2 : nil
        case (5, 0x44): return word.hasPrefix("DEBUG") ? 1 : nil
        case (4, 0x44): return word.hasPrefix("DUMP") ? 0 : nil
        case (7, 0x57): return word.hasPrefix("WARNING") ? 3 : nil
        case (4, 0x57): return word.hasPrefix("WARN") ? 3 : nil
        case (5, 0x45): return word.hasPrefix("ERROR") ? 4 : nil
        case (8, 0x43): return word.hasPrefix("CRITICAL") ? 5 : nil
        case (5, 0x46): return word.hasPrefix("FATAL") ? 5 : nil
        case (13, 0x45): return word.hasPrefix("Extended INFO") ? 2 : nil
        default: return nil
        }
    }

    /// A stamp with its fraction, and where it ends.
    ///
    /// The day is kept: a log changes it once a day.
    @inline(__always)
    private mutating func stamp(_ line: ByteText, at start: Int) -> (Int64, Int)? {
        guard start &+ 19 <= line.count, line[start &+ 4] == 0x2E, line[start &+ 7] == 0x2E,
            line[start &+ 10] == 0x20, line[start &+ 13] == 0x3A, line[start &+ 16] == 0x3A,
            let hour = Self.two(line, start &+ 11), let minute = Self.two(line, start &+ 14),
            let second = Self.two(line, start &+ 17), hour < 24, minute < 60, second < 61
        else { return nil }
        var date: UInt64 = 0
        // The dots are known to be there; the other eight bytes fill the word.
        for offset in 0..<10 where offset != 4 && offset != 7 {
            date = date &<< 8 | UInt64(line[start &+ offset])
        }
        if date != cachedDate {
            guard let century = Self.two(line, start), let year = Self.two(line, start &+ 2),
                let month = Self.two(line, start &+ 5), let day = Self.two(line, start &+ 8),
                (1...12).contains(month), day >= 1,
                day <= CivilDate.dayCount(year: century * 100 + year, month: month)
            else { return nil }
            cachedDate = date
            cachedDayUS =
                Int64(CivilDate.daysFromCivil(year: century * 100 + year, month: month, day: day))
                * 86_400_000_000
        }
        let seconds = hour &* 3_600 &+ minute &* 60 &+ second
        var time = cachedDayUS &+ Int64(seconds) &* 1_000_000
        var index = start &+ 19
        if index < line.count, line[index] == 0x2E {
            var unit: Int64 = 100_000
            index &+= 1
            while index < line.count, line[index].isDigit {
                time &+= Int64(line[index] &- 0x30) &* unit
                unit /= 10
                index &+= 1
            }
        }
        return (time, index)
    }

    /// Cuts `[msgid: N]` off the end of the message; the bracket may be missing.
    @inline(__always)
    private static func takeMessageID(_ line: ByteText, into head: inout RecordHead) {
        var end = line.count
        while end > head.messageStart, line[end &- 1] == 0x20 { end &-= 1 }
        var index = end
        if index > head.messageStart, line[index &- 1] == 0x5D { index &-= 1 }
        var value: Int64 = 0
        var scale: Int64 = 1
        let digitsEnd = index
        while index > head.messageStart, line[index &- 1].isDigit, scale < 10_000_000_000 {
            value &+= Int64(line[index &- 1] &- 0x30) &* scale
            scale &*= 10
            index &-= 1
        }
        guard index < digitsEnd else { return }
        while index > head.messageStart, line[index &- 1] == 0x20 { index &-= 1 }
        let start = index &- 7
        guard start >= head.messageStart, line.hasPrefix("[msgid:", at: start) else { return }
        head.msgid = value
        var messageEnd = start
        while messageEnd > head.messageStart, line[messageEnd &- 1] == 0x20 { messageEnd &-= 1 }
        head.messageEnd = messageEnd
    }

    @inline(__always)
    private static func two(_ line: ByteText, _ index: Int) -> Int? {
        let tens = line[index] &- 0x30
        let ones = line[index &+ 1] &- 0x30
        return tens < 10 && ones < 10 ? Int(tens) &* 10 &+ Int(ones) : nil
    }

    @inline(__always)
    private static func skipBlanks(_ line: ByteText, from start: Int) -> Int {
        var index = start
        while index < line.count, line[index] == 0x20 || line[index] == 0x09 { index &+= 1 }
        return index
    }
}
