import Quarantine
import Testing

@Suite struct AssumptionTests {
    @Test(arguments: Assumption.allCases)
    func `an assumption that is turned round changes what happens`(
        _ assumption: Assumption
    ) throws {
        let name = assumption.words.scenario
        let scenario = try ScenarioFolder.scenario(name)
        var turned = scenario
        turned.opposite = [assumption.rawValue]
        var usual = Engine(scenario)
        var other = Engine(turned)
        #expect(usual.run().differences.isEmpty)
        #expect(other.run().occurrences != usual.course.occurrences, "\(name)")
    }

    @Test func `the marks of assumptions are not those of documented behaviour`() {
        #expect(Assumption.allCases.allSatisfy { $0.words.mark != .verified })
    }
}
