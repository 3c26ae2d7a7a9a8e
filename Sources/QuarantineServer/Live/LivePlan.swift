package import Quarantine

/// What a live engine is made of.
package struct LivePlan: Sendable {
    /// The installation, its settings, and assumptions that are turned round.
    package var scenario: Scenario
    /// Virtual seconds in a second; nil for what the data folder had, or 1.
    package var rate: Int?
    package var limits = LiveLimits()

    /// A small installation: a Core, an ICAP Server, a share, and Threat Intelligence.
    package init() {
        scenario = Scenario()
        scenario.name = "live"
    }

    /// The installation and the settings of a scenario.
    ///
    /// What happens in it does not happen here: faults, traffic and actions are the switchboard's
    /// and the clients'.
    ///
    /// - Parameter scenario: Any.
    package init(of scenario: Scenario) {
        var own = Scenario()
        own.name = scenario.name
        own.seed = scenario.seed
        own.installation = scenario.installation
        own.opposite = scenario.opposite
        self.scenario = own
    }

    /// Reads a scenario from YAML.
    ///
    /// - Throws: All that is wrong with it.
    package init(yaml: String) throws(LiveProblem) {
        do throws(ScenarioError) {
            self.init(of: try Scenario(yaml: yaml))
        } catch {
            let problems = error.problems.map { "line \($0.line): \($0.text)" }
            throw LiveProblem(
                "the scenario cannot be used: \(problems.joined(separator: "; "))",
                help: "see docs/scenarios.md"
            )
        }
    }
}
