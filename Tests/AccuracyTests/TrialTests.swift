import Accuracy
import CaseModel
import Quarantine
import Rules
import Testing

/// A few cases by chance; `make accuracy` runs thousands.
@Suite struct TrialTests {
    @Test(arguments: [UInt64(3), 14, 27, 41])
    func `a case by chance is analysed, and nothing harmful is advised`(_ seed: UInt64) throws {
        let comparison = try Trial(seed: seed).run(.embedded)
        #expect(comparison.harmful == [])
        #expect(!comparison.failures.contains { $0.kind == .harmful })
    }

    @Test func `the same seed is the same case, and can be written and read`() throws {
        for seed in UInt64(1)...60 {
            let one = CaseScenario.make(seed: seed)
            #expect(one == CaseScenario.make(seed: seed))
            #expect(try Scenario(yaml: one.yaml()) == one)
        }
        #expect(CaseScenario.make(seed: 1) != CaseScenario.make(seed: 2))
    }

    @Test func `every incident has its turn`() {
        let names = (0..<Incident.all.count).map { CaseScenario.make(seed: UInt64($0)).name }
        #expect(Set(names).count == Incident.all.count)
        #expect(Incident.all.count >= 50)
        let kinds = Incident.all.indices.flatMap { place in
            CaseScenario.make(seed: UInt64(place)).faults.map(\.kind)
        }
        #expect(Set(kinds) == Set(Fault.Kind.allCases))
    }

    @Test func `cases are whole, damaged, or of a turned assumption`() {
        let trials = (UInt64(1)...200).map { Trial(seed: $0) }
        let whole = trials.filter { $0.group == .whole }
        #expect(whole.count > 60 && whole.allSatisfy { $0.rendition.damage == Damage() })
        #expect(whole.allSatisfy { $0.scenario.opposite.isEmpty })
        let turned = trials.filter { $0.group == .opposite }
        #expect(turned.count > 20 && turned.allSatisfy { $0.scenario.opposite.count == 1 })
        #expect(trials.contains { $0.group == .damaged })
    }
}
