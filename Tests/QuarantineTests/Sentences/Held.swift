import Quarantine
import Testing

/// Runs scenarios of the library, and expects that they end as they say.
func expectHeld(
    _ names: String...,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    for name in names {
        let scenario = try ScenarioFolder.scenario(name)
        #expect(
            scenario.expected != Check() || !scenario.checks.isEmpty,
            "\(name) expects nothing",
            sourceLocation: sourceLocation
        )
        var engine = Engine(scenario)
        let differences = engine.run().differences.joined(separator: "\n")
        #expect(differences.isEmpty, "\(name):\n\(differences)", sourceLocation: sourceLocation)
    }
}
