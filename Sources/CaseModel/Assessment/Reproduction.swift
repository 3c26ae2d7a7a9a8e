/// What a scenario came to when the engine ran it, what a remedy changes, and what was seen in the
/// case that it was made from.
///
/// A reproduction is consistent with a finding or it is not; it proves nothing.
package struct Reproduction: Sendable, Hashable {
    package static let schema = "scanwhy.reproduction/1"

    /// How things stand with one file.
    package struct State: Sendable, Hashable {
        /// `served`, `blocked`, `unknown` or `manual`; nil where no share is asked.
        package var lock: String?
        /// The label of Core's last result; nil where its history has none.
        package var result: String?
        /// The THREAT INTELLIGENCE text of its quarantine item; nil where it is in none.
        package var cloud: String?
        /// Why, as the engine names causes; nil where nothing went wrong, or nobody knows.
        package var cause: String?

        package init(
            lock: String? = nil,
            result: String? = nil,
            cloud: String? = nil,
            cause: String? = nil
        ) {
            self.lock = lock
            self.result = result
            self.cloud = cloud
            self.cause = cause
        }
    }

    package struct File: Sendable, Hashable {
        package var path: String
        package var state: State
        /// With the remedies; nil if none was asked for.
        package var fixed: State?
        /// As the case shows it; nil for a scenario that somebody wrote.
        package var observed: State?

        package init(path: String, state: State) {
            self.path = path
            self.state = state
        }

        /// Whether the engine ends where the case does, in all that the case tells.
        package var isConsistent: Bool? {
            guard let observed else { return nil }
            return (observed.lock ?? state.lock) == state.lock
                && (observed.result ?? state.result) == state.result
                && (observed.cloud ?? state.cloud) == state.cloud
        }
    }

    /// A remedy that was applied, and what it changes in the scenario.
    package struct Fix: Sendable, Hashable {
        package var name: String
        package var about: String
        package var changes: [String]

        package init(name: String, about: String, changes: [String]) {
            self.name = name
            self.about = about
            self.changes = changes
        }
    }

    package var tool: Assessment.Tool
    package var name: String
    package var about: String
    /// The finding it was made from; nil for a scenario that somebody wrote.
    package var finding: String?
    package var files: [File] = []
    /// Where the run did not end as the scenario expects, in sentences.
    package var differences: [String] = []
    package var fixes: [Fix] = []
    /// Names of remedies that would change something here.
    package var remedies: [String] = []
    /// What could not be taken over from the case, in sentences.
    package var notes: [String] = []
    /// The scenario as YAML, to keep and to edit.
    package var scenario: String

    package init(tool: Assessment.Tool, name: String, about: String, scenario: String) {
        self.tool = tool
        self.name = name
        self.about = about
        self.scenario = scenario
    }
}
