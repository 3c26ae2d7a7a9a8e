internal import CaseModel

/// What stands in front of the message in a line of syslog.
struct SyslogHead {
    /// A stamp with its year; nil if there is none.
    private(set) var stamp: TimeText?
    /// A stamp without a year; nil if there is none.
    private(set) var yearless: YearlessStamp?
    private(set) var level = Level.info
    /// The program, without its process id; empty until `takeTag`.
    private(set) var tag = ""
    /// What was not read yet: after `takeTag` the message.
    private(set) var rest: ArraySlice<UInt8>

    /// Host names, addresses and second stamps that relays put in front.
    private static let hostWords = 4

    /// nil if the line does not begin as syslog does.
    init?(_ line: ArraySlice<UInt8>) {
        rest = line
        let hasPriority = takePriority()
        if hasPriority, rest.starts(with: Array("1 ".utf8)) {
            rest = rest.dropFirst(2)
            guard takeStamp(), stamp != nil, takeStructure() else { return nil }
            return
        }
        guard takeStamp() else { return nil }
        takeRelays()
    }

    /// Cuts `program[pid]: ` or `program: ` off the message; false if it has none.
    mutating func takeTag() -> Bool {
        if !tag.isEmpty { return true }
        var text = rest
        if Self.tag(of: text) == nil {
            // The first word is the host then.
            guard let word = Self.word(of: text) else { return false }
            text = text[word.endIndex...].drop { $0 == 0x20 }
        }
        guard let found = Self.tag(of: text) else { return false }
        tag = found.name
        rest = text[found.end...].drop { $0 == 0x20 }
        return true
    }

    /// `<PRI>`, whose lowest three bits are the severity.
    private mutating func takePriority() -> Bool {
        guard rest.first == UInt8(ascii: "<"),
            let end = rest.prefix(5).firstIndex(of: UInt8(ascii: ">")),
            let value = Int(String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)),
            0...191 ~= value
        else { return false }
        rest = rest[(end + 1)...]
        level =
            switch value & 7 {
            case 7: .debug
            case 5, 6: .info
            case 4: .warning
            case 3: .error
            default: .critical
            }
        return true
    }

    private mutating func takeStamp() -> Bool {
        if let found = YearlessStamp(rest) {
            yearless = found
            rest = rest.dropFirst(YearlessStamp.bytes).drop { $0 == 0x20 }
            return true
        }
        guard let word = Self.word(of: rest), let time = Self.time(of: word) else { return false }
        stamp = time
        rest = rest[word.endIndex...].drop { $0 == 0x20 }
        return true
    }

    /// `host program pid msgid data message` of RFC 5424.
    private mutating func takeStructure() -> Bool {
        var words: [String] = []
        for _ in 0..<4 {
            guard let word = Self.word(of: rest) else { return false }
            words.append(String(decoding: word, as: UTF8.self))
            rest = rest[word.endIndex...].drop { $0 == 0x20 }
        }
        tag = words[1]
        if rest.first == UInt8(ascii: "-") {
            rest = rest.dropFirst()
        } else {
            // Structured data ends at a bracket with no other right behind it.
            while rest.first == UInt8(ascii: "[") {
                guard let end = Self.closingBracket(of: rest) else { return false }
                rest = rest[(end + 1)...]
            }
        }
        rest = rest.drop { $0 == 0x20 }
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        return true
    }

    /// Skips hosts and takes a stamp that a relay kept, up to CEF or to a program.
    private mutating func takeRelays() {
        var text = rest
        for _ in 0..<Self.hostWords {
            if CEFMessage.begins(text) {
                rest = text
                return
            }
            guard Self.tag(of: text) == nil, let word = Self.word(of: text) else { return }
            text = text[word.endIndex...].drop { $0 == 0x20 }
            if let time = Self.time(of: word) {
                stamp = time
                rest = text
            }
        }
    }

    private static func time(of word: ArraySlice<UInt8>) -> TimeText? {
        guard 19...40 ~= word.count, word[word.startIndex + 10] == UInt8(ascii: "T") else {
            return nil
        }
        return TimeText(String(decoding: word, as: UTF8.self))
    }

    private static func word(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let word = text.prefix { $0 != 0x20 }
        return word.isEmpty || word.endIndex == text.endIndex ? nil : word
    }

    /// The name of `program[pid]` or `program:`, and where what follows it begins.
    private static func tag(of text: ArraySlice<UInt8>) -> (name: String, end: Int)? {
        let name = text.prefix(48).prefix {
            $0.isKeyByte || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "(")
                || $0 == UInt8(ascii: ")")
        }
        guard !name.isEmpty, name.endIndex < text.endIndex else { return nil }
        let found = String(decoding: name, as: UTF8.self)
        var end = name.endIndex
        if text[end] == UInt8(ascii: "[") {
            let digits = text[(end + 1)...].prefix { $0.isDigit }
            guard !digits.isEmpty, digits.endIndex < text.endIndex,
                text[digits.endIndex] == UInt8(ascii: "]")
            else { return nil }
            end = digits.endIndex + 1
            if end < text.endIndex, text[end] == UInt8(ascii: ":") { end += 1 }
            return (found, end)
        }
        guard text[end] == UInt8(ascii: ":"), end + 1 < text.endIndex, text[end + 1] == 0x20
        else { return nil }
        return (found, end + 1)
    }

    private static func closingBracket(of text: ArraySlice<UInt8>) -> Int? {
        var isQuoted = false
        var isEscaped = false
        for index in text.indices {
            if isEscaped {
                isEscaped = false
            } else if text[index] == UInt8(ascii: "\\") {
                isEscaped = true
            } else if text[index] == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if text[index] == UInt8(ascii: "]"), !isQuoted {
                return index
            }
        }
        return nil
    }
}

/// `Jun 27 20:00:00`: a time whose year nobody wrote.
struct YearlessStamp {
    private let month: Int
    private let day: Int
    private let clockUS: Int64

    /// Bytes of the form.
    static let bytes = 15
    /// Clocks differ: a line may be this much newer than what it is held against.
    private static let leewayUS: Int64 = 2 * 86_400_000_000
    /// A year in which each day of the calendar was tried.
    private static let yearsBack = 8

    init?(_ text: ArraySlice<UInt8>) {
        guard text.count > Self.bytes, text.first.map(\.isLetter) == true else { return nil }
        let stamp = String(decoding: text.prefix(Self.bytes), as: UTF8.self)
        guard stamp.utf8.count == Self.bytes else { return nil }
        let words = stamp.split(separator: " ")
        // The year is that of a leap year, so that the form alone is looked at.
        guard words.count == 3, words[0].utf8.count == 3, words[2].utf8.count == 8,
            let time = TimeText("\(words[1]) \(words[0]) 1972 \(words[2])")
        else { return nil }
        let days = Int(time.us / 86_400_000_000)
        let date = CivilDate(days: days)
        month = date.month
        day = date.day
        clockUS = time.us - Int64(days) * 86_400_000_000
    }

    /// The last such time before `newestUS`; in 1970 if that is nil.
    func time(before newestUS: Int64?) -> TimeText? {
        let newest = newestUS.map { CivilDate(days: Int($0 / 86_400_000_000)).year } ?? 1970
        for year in stride(from: newest, to: newest - Self.yearsBack, by: -1) {
            guard let date = CivilDate(year: year, month: month, day: day) else { continue }
            let us = Int64(date.days) * 86_400_000_000 + clockUS
            if let newestUS, us > newestUS + Self.leewayUS { continue }
            return TimeText(us: us, zone: .none)
        }
        return nil
    }
}
