internal import Yams

/// Reads one document, and gathers what is wrong with it.
struct ScenarioReading {
    private(set) var problems: [ScenarioProblem] = []

    mutating func problem(at node: Node?, _ text: String) {
        problems.append(ScenarioProblem(line: node?.mark?.line ?? 1, text: text))
    }

    mutating func add(_ problem: ScenarioProblem) { problems.append(problem) }

    /// The text of a scalar.
    mutating func text(_ node: Node, of key: String) -> String? {
        if case .scalar(let scalar) = node { return scalar.string }
        problem(at: node, "`\(key)` must be one value, not a list or a table")
        return nil
    }

    mutating func mapping(_ node: Node, of key: String) -> Node.Mapping? {
        if case .mapping(let mapping) = node { return mapping }
        // `installation:` with nothing below it.
        if case .scalar(let scalar) = node, scalar.string.isEmpty { return Node.Mapping([]) }
        problem(at: node, "`\(key)` must be a table of `key: value` lines")
        return nil
    }

    mutating func list(_ node: Node, of key: String) -> [Node]? {
        if case .sequence(let sequence) = node { return Array(sequence) }
        if case .scalar(let scalar) = node, scalar.string.isEmpty { return [] }
        problem(at: node, "`\(key)` must be a list, each entry after a `-`")
        return nil
    }

    /// Reads the keys of a table into a value; unknown keys are problems.
    mutating func fill<Value: Described>(_ value: inout Value, from node: Node, of name: String) {
        guard let mapping = mapping(node, of: name) else { return }
        let fields = Value.fields
        var missing = fields.filter(\.isRequired).map(\.key)
        for (keyNode, valueNode) in mapping {
            guard let key = text(keyNode, of: name) else { continue }
            missing.removeAll { $0 == key }
            guard let field = fields.first(where: { $0.key == key }) else {
                problem(at: keyNode, unknown(key, in: name, known: fields.map(\.key)))
                continue
            }
            field.read(&value, valueNode, &self)
        }
        for key in missing { problem(at: node, "`\(name)` lacks `\(key)`") }
    }

    private func unknown(_ key: String, in name: String, known: [String]) -> String {
        let near = known.filter { Words.distance($0, key) <= 2 }
        let hint =
            near.isEmpty
            ? "known are \(known.sorted().map { "`\($0)`" }.joined(separator: ", "))"
            : "did you mean \(near.map { "`\($0)`" }.joined(separator: " or "))?"
        return "`\(name)` has no key `\(key)`; \(hint)"
    }
}

/// How far apart two words are.
enum Words {
    /// The least number of letters to add, drop or change.
    static func distance(_ one: String, _ other: String) -> Int {
        let other = Array(other.utf8)
        var row = Array(0...other.count)
        for (line, letter) in one.utf8.enumerated() {
            var before = row[0]
            row[0] = line + 1
            for (place, second) in other.enumerated() {
                let change = before + (letter == second ? 0 : 1)
                before = row[place + 1]
                row[place + 1] = min(change, row[place] + 1, row[place + 1] + 1)
            }
        }
        return row[other.count]
    }
}
