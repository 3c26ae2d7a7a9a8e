/// A time zone as a description of a machine names it.
struct SystemZone: Sendable, Hashable {
    /// When clocks there are put forward.
    enum Summer: Sendable, Hashable {
        /// The offset is that of the moment of writing, or the same all year.
        case settled
        /// From the last Sunday of March to that of October, at 01:00 UTC.
        case european
        /// From the second Sunday of March to the first of November, at 02:00.
        case american
        /// The zone's rule is not known here.
        case unknown
    }

    /// Local time minus UTC in seconds; without summer time unless `settled`.
    var seconds: Int
    var summer: Summer

    /// `Europe/Berlin (CEST, +0200)` as `timedatectl` writes it, or the name that Windows shows,
    /// `(UTC+01:00) Amsterdam, Berlin`; nil for text without an offset.
    init?(_ text: String) {
        if text.hasPrefix("(UTC") || text.hasPrefix("(GMT") {
            let inner = text.dropFirst(4).prefix { $0 != ")" }
            if inner.isEmpty {
                seconds = 0
            } else if let offset = UserTime.zoneSeconds(String(inner)) {
                seconds = offset
            } else {
                return nil
            }
            summer = Self.summer(of: text)
            return
        }
        guard let open = text.lastIndex(of: "("), text.hasSuffix(")") else { return nil }
        let inner = text[text.index(after: open)...].dropLast()
        guard let last = inner.split(separator: ",").last,
            let offset = UserTime.zoneSeconds(TableText.trimmed(String(last)))
        else { return nil }
        seconds = offset
        summer = .settled
    }

    /// Local time minus UTC at a moment, read as UTC: a mistake of hours twice a year.
    func seconds(at timeUS: Int64) -> Int {
        let days = Int((timeUS / 86_400_000_000))
        let date = CivilDate(days: days)
        let range: Range<Int>
        switch summer {
        case .settled, .unknown: return seconds
        case .european:
            let first = Self.sunday(before: 32, month: 3, year: date.year)
            range = first..<Self.sunday(before: 32, month: 10, year: date.year)
        case .american:
            let first = Self.sunday(before: 15, month: 3, year: date.year)
            range = first..<Self.sunday(before: 8, month: 11, year: date.year)
        }
        return range.contains(days) ? seconds + 3_600 : seconds
    }

    /// Days since 1970 of the last Sunday of a month before this day.
    private static func sunday(before day: Int, month: Int, year: Int) -> Int {
        let last = CivilDate.daysFromCivil(year: year, month: month, day: 1) + day - 2
        // 1970-01-04 was a Sunday.
        return last - (last - 3) % 7
    }

    private static func summer(of name: String) -> Summer {
        let name = name.lowercased()
        let american = ["us & canada", "usa & kanada", "usa und kanada"]
        let isIn: ([String]) -> Bool = { words in words.contains { name.contains($0) } }
        if isIn(american) { return .american }
        if isIn(europe) { return .european }
        return isIn(steady) ? .settled : .unknown
    }

    private static let europe = [
        "amsterdam", "berlin", "brussels", "brüssel", "copenhagen", "kopenhagen", "madrid", "paris",
        "belgrad", "budapest", "warsaw", "warschau", "zagreb", "sarajevo", "dublin", "lisbon",
        "lissabon", "london", "athens", "athen", "bucharest", "bukarest", "helsinki", "sofia",
    ]

    private static let steady = [
        "coordinated universal time", "koordinierte weltzeit", "kolkata", "beijing", "peking",
        "hong kong", "hongkong", "singapore", "singapur", "tokyo", "tokio", "osaka", "seoul",
        "taipei", "bangkok", "jakarta", "abu dhabi", "moscow", "moskau", "istanbul", "riyadh",
        "riad", "kuwait", "nairobi", "arizona", "hawaii", "bogota", "brasilia", "buenos aires",
        "brisbane", "perth", "islamabad", "dhaka",
    ]
}
