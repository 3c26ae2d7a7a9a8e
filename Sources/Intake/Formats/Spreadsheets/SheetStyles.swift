internal import Markup

/// How a workbook shows its numbers, as far as it tells which of them are times.
struct SheetStyles: Sendable {
    enum Kind: Sendable, Hashable {
        case number, date, time
    }

    /// By the number of a cell's style.
    private(set) var kinds: [Kind] = []
    private var custom: [Int: Kind] = [:]
    private var isInCells = false

    /// More styles than a workbook can have.
    private static let limit = 65_536

    mutating func take(_ event: MarkupEvent) {
        switch event {
        case .start("numFmt", let attributes, _):
            guard let id = attributes["numFmtId"].flatMap({ Int($0) }),
                let code = attributes["formatCode"], custom.count < Self.limit
            else { return }
            custom[id] = Self.kind(ofCode: code)
        case .start("cellXfs", _, _): isInCells = true
        case .end("cellXfs"): isInCells = false
        case .start("xf", let attributes, _) where isInCells && kinds.count < Self.limit:
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            kinds.append(custom[id] ?? Self.kind(ofID: id))
        default: break
        }
    }

    /// A number as its style shows it, in the form that times have elsewhere.
    func text(of number: String, style: Int, from1904: Bool) -> String {
        guard let value = Double(number), value.isFinite else { return number }
        let kind = kinds.indices.contains(style) ? kinds[style] : .number
        switch kind {
        case .number: return Int64(exactly: value).map { "\($0)" } ?? number
        case .date where value >= 1 && value < 3_000_000:
            return Self.date(value, from1904: from1904)
        case .date, .time:
            guard value >= 0, value < 10_000 else { return number }
            return Self.clock(Int64((value * 86_400_000).rounded()))
        }
    }

    private static func date(_ value: Double, from1904: Bool) -> String {
        let milliseconds = Int64((value * 86_400_000).rounded())
        // Day 0 is 1899-12-30: the year 1900 is taken for a leap year by all spreadsheets.
        let epoch = CivilDate.daysFromCivil(
            year: from1904 ? 1904 : 1899,
            month: from1904 ? 1 : 12,
            day: from1904 ? 1 : 30
        )
        let date = CivilDate(days: epoch + Int(milliseconds / 86_400_000))
        return "\(date.year)-\(two(date.month))-\(two(date.day)) "
            + clock(milliseconds % 86_400_000)
    }

    private static func clock(_ milliseconds: Int64) -> String {
        let seconds = Int(milliseconds / 1_000)
        let rest = Int(milliseconds % 1_000)
        let clock = "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        return rest == 0 ? clock : clock + "." + (rest < 100 ? "0" : "") + two(rest)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The formats that every workbook has (ECMA-376 part 1, 18.8.30).
    private static func kind(ofID id: Int) -> Kind {
        switch id {
        case 14...17, 22, 27...36, 50...58: .date
        case 18...21, 45...47: .time
        default: .number
        }
    }

    /// What the letters of a format outside quotes and brackets stand for.
    private static func kind(ofCode code: String) -> Kind {
        var letters = ""
        var isQuoted = false
        var isEscaped = false
        var bracket: String?
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
            } else if isQuoted || character == "\"" {
                if character == "\"" { isQuoted.toggle() }
            } else if character == "\\" {
                isEscaped = true
            } else if let inner = bracket {
                bracket = character == "]" ? nil : inner + String(character)
                // `[h]:mm` counts hours beyond a day; `[red]` is a colour.
                if character == "]", ["h", "hh", "m", "mm", "s", "ss"].contains(inner) {
                    letters += "h"
                }
            } else if character == "[" {
                bracket = ""
            } else {
                letters.append(character)
            }
        }
        if letters.contains("y") || letters.contains("d") { return .date }
        return letters.contains("h") || letters.contains("s") ? .time : .number
    }
}
