import Quarantine
import Testing

@testable import QuarantineServer

/// What keeps journals readable: the same inputs make the same state in every version.
///
/// If one of these numbers changes, the engine makes something else of old journals: raise
/// `JournalHead.version`, and then write the new numbers here.
struct ReplayTests {
    private static let startUS: Int64 = 1_782_579_600_000_000

    private func file(_ name: String, _ digit: Character, isInfected: Bool) -> LiveFile {
        LiveFile(
            name: name,
            sizeBytes: 1_000,
            sha256: String(repeating: digit, count: 64),
            sha1: String(repeating: digit, count: 40),
            md5: String(repeating: digit, count: 32),
            isInfected: isInfected
        )
    }

    /// Inputs by the seconds after the start.
    private var inputs: [(Int64, LiveInput)] {
        let client = LiveClient(address: "127.0.0.1", agent: "curl", user: "")
        return [
            (1, .submitted(file("a.com", "a", isInfected: true), client)),
            (1, .submitted(file("b.txt", "b", isInfected: false), client)),
            (
                2,
                .requested(
                    file("c.com", "c", isInfected: true),
                    icap: 0,
                    client: "::1",
                    method: "REQMOD",
                    uri: "http://fs1/c.com"
                )
            ),
            (10, .acted(.set("quarantine.automatic", "true"))),
            (11, .operated(verb: "send", items: [1])),
            (12, .faultBegan(LiveFault(Fault(.coreRefuses)))),
            (13, .submitted(file("d.txt", "d", isInfected: false), client)),
            (14, .faultEnded(number: 0)),
            (400, .operated(verb: "pin", items: [2])),
        ]
    }

    private func state() -> LiveState {
        var plan = LivePlan()
        plan.scenario.startUS = Self.startUS
        var state = LiveState(plan.scenario, limits: plan.limits)
        for (second, input) in inputs {
            state.advance(toUS: Self.startUS + second * 1_000_000)
            _ = state.apply(input)
        }
        state.advance(toUS: Self.startUS + 3_600_000_000)
        return state
    }

    @Test func `the same inputs give the known state`() {
        let engine = state().engine
        let rows = engine.cores[0].history.map {
            "\($0.scan.file.name) \($0.scan.dataID) \($0.result.code) "
                + "\($0.result.finishedUS - Self.startUS)"
        }
        #expect(
            rows == [
                "c.com cb974b30a577618385da1cda2b6d6697 1 3018050",
                "b.txt d4e8ed20dbdc489578e97a0dd412d0d8 0 3075050",
                "a.com 71862e998a246b0a1a570d8e96def1ac 1 3349050",
            ]
        )
        let items = engine.cores[0].items.map {
            "\($0.facts.id) \($0.facts.name) \($0.isPinned) \($0.cloud.status.text) "
                + "\($0.cloud.uploads)"
        }
        #expect(items == ["1 c.com false Infected 1", "2 a.com true  0"])
    }

    @Test func `it does not matter in how many steps time passed`() {
        var plan = LivePlan()
        plan.scenario.startUS = Self.startUS
        var steps = LiveState(plan.scenario, limits: plan.limits)
        var nowUS = Self.startUS
        for (second, input) in inputs {
            while nowUS < Self.startUS + second * 1_000_000 {
                nowUS = min(nowUS + 7_919, Self.startUS + second * 1_000_000)
                steps.advance(toUS: nowUS)
            }
            _ = steps.apply(input)
        }
        steps.advance(toUS: Self.startUS + 3_600_000_000)
        let whole = state().engine
        #expect(steps.engine.cores[0].history == whole.cores[0].history)
        #expect(steps.engine.cores[0].items == whole.cores[0].items)
        #expect(steps.engine.icaps[0].history == whole.icaps[0].history)
    }

    @Test func `inputs are the same after they were written and read`() throws {
        for (second, input) in inputs {
            let record = JournalRecord(atUS: second, wallUS: 0, input: input)
            let line = JournalLine.bytes(record).dropLast()
            let json = try #require(JournalLine.json(line))
            #expect(JournalLine.value(JournalRecord.self, json) == record)
        }
    }
}
