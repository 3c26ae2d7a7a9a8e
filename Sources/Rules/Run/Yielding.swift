/// Hands subjects that several rules explain to the more specific one.
enum Yielding {
    /// Applies each rule's `yields_to`, on what every rule explained to begin with.
    static func apply(to rows: inout [String: RuleRows], rules: [Rule]) {
        let fitting = rows.mapValues(\.fitting)
        let closure = Closure(rules)
        for rule in rules {
            for other in rule.page.yieldsTo.sorted() {
                // Two rules that yield to each other would leave a subject to nobody.
                guard let taken = fitting[other], !closure.reaches(from: other, to: rule.id),
                    let target = rules.first(where: { $0.id == other })
                else { continue }
                guard let mine = rows[rule.id]?.fitting else { continue }
                let shared = mine.intersection(taken)
                if !shared.isEmpty { rows[rule.id]?.yield(shared, to: target) }
            }
        }
    }

    /// Which rules a rule yields to, directly or through others.
    struct Closure {
        private let edges: [String: [String]]

        init(_ rules: [Rule]) {
            edges = Dictionary(
                rules.map { ($0.id, $0.page.yieldsTo) },
                uniquingKeysWith: { first, _ in first }
            )
        }

        func reaches(from start: String, to goal: String) -> Bool {
            var seen: Set<String> = []
            var waiting = [start]
            while let next = waiting.popLast() {
                for rule in edges[next] ?? [] {
                    if rule == goal { return true }
                    if seen.insert(rule).inserted { waiting.append(rule) }
                }
            }
            return false
        }
    }
}
