/// nginx access lines (combined, with or without the request time in seconds) and error lines.
struct NginxGrammar: LineGrammar {
    static let name = "nginx log"
    static let knowsZone = true
    static let samples = [
        #"::1 - - [27/Jun/2026:20:00:00 +0200] "GET /Prüfung HTTP/1.1" 500 47 "-" "curl" 150.000"#,
        #"192.0.2.7 - - [27/Jun/2026:20:00:01 +0200] "POST /file HTTP/1.1" 200 51 "-" "-""#,
        "2026/06/27 20:00:02 [error] 123#45: *6 lua tcp socket read timed out, client: ::1",
    ]

    private(set) var zoneSeconds: Int?
    private(set) var zoneChanges: [ZoneChange] = []
    /// More are no summer times.
    private static let mostChanges = 64
    private var cachedSecond: UInt64 = 0
    private var cachedUS: Int64 = 0

    @inline(__always)
    mutating func head(of line: ByteText) -> RecordHead? {
        guard line.count > 20 else { return nil }
        if line[0].isDigit, line[4] == 0x2F, line[7] == 0x2F { return errorHead(of: line) }
        guard let bracket = line.first(0x5B, from: 0, to: min(line.count, 256)),
            bracket &+ 28 < line.count, line[bracket &+ 27] == 0x5D,
            let time = stamp(line, at: bracket &+ 1),
            let quote = line.first(0x22, from: bracket &+ 27, to: line.count)
        else { return nil }
        var access = AccessLine()
        access.methodStart = quote &+ 1
        guard let closing = Self.closingQuote(line, from: quote &+ 1) else { return nil }
        access.methodEnd = line.first(0x20, from: quote &+ 1, to: closing) ?? closing
        access.pathStart = min(access.methodEnd &+ 1, closing)
        access.pathEnd = line.first(0x20, from: access.pathStart, to: closing) ?? closing
        var index = closing &+ 2
        guard let status = Self.number(line, &index), (100...999).contains(status) else {
            return nil
        }
        access.status = Int(status)
        index &+= 1
        if let bytes = Self.number(line, &index) { access.answerBytes = bytes }
        access.durationMS = Self.duration(line)
        var head = RecordHead()
        head.timeUS = time
        head.messageEnd = line.count
        head.access = access
        return head
    }

    /// `YYYY/MM/DD HH:MM:SS [level] pid#tid: message`; local time, turned into UTC by the offset
    /// that access lines of the same file carried, if any came before.
    private func errorHead(of line: ByteText) -> RecordHead? {
        guard line.count > 22, line[10] == 0x20, line[13] == 0x3A, line[20] == 0x5B,
            let close = line.first(0x5D, from: 20, to: min(line.count, 40)),
            let time = TimeText(line.string(0, 19))
        else { return nil }
        var head = RecordHead()
        head.timeUS = time.us - Int64(zoneSeconds ?? 0) * 1_000_000
        head.level =
            switch line.string(21, close) {
            case "debug": 1
            case "info", "notice": 2
            case "warn": 3
            case "error": 4
            default: 5
            }
        head.messageStart = min(close + 2, line.count)
        head.messageEnd = line.count
        return head
    }

    /// `dd/Mon/yyyy:HH:MM:SS +hhmm` as UTC; the last second is kept.
    @inline(__always)
    private mutating func stamp(_ line: ByteText, at start: Int) -> Int64? {
        let words = UnsafeRawPointer(line.base + start)
        var key = words.loadUnaligned(as: UInt64.self)
        key = ByteText.mix(key, words.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        key = ByteText.mix(key, words.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        key = ByteText.mix(
            key,
            UInt64(line[start &+ 24]) &<< 8 | UInt64(line[start &+ 25])
        )
        if key == cachedSecond { return cachedUS }
        guard let time = TimeText(line.string(start, start + 26)),
            case .offset(let seconds) = time.zone
        else { return nil }
        if seconds != zoneSeconds, zoneChanges.count < Self.mostChanges {
            zoneChanges.append(ZoneChange(fromUS: time.us, seconds: seconds))
        }
        zoneSeconds = seconds
        cachedSecond = key
        cachedUS = time.us
        return time.us
    }

    /// The quote that ends the request; nginx writes quotes inside as `\x22`.
    @inline(__always)
    private static func closingQuote(_ line: ByteText, from start: Int) -> Int? {
        line.first(0x22, from: start, to: line.count)
    }

    @inline(__always)
    private static func number(_ line: ByteText, _ index: inout Int) -> Int64? {
        let start = index
        var value: Int64 = 0
        while index < line.count, line[index].isDigit, index &- start < 15 {
            value = value &* 10 &+ Int64(line[index] &- 0x30)
            index &+= 1
        }
        return index > start ? value : nil
    }

    /// The request time at the end of the line, such as ` 0.245`, in milliseconds.
    @inline(__always)
    private static func duration(_ line: ByteText) -> Int64 {
        guard line[line.count &- 1].isDigit else { return RecordHead.noTime }
        var index = line.count &- 1
        while index > 0, line[index].isDigit || line[index] == 0x2E { index &-= 1 }
        guard line[index] == 0x20, index > 0, line[index &- 1] == 0x22 else {
            return RecordHead.noTime
        }
        index &+= 1
        guard let whole = number(line, &index) else { return RecordHead.noTime }
        var milliseconds = whole &* 1_000
        if index < line.count, line[index] == 0x2E {
            var unit: Int64 = 100
            index &+= 1
            while index < line.count, line[index].isDigit, unit > 0 {
                milliseconds &+= Int64(line[index] &- 0x30) &* unit
                unit /= 10
                index &+= 1
            }
        }
        return milliseconds
    }
}
