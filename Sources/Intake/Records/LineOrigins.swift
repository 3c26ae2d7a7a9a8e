/// Where a line of decoded text stands in the entry.
struct LineOrigin: Sendable, Hashable {
    /// Of the line's first byte in the decoded text.
    var textOffset: Int64
    /// Of the same byte in the entry.
    var byteOffset: Int64
    /// Lines of the entry before it minus lines of the decoded text before it.
    var lineShift: Int64 = 0
}

/// Turns places in decoded text into places in the entry; they must be asked for in order.
struct LineOrigins {
    private var waiting: [LineOrigin] = []
    private var next = 0
    private var current = LineOrigin(textOffset: 0, byteOffset: 0)

    mutating func add(_ origins: [LineOrigin]) {
        waiting.removeFirst(next)
        next = 0
        waiting.append(contentsOf: origins)
    }

    /// Offset and line in the entry of a line of the decoded text.
    ///
    /// Where nothing was told the two texts are the same.
    mutating func place(byteOffset: Int64, line: Int64) -> (byteOffset: Int64, line: Int64) {
        while next < waiting.count, waiting[next].textOffset <= byteOffset {
            current = waiting[next]
            next += 1
        }
        return (
            current.byteOffset + (byteOffset - current.textOffset), line + current.lineShift
        )
    }
}
