/// What stands in a journal that a server left behind.
struct JournalReading {
    var head: JournalHead
    var records: [JournalRecord] = []
    /// Bytes up to the end of the last whole line.
    var wholeBytes = 0
    /// Bytes behind it, of a line that the end of the server cut.
    var cutBytes = 0

    /// - Throws: What keeps it from being read.
    init(_ bytes: [UInt8]) throws(LiveProblem) {
        var lines = Lines(rest: bytes[...])
        guard let first = lines.next(), let json = JournalLine.json(first) else {
            throw Self.foreign("it does not begin as a journal")
        }
        guard let head = JournalLine.value(JournalHead.self, json),
            head.format == JournalHead.format
        else { throw Self.foreign("it does not begin as a journal") }
        guard head.version == JournalHead.version else {
            throw Self.foreign("it is of version \(head.version), not \(JournalHead.version)")
        }
        self.head = head
        wholeBytes = first.endIndex + 1
        var number = 1
        while let line = lines.next() {
            number += 1
            guard let json = JournalLine.json(line) else {
                // A crash cuts the end alone; whole lines behind it tell of other damage.
                while let later = lines.next() {
                    guard JournalLine.json(later) == nil else {
                        throw Self.foreign("its line \(number) is damaged")
                    }
                }
                break
            }
            guard let record = JournalLine.value(JournalRecord.self, json) else {
                throw Self.foreign("its line \(number) is of another version")
            }
            records.append(record)
            wholeBytes = line.endIndex + 1
        }
        cutBytes = bytes.count - wholeBytes
    }

    private static func foreign(_ why: String) -> LiveProblem {
        LiveProblem(
            "the journal cannot be continued: \(why)",
            help: "use the version of ScanWhy that wrote it, or another folder"
        )
    }

    /// Lines that have an end.
    private struct Lines {
        var rest: ArraySlice<UInt8>

        mutating func next() -> ArraySlice<UInt8>? {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let line = rest[rest.startIndex..<end]
            rest = rest[(end + 1)...]
            return line
        }
    }
}
