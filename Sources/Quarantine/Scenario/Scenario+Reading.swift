internal import Yams

extension Scenario {
    /// A larger text is no scenario somebody wrote.
    package static let largestBytes = 4 << 20
    /// The tables of a scenario lie ten deep.
    private static let deepest = 100

    /// Reads a scenario.
    ///
    /// - Throws: All that is wrong with it, with line numbers.
    package init(yaml: String) throws(ScenarioError) {
        var reading = ScenarioReading()
        self.init()
        if let root = Self.root(of: yaml, &reading) {
            reading.fill(&self, from: root, of: "scenario")
            var check = ScenarioChecking(scenario: self, root: root)
            check.run(&reading)
        }
        guard reading.problems.isEmpty else {
            throw ScenarioError(
                problems: reading.problems.sorted { ($0.line, $0.text) < ($1.line, $1.text) }
            )
        }
    }

    private static func root(of yaml: String, _ reading: inout ScenarioReading) -> Node? {
        guard yaml.utf8.count <= largestBytes else {
            reading.problem(at: nil, "the scenario is larger than 4 MB")
            return nil
        }
        guard !isTooDeep(yaml) else {
            reading.problem(at: nil, "it is nested deeper than any scenario")
            return nil
        }
        do {
            // Values stay text: each key knows what it wants.
            let parser = try Parser(yaml: yaml, resolver: .basic)
            guard let node = try parser.singleRoot() else {
                reading.problem(at: nil, "the scenario is empty")
                return nil
            }
            guard !holdsAlias(yaml) else {
                reading.problem(at: nil, "anchors and aliases are not taken; write it out")
                return nil
            }
            return node
        } catch let error as YamlError {
            reading.add(problem(of: error))
        } catch {
            reading.problem(at: nil, "it is not YAML")
        }
        return nil
    }

    /// The YAML reader calls itself for each level, so that a hostile text could use up the stack.
    private static func isTooDeep(_ yaml: String) -> Bool {
        var brackets = 0
        var leading = 0
        var isLeading = true
        for byte in yaml.utf8 {
            switch byte {
            case UInt8(ascii: "\n"):
                leading = 0
                isLeading = true
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"):
                if isLeading { leading += 1 }
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                brackets += 1
                isLeading = false
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                brackets -= 1
                isLeading = false
            default: isLeading = false
            }
            if brackets > deepest || leading > deepest { return true }
        }
        return false
    }

    /// An alias can make a small text as large as it likes.
    private static func holdsAlias(_ yaml: String) -> Bool {
        yaml.split(separator: "\n").contains { line in
            let value = line.drop { $0 != ":" && $0 != "-" }.dropFirst().drop { $0 == " " }
            return value.first == "*" || value.first == "&"
        }
    }

    private static func problem(of error: YamlError) -> ScenarioProblem {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            ScenarioProblem(line: mark.line, text: "it is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            ScenarioProblem(
                line: context.mark.line,
                text: "`\(keys.sorted().joined(separator: "`, `"))` stands twice"
            )
        default: ScenarioProblem(line: 1, text: "it is not YAML")
        }
    }
}
