import Quarantine
import Testing

/// What a person is told who wrote a scenario that cannot be run.
@Suite struct ProblemTests {
    @Test func `an unknown key is an error with its line and the key that was meant`() {
        #expect(
            problems("scenario: a\nfils: []\n")
                == ["line 2: `scenario` has no key `fils`; did you mean `files`?"]
        )
    }

    @Test func `an unknown key that is like no other is answered by the known ones`() {
        let list = problems(
            "scenario: a\nactions:\n  - do: upload\n    color: red\n    files: []\n"
        )
        #expect(list.contains { $0.hasPrefix("line 4: `actions` has no key `color`; known are") })
    }

    @Test func `a word that is none of an enumeration is an error`() {
        let list = problems("scenario: a\nfaults:\n  - fault: core-tired\n")
        #expect(list.count == 1)
        #expect(
            list.first?.hasPrefix("line 3: `fault` must be a word, one of core-stopped,") == true
        )
    }

    @Test(arguments: ["5", "5x", "-1s", "1h1", "", "99999999999999999999s"])
    func `a span that is none is an error`(_ text: String) {
        let list = problems("scenario: a\nfor: \"\(text)\"\n")
        #expect(list.count == 1)
        #expect(list.first?.hasPrefix("line 2: `for` must be a span or none") == true)
    }

    @Test func `a number out of its bounds is an error`() {
        let yaml = "scenario: a\ninstallation:\n  share:\n    timeout_seconds: 241\n"
        #expect(
            problems(yaml)
                == ["line 4: `timeout_seconds` must be a whole number, 0 to 240; `241` is not"]
        )
    }

    @Test func `a key that is missing is an error`() {
        #expect(problems("seed: 1\n") == ["line 1: `scenario` lacks `scenario`"])
        let list = problems("scenario: a\nfiles:\n  - size: 1KB\n")
        #expect(list == ["line 3: `files` lacks `path`"])
    }

    @Test func `a file that is not there is an error`() {
        let yaml = "scenario: a\nactions:\n  - {do: upload, files: [/x]}\n"
        #expect(problems(yaml) == ["line 3: `/x` is not among the files"])
    }

    @Test func `a fault that cannot hit its target is an error`() {
        let yaml = "scenario: a\nfaults:\n  - {fault: core-slow, target: icap01}\n"
        #expect(
            problems(yaml) == ["line 3: `core-slow` cannot hit `icap01`; it can hit `core01`"]
        )
    }

    @Test func `a setting that is not there or wrong is an error before the run`() {
        let head = "scenario: a\nactions:\n  - {do: set, "
        #expect(
            problems(head + "target: icap01, key: polling_sleep, value: 20000}\n")
                == [
                    "line 3: `polling_sleep` must be a whole number, 0 to 10000; "
                        + "`20000` is not"
                ]
        )
        #expect(
            problems(head + "key: workflow.metaskan, value: true}\n").first?
                .hasPrefix("line 3: there is no setting `metaskan`; known are `name`") == true
        )
    }

    @Test func `two servers of one name are an error`() {
        let yaml = "scenario: a\ninstallation:\n  cores:\n    - name: a\n    - name: a\n"
        #expect(problems(yaml).contains { $0.hasSuffix("`a` is the name of 2 servers") })
    }

    @Test func `what is no YAML, nothing, or a list is an error`() {
        #expect(problems("a: [").first?.contains("it is not YAML") == true)
        #expect(problems("").count == 1)
        #expect(problems("- a\n").first?.contains("must be a table") == true)
        #expect(problems("scenario: a\nscenario: b\n").first?.contains("stands twice") == true)
    }

    @Test func `an alias is an error`() {
        let list = problems("scenario: &a x\nabout: *a\n")
        #expect(list == ["line 1: anchors and aliases are not taken; write it out"])
    }

    @Test func `all problems are told at once, in the order of lines`() {
        let list = problems("scenario: a\nfor: x\nseed: y\n")
        #expect(list.count == 2)
        #expect(list.first?.hasPrefix("line 2") == true)
        #expect(list.last?.hasPrefix("line 3") == true)
    }

    @Test func `an expectation that fails is told in a sentence`() throws {
        let yaml = """
            scenario: a
            files: [{path: /x}]
            actions: [{do: upload, files: [/x]}]
            checks:
              - {at: 1h, files: [{path: /x, sent: 2}]}
            expected:
              files: [{path: /x, lock: unknown, access: denied}]
              items: [{path: /x, status: Unavailable}]
              events: [{kind: file-locked, least: 1}]
            """
        var engine = Engine(try Scenario(yaml: yaml))
        #expect(
            engine.run().differences == [
                "after 1h: /x: expected times sent 2, got 1",
                "/x: expected lock unknown, got served",
                "/x: expected access denied, got allowed",
                "the item of /x: expected, but it is not in quarantine",
                "file-locked: expected at least 1 times, got 0",
            ]
        )
    }

    private func problems(_ yaml: String) -> [String] {
        do throws(ScenarioError) {
            _ = try Scenario(yaml: yaml)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func `a run that would never end is stopped, and says so`() throws {
        let scenario = try Scenario(
            yaml: """
                scenario: long
                for: 2h
                files: [{path: /a}]
                actions: [{do: upload, at: 1m, files: [/a]}]

                """
        )
        var engine = Engine(scenario)
        let whole = engine.run()
        #expect(whole.differences.isEmpty)
        var bounded = Engine(scenario)
        let stopped = bounded.run(eventLimit: 3)
        #expect(stopped.differences.count == 1)
        #expect(stopped.differences.first?.contains("was stopped after 3 events") == true)
        #expect(stopped.timeUS < whole.timeUS)
    }
}
