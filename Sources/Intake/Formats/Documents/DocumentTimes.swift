internal import CaseModel

/// The times of one document: its first and last, and whether all of them name their zone.
struct DocumentTimes: Sendable {
    /// What the user says of times without a zone; nil leaves them as they are written.
    private let zone: NamedZone?
    private(set) var firstUS: Int64?
    private(set) var lastUS: Int64?
    private var zoned = 0
    private var unzoned = 0
    private var unread = 0
    private var firstUnreadLine: Int?

    init(zone: NamedZone? = nil) {
        self.zone = zone
    }

    /// True if there were times and each of them names its zone.
    var zoneKnown: Bool { zoned > 0 && unzoned == 0 }

    /// Microseconds since 1970 as the text says, in UTC where it or the user names a zone.
    ///
    /// nil if it is no time that is read here.
    ///
    /// Text that stands where a time belongs and is none is counted, and noted at the end.
    mutating func us(_ text: String?, line: Int? = nil, isEvent: Bool = true) -> Int64? {
        guard let text, !text.isEmpty, !Self.isPlaceholder(text) else { return nil }
        guard var time = TimeText(text) else {
            unread += 1
            if firstUnreadLine == nil { firstUnreadLine = line }
            return nil
        }
        if let zone, time.zone == .none {
            time = TimeText(us: zone.utc(ofLocal: time.us), zone: .utc)
        }
        if time.zone == .none { unzoned += 1 } else { zoned += 1 }
        // Ages of definitions and the like say nothing of when the document speaks.
        if isEvent {
            firstUS = min(firstUS ?? time.us, time.us)
            lastUS = max(lastUS ?? time.us, time.us)
        }
        return time.us
    }

    /// Takes an end that was computed of times which were read, such as a start and a duration.
    mutating func reach(_ us: Int64?) {
        guard let us, let last = lastUS else { return }
        lastUS = max(last, us)
    }

    /// What could not be told of the times.
    var notes: [Note] {
        var notes: [Note] = []
        if unread > 0 {
            notes.append(
                Note(
                    .ambiguous,
                    "\(unread) times are written in a form that is not read",
                    line: firstUnreadLine
                )
            )
        }
        if zoned > 0, unzoned > 0 {
            notes.append(
                Note(
                    .clock,
                    "\(zoned) times name their zone and \(unzoned) do not; "
                        + "all are read as if none did"
                )
            )
        }
        return notes
    }

    private static func isPlaceholder(_ text: String) -> Bool {
        ["-", "--", "n/a", "N/A", "null", "0"].contains(text)
    }
}
