/// What is wrong with a scenario, and where: for the person who wrote it.
package struct ScenarioProblem: Sendable, Hashable, CustomStringConvertible {
    /// From 1.
    package var line: Int
    package var text: String

    package var description: String { "line \(line): \(text)" }
}

/// All that is wrong with a scenario.
package struct ScenarioError: Error, Sendable, Hashable, CustomStringConvertible {
    /// In the order of lines; never empty.
    package var problems: [ScenarioProblem]

    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
