/// Decides whether lines without a head go on with the record before them, or begin records of a
/// form that nobody knows.
///
/// A new version of a product may write its lines in another form. Taken for continuations they
/// would all count as understood, and nobody would notice.
struct LineDoubt {
    /// Lines of one record that begin like records, after which they are taken for some.
    ///
    /// Programs put a few lines of others into a message; a log of another form has hundreds.
    static let startsNeeded = 5
    /// Lines of one record and of one shape, after which they are taken for records.
    static let repeatsNeeded = 20
    /// Shapes that are counted at once.
    private static let shapesKept = 64

    /// Shapes of the entry that were found to be records.
    private var settled: Set<HashKey> = []
    private var starts = 0
    private var repeats: [HashKey: Int] = [:]

    /// Forgets what the lines of the record before were.
    @inline(__always)
    mutating func beginRecord() {
        guard starts > 0 || !repeats.isEmpty else { return }
        starts = 0
        repeats = [:]
    }

    /// Looks at a line that the grammar gives no head.
    ///
    /// - Parameters:
    ///   - line: Without its line break.
    ///   - isKnown: Whether the record before it has a head.
    ///   - mayCount: Whether the lines of the record may be counted.
    /// - Returns: nil if the line goes on with the record before it; if it begins one, how many
    ///   lines of its form were taken for continuations until now.
    mutating func linesBefore(_ line: ByteText, isKnown: Bool, mayCount: Bool) -> Int? {
        switch LineStart(line) {
        case .continuation:
            return nil
        case .stamp:
            return 0
        case .likely:
            guard isKnown else { return 0 }
            guard mayCount else { return nil }
            starts += 1
            return starts == Self.startsNeeded ? Self.startsNeeded - 1 : nil
        case .words:
            let shape = HashKey(ShapeScan.hash(line, seed: 0))
            if settled.contains(shape) { return 0 }
            guard mayCount, repeats[shape] != nil || repeats.count < Self.shapesKept else {
                return nil
            }
            let count = (repeats[shape] ?? 0) + 1
            repeats[shape] = count
            guard count == Self.repeatsNeeded, settled.count < Self.shapesKept else { return nil }
            settled.insert(shape)
            return isKnown ? Self.repeatsNeeded - 1 : 0
        }
    }
}
