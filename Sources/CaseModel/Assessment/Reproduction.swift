/// What a scenario came to when the engine ran it, and what remedies change.
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
        /// As the case shows it; nil where no case stands behind the scenario.
        package var observed: State?
        /// With the remedies; nil if none was asked for.
        package var fixed: State?

        package init(path: String, state: State) {
            self.path = path
            self.state = state
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

    /// The finding of a case that a scenario was made from.
    package struct Basis: Sendable, Hashable {
        /// Its id.
        package var finding: String
        package var title: String
        /// How many of its files are played, of how many.
        package var played: Int
        package var of: Int
        /// Files that fared well, before and after, and are played beside them.
        package var contrast: Int
        /// What had to be taken for granted, in sentences.
        package var assumed: [String] = []
        /// By path.
        package var observed: [String: State] = [:]

        package init(finding: String, title: String, played: Int, of: Int, contrast: Int) {
            self.finding = finding
            self.title = title
            self.played = played
            self.of = of
            self.contrast = contrast
        }
    }

    package var tool: Assessment.Tool
    /// Nil for a scenario that somebody wrote.
    package var basis: Basis?
    package var name: String
    package var about: String
    package var files: [File] = []
    /// Where the run did not end as the scenario expects, in sentences.
    package var differences: [String] = []
    package var fixes: [Fix] = []
    /// Names of remedies that would change something here.
    package var remedies: [String] = []
    /// The scenario as YAML, to keep and to edit.
    package var scenario: String

    package init(tool: Assessment.Tool, name: String, about: String, scenario: String) {
        self.tool = tool
        self.name = name
        self.about = about
        self.scenario = scenario
    }
}
