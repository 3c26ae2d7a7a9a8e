import Quarantine
import Testing

/// How values of a scenario are written.
@Suite struct ScenarioTextTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000001Z", 1),
        ("2024-02-29T23:59:59.250Z", 1_709_251_199_250_000),
        ("2026-06-27T17:00:01Z", 1_782_579_601_000_000),
        ("2100-03-01T00:00:00Z", 4_107_542_400_000_000),
    ])
    func `a point of time is read and written the same`(_ text: String, _ us: Int64) throws {
        let scenario = try Scenario(yaml: "scenario: a\nstart: \(text)\n")
        #expect(scenario.startUS == us)
        #expect(scenario.yaml().contains(text))
    }

    @Test(arguments: [
        "2026-13-01T00:00:00Z", "2026-06-27 17:00:00Z", "2026-06-27T17:00:00", "2026-06-27",
        "2026-06-27T24:00:00Z", "tomorrow",
    ])
    func `what is no point of time is an error`(_ text: String) {
        #expect(throws: ScenarioError.self) {
            try Scenario(yaml: "scenario: a\nstart: \"\(text)\"\n")
        }
    }

    @Test(arguments: [
        ("90s", "1m30s", 90_000_000), ("1h30m", "1h30m", 5_400_000_000),
        ("250ms", "250ms", 250_000), ("1d", "1d", 86_400_000_000), ("0", "0", 0),
        ("1500us", "1ms500us", 1_500),
    ])
    func `a span is written in its largest units`(
        _ text: String,
        _ written: String,
        _ us: Int64
    ) throws {
        let scenario = try Scenario(yaml: "scenario: a\nfor: \(text)\n")
        #expect(scenario.forUS == us)
        #expect(scenario.yaml().contains("for: \(written)\n"))
    }

    @Test(arguments: [
        "*", "- a", "a: b", "#x", "", " ", "true", "none", "ü ~ 'q' \"d\"", "line\nbreak", "&a",
        "1",
    ])
    func `any text of a value survives`(_ text: String) throws {
        var scenario = Scenario()
        scenario.name = "a"
        scenario.about = text
        var file = ScenarioFile()
        file.path = "/x \(text)"
        scenario.files = [file]
        let again = try Scenario(yaml: scenario.yaml())
        #expect(again == scenario)
    }

    @Test func `a hostile depth is an error and no crash`() {
        let texts = [
            String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000),
            String(repeating: "{a: ", count: 100_000),
        ]
        for text in texts {
            #expect(throws: ScenarioError.self) { try Scenario(yaml: text) }
        }
    }

    @Test func `servers cannot be renamed while a scenario runs`() {
        let yaml = "scenario: a\nactions:\n  - {do: set, key: name, value: b}\n"
        #expect(throws: ScenarioError.self) { try Scenario(yaml: yaml) }
    }

    @Test func `chance is that of SplitMix64`() {
        var dice = Dice(seed: 0)
        #expect(dice.word() == 0xe220_a839_7b1d_cdaf)
        #expect(dice.word() == 0x6e78_9e6a_a1b9_65f4)
        #expect(Dice(seed: 1, key: "a") != Dice(seed: 1, key: "b"))
        #expect((1...1_000).allSatisfy { _ in (3...5).contains(dice.between(3, 5)) })
        #expect(dice.hex(40).count == 40)
    }
}
