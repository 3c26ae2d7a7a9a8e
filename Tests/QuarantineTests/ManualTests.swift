import Foundation
import Quarantine
import Testing

@Suite struct ManualTests {
    private static let docs = ScenarioFolder.url.deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs")

    private static let scenariosHead = """
        # Scenarios

        A scenario says in YAML what is set up, what goes wrong, what people do, and how it should
        end. The engine runs it with virtual time and seeded chance: the same file always ends the
        same way. [samples/scenarios](../samples/scenarios/README.md) holds a library of them.

        ```yaml
        scenario: refused
        files:
          - path: /projects/plan.pdf
        faults:
          - {fault: core-refuses, name: busy, for: 10m}
        actions:
          - {do: upload, at: 1m, files: [/projects/plan.pdf]}
        expected:
          files:
            - {path: /projects/plan.pdf, lock: unknown, sent: 1, scans: 0, cause: fault/busy}
        ```

        All times of faults, actions and checks count from `start`. A span is made of numbers with
        units: `1h30m`, `90s`, `250ms`; days are `d`. A size is a number of bytes, or one with
        `KB`, `MB` or `GB` (units of 1,024). `none` leaves a value open. Text that begins with a
        sign, such as `"*"`, stands in quotes. Unknown keys and wrong values are errors, each with
        its line; anchors and aliases are not taken.

        `set` changes a setting while the scenario runs: `target` names a server, `share` or
        `cloud`, `key` the setting below it, with dots for tables in tables
        (`workflow.metascan`). A cause is `fault/NAME`, `setting/KEY`, `content/WORD`, `load`,
        `person/WORD` or `design/WORD`.

        ## From a case

        `scanwhy reproduce CASE --finding ID` makes a scenario of what a case shows of a finding: the
        installation as far as the packages tell it, the first 20 of its files at their times, the
        trouble that its rule names, up to six files that fared well before and after, and as
        `expected` what the case shows in the end. Where another finding causes it, that one's
        trouble is played. The engine's end is then *consistent with* the finding or not. That is no
        proof: it shows that this cause leads there, not that it was the one. What had to be taken
        for granted is said, and a rule that the engine has no part for is refused with the reason.
        `--format yaml=FILE` keeps the scenario, to be edited and run again.

        """

    private static let assumptionsHead = """
        # What the engine does, and how we know

        Each behaviour of the engine has an id and a mark: **V** read in full in the vendor's own
        text, **P** read there in part, **I** concluded from what is written, **?** not found
        anywhere. What is assumed can be turned into its opposite
        (`opposite: [ID]` in a scenario), and a rule that leans on it must not be wrong at
        *likely* or above when it is.


        """

    @Test func `the page on scenarios shows every key, fault and action`() throws {
        try expectFresh("scenarios.md", Self.scenariosHead + Manual.scenarioKeys)
    }

    @Test func `the page on assumptions shows every behaviour`() throws {
        try expectFresh("assumptions.md", Self.assumptionsHead + Manual.behaviours)
    }

    @Test func `each behaviour names scenarios of the library`() {
        let names = Set(ScenarioFolder.names)
        #expect(Behaviour.all.count >= 40)
        for behaviour in Behaviour.all {
            #expect(!behaviour.scenarios.isEmpty, "\(behaviour.id)")
            #expect(names.isSuperset(of: behaviour.scenarios), "\(behaviour.id)")
        }
        let ids = Behaviour.all.map(\.id) + Assumption.allCases.map(\.rawValue)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `each rule that leans on an assumption is there`() {
        let rules = Self.docs.deletingLastPathComponent().appending(path: "rules")
        for assumption in Assumption.allCases {
            for rule in assumption.words.rules.split(separator: ", ") {
                let page = rules.appending(path: "\(rule)/rule.md").path()
                #expect(FileManager.default.fileExists(atPath: page), "\(rule)")
            }
        }
    }

    @Test func `each scenario is in the README of the library`() throws {
        let url = ScenarioFolder.url.appending(path: "README.md")
        let page = try String(contentsOf: url, encoding: .utf8)
        for name in ScenarioFolder.names {
            #expect(page.contains("[\(name)](\(name).yaml)"), "\(name)")
        }
    }

    /// Compares with the page in the tree; with `RECORD=1` writes it, and fails.
    private func expectFresh(_ name: String, _ expected: String) throws {
        let url = Self.docs.appending(path: name)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try expected.write(to: url, atomically: true, encoding: .utf8)
        }
        let actual = try String(contentsOf: url, encoding: .utf8)
        #expect(actual == expected, "run RECORD=1 script/test --filter ManualTests")
    }
}
