/// Arms of a UNION and of a CASE, each made to yield nothing.
struct BranchMutants {
    private let query: MutableQuery

    init(_ sql: String) {
        query = MutableQuery(sql)
    }

    mutating func mutants() -> [Mutant] {
        var found: [Mutant] = []
        for (index, piece) in query.pieces.enumerated() {
            if piece.text == "select", let arm = arm(from: index) {
                let text = "SELECT * FROM (\(query.text(arm))) WHERE 0"
                let shown = "an arm of UNION, \(query.shown(arm))"
                found.append(query.mutant(.emptied, arm, shown: shown, as: text))
            }
            if piece.text == "when" {
                let range = condition(after: index)
                if !range.isEmpty {
                    let shown = "WHEN \(query.shown(range))"
                    // NULL fits neither form of CASE.
                    found.append(query.mutant(.emptied, range, shown: shown, as: "NULL"))
                }
            }
        }
        return found
    }

    /// The SELECT that begins here, if it is one of several of a UNION.
    private func arm(from start: Int) -> Range<Int>? {
        let depth = query.pieces[start].depth
        var end = start + 1
        var isPart = start > 0 && ["union", "all"].contains(query.pieces[start - 1].text)
        while end < query.pieces.count {
            let piece = query.pieces[end]
            if piece.depth < depth { break }
            if piece.depth == depth {
                if piece.text == "union" {
                    isPart = true
                    break
                }
                if ["order", "limit", "intersect", "except", ";"].contains(piece.text) { break }
            }
            end += 1
        }
        return isPart ? start..<end : nil
    }

    private func condition(after index: Int) -> Range<Int> {
        let depth = query.pieces[index].depth
        var end = index + 1
        while end < query.pieces.count,
            query.pieces[end].depth > depth || query.pieces[end].text != "then"
        {
            guard query.pieces[end].depth >= depth else { return index..<index }
            end += 1
        }
        return index + 1..<end
    }
}

/// Parameters of a rule, each moved by its step to both sides.
struct ParameterMutants {
    private let rule: Rule

    init(_ rule: Rule) {
        self.rule = rule
    }

    func mutants() -> [Mutant] {
        rule.page.parameters.flatMap { parameter -> [Mutant] in
            let uses = uses(of: parameter.name)
            guard !uses.isEmpty else { return [] }
            let reasons = uses.map(\.equivalent)
            return values(beside: parameter).map { value in
                Mutant(
                    kind: .moved,
                    line: uses[0].line,
                    text: ":\(parameter.name) = \(value) in place of \(parameter.value.text)",
                    detect: rule.detect,
                    parameter: Mutant.Moved(name: parameter.name, value: value),
                    equivalent: reasons.contains(nil) ? nil : reasons.compactMap { $0 }.first
                )
            }
        }
    }

    /// The lines of the query that name it, and whether a comment takes them out.
    private func uses(of name: String) -> [(line: Int, equivalent: String?)] {
        let query = MutableQuery(rule.detect)
        return query.pieces.indices.dropLast().filter {
            query.pieces[$0].text == ":" && query.pieces[$0 + 1].text == name
        }
        .map { (query.pieces[$0].line, query.equivalent($0..<$0 + 2)) }
    }

    /// Its value less and plus its step; a tenth where it declares none, and at least one.
    private func values(beside parameter: RulePage.Parameter) -> [String] {
        switch (parameter.value, parameter.step) {
        case (.integer(let value), let step):
            var by = max(1, abs(value) / 10)
            if case .integer(let declared)? = step { by = declared }
            return [value - by, value + by].map(String.init)
        case (.real(let value), let step):
            var by = abs(value) / 10
            if case .real(let declared)? = step { by = declared }
            if case .integer(let declared)? = step { by = Double(declared) }
            return [value - by, value + by].map { "\($0)" }
        case (.text, _): return []
        }
    }
}
