/// Conditions of a query, each left out and each turned around; the arms of an OR left out.
struct ConditionMutants {
    private let query: MutableQuery
    private var found: [Mutant] = []
    /// Words at which a condition ends, where they stand as deep as it.
    private static let ends: Set<String> = [
        "and", "or", "where", "group", "order", "having", "limit", "union", "intersect", "except",
        "window", "join", "left", "cross", "inner", "on", "select", "then", "else", "when", ",",
        ";", "as", "range", "rows", "partition", "over", "filter",
    ]

    init(_ sql: String) {
        query = MutableQuery(sql)
    }

    mutating func mutants() -> [Mutant] {
        var betweens: Set<Int> = []
        for (index, piece) in query.pieces.enumerated() {
            switch piece.text {
            case "between": betweens.insert(piece.depth)
            case "and" where betweens.remove(piece.depth) != nil: break
            case "and", "where", "having": takeCondition(after: index)
            case "or": takeArms(around: index)
            default: break
            }
        }
        return found
    }

    private mutating func takeCondition(after index: Int) {
        let range = operand(after: index)
        guard !range.isEmpty else { return }
        // The first of several alternatives is a branch, and is taken with the others.
        let isArm =
            range.upperBound < query.pieces.count
            && query.pieces[range.upperBound].text == "or"
            && query.pieces[range.upperBound].depth == query.pieces[index].depth
        if isArm {
            found.append(query.mutant(.emptied, range, as: "0"))
            return
        }
        let shown = "\(query.pieces[index].text.uppercased()) \(query.shown(range))"
        found.append(query.mutant(.dropped, range, shown: shown, as: "1"))
        let flipped = "NOT (\(query.text(range)))"
        found.append(query.mutant(.flipped, range, shown: shown, as: flipped))
    }

    /// What follows an OR, and what stands before the first one in parentheses.
    private mutating func takeArms(around index: Int) {
        let depth = query.pieces[index].depth
        var start = index
        while start > 0, query.pieces[start - 1].depth > depth || !isEdge(start - 1, depth) {
            start -= 1
        }
        let opener = start > 0 ? query.pieces[start - 1] : nil
        if let opener, ["(", "when"].contains(opener.text),
            opener.depth < depth || opener.text == "when"
        {
            found.append(query.mutant(.emptied, start..<index, as: "0"))
        }
        let range = operand(after: index)
        if !range.isEmpty { found.append(query.mutant(.emptied, range, as: "0")) }
    }

    private func isEdge(_ index: Int, _ depth: Int) -> Bool {
        let piece = query.pieces[index]
        return piece.depth < depth || (piece.depth == depth && Self.ends.contains(piece.text))
    }

    /// The pieces from behind a word to where its condition ends.
    private func operand(after index: Int) -> Range<Int> {
        let depth = query.pieces[index].depth
        var end = index + 1
        var isBetween = false
        while end < query.pieces.count {
            let piece = query.pieces[end]
            if piece.depth < depth { break }
            if piece.depth == depth {
                if piece.text == "between" { isBetween = true }
                if piece.text == "and", isBetween {
                    isBetween = false
                } else if Self.ends.contains(piece.text) {
                    break
                }
            }
            end += 1
        }
        return index + 1..<end
    }
}
