import Quarantine
import Testing

@Suite struct LibraryTests {
    @Test func `the library is there`() {
        #expect(ScenarioFolder.names.count >= 100)
    }

    @Test(arguments: ScenarioFolder.names)
    func `a scenario of the library ends as it expects`(_ name: String) throws {
        let ending = try ScenarioFolder.ending(name)
        let list = ending.differences.joined(separator: "\n")
        #expect(ending.differences.isEmpty, "\n\(list)")
    }

    @Test(arguments: ScenarioFolder.names)
    func `a scenario of the library is called like its file and expects something`(
        _ name: String
    ) throws {
        let scenario = try ScenarioFolder.scenario(name)
        #expect(scenario.name == name)
        #expect(!scenario.about.isEmpty)
        #expect(scenario.expected != Check() || !scenario.checks.isEmpty)
    }

    @Test(arguments: ScenarioFolder.names)
    func `a scenario of the library is the same after writing and reading`(
        _ name: String
    ) throws {
        let scenario = try ScenarioFolder.scenario(name)
        let again = try Scenario(yaml: scenario.yaml())
        #expect(again == scenario)
        #expect(again.yaml() == scenario.yaml())
    }
}
