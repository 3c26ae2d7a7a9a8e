internal import Yams

/// What is set up, what goes wrong, what people do, and how it should end.
package struct Scenario: Sendable, Hashable, Described {
    package var name = ""
    package var about = ""
    package var seed = 1
    package var startUS: Int64 = 1_782_579_600_000_000
    /// Nil: an hour after the last fault or action.
    package var forUS: Int64?
    package var installation = Installation()
    package var files: [ScenarioFile] = []
    package var traffic: [Traffic] = []
    package var faults: [Fault] = []
    package var actions: [Action] = []
    /// Names of assumptions to turn into their opposite.
    package var opposite: [String] = []
    package var checks: [Check] = []
    package var expected = Check()

    package init() {}

    static var fields: [Field<Self>] {
        [
            .text("scenario", \.name, required: true, "its name"),
            .text("about", \.about, "what it shows, in a sentence"),
            .whole("seed", \.seed, 0...Int.max, "of all chance"),
            .moment("start", \.startUS, "when it begins"),
            .spanOrNone("for", \.forUS, "how long; none: an hour after the last thing"),
            .table("installation", \.installation, "what is set up"),
            .list("files", \.files, "the files it names"),
            .list("traffic", \.traffic, "ordinary work"),
            .list("faults", \.faults, "what goes wrong"),
            .list("actions", \.actions, "what people do"),
            .texts("opposite", \.opposite, "assumptions to turn round"),
            .list("checks", \.checks, "what must hold on the way"),
            .table("expected", \.expected, "what must hold at the end"),
        ]
    }

    /// When the run ends, in microseconds UTC.
    package var endUS: Int64 {
        let last =
            faults.map { $0.atUS + ($0.forUS ?? 0) } + actions.map(\.atUS)
            + traffic.map { $0.atUS + $0.forUS } + checks.map(\.atUS)
        return startUS + (forUS ?? ((last.max() ?? 0) + .hour))
    }

    package var assumptions: Assumptions {
        Assumptions(opposite: Set(opposite.compactMap { Assumption(rawValue: $0) }))
    }

    /// The scenario as YAML again, with what differs from the standard values.
    package func yaml() -> String {
        // Serialising a tree of scalars, lists and tables cannot fail.
        (try? YAMLText.document(node)) ?? ""
    }
}
