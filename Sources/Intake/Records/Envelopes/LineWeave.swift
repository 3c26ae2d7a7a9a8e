/// Puts the lines of each container together again where several wrote into one log.
///
/// A record of several lines may have lines of others between its own. Lines are held until the
/// next record of the same container begins, and are given on in the order in which the records
/// began.
struct LineWeave {
    /// A line with the place where it stands in the entry.
    struct Line {
        var text: [UInt8]
        var byteOffset: Int64
        var line: Int64
    }

    /// A record, as far as its lines were seen.
    private struct Group {
        let stream: [UInt8]
        var lines: [Line]
        /// True once no line of it is awaited any more.
        var isClosed = false
        /// How many lines there were when its last one came.
        var touched: Int
    }

    /// A record goes on within so many lines of others.
    private static let patience = 200
    /// Held at once, beyond which the oldest record is given on as it is.
    private static let linesHeld = 10_000

    private var groups: [Group] = []
    private var bytes = 0
    private var lines = 0
    private var taken = 0
    private let limitBytes: Int

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    var isEmpty: Bool { groups.isEmpty }

    /// Takes a line; `begins` if it is the first of a record.
    mutating func take(_ line: Line, of stream: [UInt8], begins: Bool) {
        taken += 1
        bytes += line.text.count
        lines += 1
        let last = groups.lastIndex { $0.stream == stream && !$0.isClosed }
        if let last, !begins {
            groups[last].lines.append(line)
            groups[last].touched = taken
        } else {
            if let last { groups[last].isClosed = true }
            groups.append(Group(stream: stream, lines: [line], touched: taken))
        }
    }

    /// Goes on with the last line of a container, which came in parts.
    mutating func extend(_ text: [UInt8], of stream: [UInt8]) -> Bool {
        guard let last = groups.lastIndex(where: { $0.stream == stream && !$0.isClosed }),
            let line = groups[last].lines.indices.last
        else { return false }
        groups[last].lines[line].text += text
        bytes += text.count
        return true
    }

    /// The lines of all records that nothing is awaited for; all that are held at the end.
    mutating func ready(isAtEnd: Bool = false) -> [Line] {
        var count = 0
        var found: [Line] = []
        for group in groups {
            let isOver = bytes > limitBytes || lines > Self.linesHeld
            guard isAtEnd || isOver || group.isClosed || taken - group.touched > Self.patience
            else { break }
            found += group.lines
            bytes -= group.lines.reduce(0) { $0 + $1.text.count }
            lines -= group.lines.count
            count += 1
        }
        groups.removeFirst(count)
        return found
    }
}
