/// How a line begins that the grammar of its log gives no head.
enum LineStart: Hashable {
    /// As continuations do: indented, a frame of a stack, a bracket alone, SQL.
    case continuation
    /// With a time stamp, behind a level or brackets or alone.
    case stamp
    /// With a level, a name in brackets, a key of a log or an object in one line.
    case likely
    /// With some word in the first column.
    case words

    init(_ line: ByteText) {
        guard line.count >= Self.leastBytes, line[0] > 0x20 else {
            self = .continuation
            return
        }
        var index = Self.opened(line, from: 0)
        if LineStamp.stands(in: line, at: index) || LineStamp.isAccess(line) {
            self = .stamp
            return
        }
        guard let level = Self.levelEnd(line, from: index) else {
            self = Self.unstamped(line)
            return
        }
        index = Self.opened(line, from: level)
        self = LineStamp.stands(in: line, at: index) ? .stamp : .likely
    }

    /// Shorter lines hold no stamp and a message.
    private static let leastBytes = 12
    /// Names in brackets are no longer.
    private static let nameBytes = 64

    private static let levels: [StaticString] = [
        "INFORMATION", "INFO", "DEBUG", "TRACE", "DUMP", "WARNING", "WARN", "ERROR", "ERR",
        "FATAL", "CRITICAL", "NOTICE", "PANIC", "SEVERE", "Extended INFO",
    ]

    private static let keys: [StaticString] = [
        "time=", "ts=", "t=", "level=", "lvl=", "severity=", "timestamp=", "msg=",
    ]

    /// Words that continue a message: frames, and statements of SQL.
    private static let parts: [StaticString] = [
        "at ", "in ", "by ", "from ", "File ", "Caused by", "SELECT ", "INSERT ", "UPDATE ",
        "DELETE ", "CREATE ", "ALTER ", "COPY ", "WITH ", "VALUES ",
    ]

    /// Behind what may stand before a stamp: a priority of syslog, brackets, bars and blanks.
    private static func opened(_ line: ByteText, from start: Int) -> Int {
        var index = start
        if line[index] == 0x3C {
            var end = index + 1
            while end < line.count, line[end].isDigit { end += 1 }
            if end > index + 1, end < line.count, line[end] == 0x3E { index = end + 1 }
            // The version of RFC 5424.
            if line.hasPrefix("1 ", at: index) { index += 2 }
        }
        while index < line.count, index - start < 16, "[( |:-]\t".utf8.contains(line[index]) {
            index += 1
        }
        return index
    }

    /// Where a level ends that stands at `start`, alone in brackets or as a word of its own.
    private static func levelEnd(_ line: ByteText, from start: Int) -> Int? {
        for level in levels where line.hasPrefix(level, at: start) {
            let end = start + level.utf8CodeUnitCount
            guard end < line.count else { return nil }
            return " ]:|-\t".utf8.contains(line[end]) ? end : nil
        }
        return nil
    }

    private static func unstamped(_ line: ByteText) -> LineStart {
        switch line[0] {
        case 0x5B:  // [
            guard let close = line.first(0x5D, from: 2, to: min(line.count, nameBytes)),
                close + 2 < line.count, line[1].isLetter
            else { return .continuation }
            return .likely
        case 0x7B:  // {
            return line[1] == 0x22 && line[line.count - 1] == 0x7D ? .likely : .continuation
        default:
            break
        }
        if LineStamp.isClock(line, at: 0) || LineStamp.isEpoch(line) { return .likely }
        if keys.contains(where: { line.hasPrefix($0) }) { return .likely }
        guard line[0].isDigit || line[0].isWordByte, !line.hasPrefix("0x"),
            !parts.contains(where: { line.hasPrefix($0) })
        else { return .continuation }
        return holdsWords(line) ? .words : .continuation
    }

    /// True with two words, which tables of numbers and dumps of bytes have not.
    private static func holdsWords(_ line: ByteText) -> Bool {
        var words = 0
        var length = 0
        for index in 0..<min(line.count, 256) {
            length = line[index].isWordByte ? length + 1 : 0
            if length == 4 { words += 1 }
            if words == 2 { return true }
        }
        return false
    }
}
