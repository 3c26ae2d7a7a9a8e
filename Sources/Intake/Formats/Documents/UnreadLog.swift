/// Counts the lines of a log that no format reads, so that they count as not understood.
///
/// A log of a new form would otherwise be missing from the share of lines that were understood, and
/// that share is the alarm for it.
struct UnreadLog: EntryReader {
    private var tally = EntryTally()
    private var endsInLine = false

    /// nil for what is by its name no log.
    init?(path: String) {
        guard Self.isLog(path) else { return nil }
    }

    mutating func read(_ block: [UInt8], into state: inout IntakeState) {
        guard let last = block.last else { return }
        tally.lines += Int64(block.count { $0 == 0x0A })
        endsInLine = last != 0x0A
    }

    mutating func finish(into state: inout IntakeState) -> EntryTally {
        if endsInLine { tally.lines += 1 }
        tally.unparsedLines = tally.lines
        return tally
    }

    /// By the name, or by a folder of logs around it.
    private static func isLog(_ path: String) -> Bool {
        let parts = path.lowercased().split { $0 == "/" || $0 == "!" }
        guard let name = parts.last else { return false }
        return name.hasSuffix(".log") || name.contains(".log.") || name.contains(".log-")
            || parts.dropLast().contains { $0 == "log" || $0 == "logs" }
    }
}
