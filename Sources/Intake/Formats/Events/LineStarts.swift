/// Where the lines of a document begin, for readers that know lines only.
struct LineStarts {
    /// Offset of the first byte of each line that is kept.
    private var starts: [Int64] = [0]
    /// Number of the first line that is kept, from 1.
    private var first = 1
    private var position: Int64 = 0

    /// Notes the line ends of the next block; of the lines before it only the last is kept.
    mutating func add(_ block: [UInt8], keeping line: Int) {
        let old = min(max(0, line - first), starts.count - 1)
        starts.removeFirst(old)
        first += old
        for (index, byte) in block.enumerated() where byte == 0x0A {
            starts.append(position + Int64(index) + 1)
        }
        position += Int64(block.count)
    }

    /// Offset of the line's first byte; that of the nearest line that is kept.
    func offset(of line: Int) -> Int64 {
        starts[min(max(0, line - first), starts.count - 1)]
    }
}
