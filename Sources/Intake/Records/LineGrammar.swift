/// What the first line of a record says about it.
struct RecordHead {
    /// Marks a head without a time.
    static let noTime = Int64.min

    /// As written; UTC only where the grammar's stamps carry their zone.
    var timeUS = RecordHead.noTime
    /// -1 if the line names none.
    var level: Int = -1
    var componentStart = 0
    var componentEnd = 0
    /// -1 if the line has none.
    var msgid: Int64 = -1
    var messageStart = 0
    var messageEnd = 0
    /// Set by access logs only.
    var access: AccessLine?
}

/// The request of an access log line, as ranges of the line.
struct AccessLine {
    var methodStart = 0
    var methodEnd = 0
    var pathStart = 0
    var pathEnd = 0
    var status = 0
    var answerBytes: Int64 = RecordHead.noTime
    var durationMS: Int64 = RecordHead.noTime
}

/// A grammar of log lines.
///
/// A line that has no head continues the record before it.
protocol LineGrammar {
    /// The name in `entry.format`.
    static var name: String { get }
    /// True if the grammar's stamps carry their zone, so that times are UTC already.
    static var knowsZone: Bool { get }
    /// Whole lines of the form, for tests.
    static var samples: [String] { get }
    /// The head of a line without its line break; nil if no record begins here.
    mutating func head(of line: ByteText) -> RecordHead?
    /// True for a line that has a stamp and is still a part of the record before it.
    func continues(_ line: ByteText) -> Bool
    /// Local time minus UTC in seconds, as the lines so far told; nil if they did not.
    var zoneSeconds: Int? { get }
    /// Each offset that the lines carried, in their order.
    var zoneChanges: [ZoneChange] { get }
}

extension LineGrammar {
    /// Most stamps carry no offset.
    var zoneChanges: [ZoneChange] { [] }

    /// Most grammars put a stamp only where a record begins.
    @inline(__always)
    func continues(_ line: ByteText) -> Bool { false }
}

/// From when on stamps carry an offset.
struct ZoneChange: Hashable {
    /// In UTC.
    var fromUS: Int64
    /// Local time minus UTC.
    var seconds: Int
}
