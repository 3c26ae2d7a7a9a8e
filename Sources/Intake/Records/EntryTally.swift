/// What was counted while an entry was read.
struct EntryTally {
    var lines: Int64 = 0
    var records: Int64 = 0
    var unparsedLines: Int64 = 0
    var firstUS: Int64?
    var lastUS: Int64?
    var medianPauseUS: Int64?
    var longPauses: [PauseTable.Pause] = []
    var firstRecord: Int64 = 0
    var lastRecord: Int64 = 0
    /// Local time minus UTC, where the entry's own stamps tell it.
    var zoneSeconds: Int?
    /// Each offset that the stamps carried, in the order of the lines.
    var zoneChanges: [ZoneChange] = []
    /// True if every time of the entry carried its zone, so that it is UTC already.
    var zoneKnown = false

    /// The same with all times later by so much.
    func shifted(by us: Int64) -> EntryTally {
        guard us != 0 else { return self }
        var tally = self
        tally.firstUS = firstUS.map { $0 + us }
        tally.lastUS = lastUS.map { $0 + us }
        for index in longPauses.indices {
            tally.longPauses[index].fromUS += us
            tally.longPauses[index].toUS += us
        }
        return tally
    }

    mutating func take(from pauses: PauseTable) {
        firstUS = pauses.firstUS
        lastUS = pauses.latestUS
        medianPauseUS = pauses.medianUS
        longPauses = pauses.long
        firstRecord = pauses.firstRecord
        lastRecord = pauses.latestRecord
    }
}
