internal import Yams

/// Looks whether the parts of a scenario fit each other: names, files, settings.
struct ScenarioChecking {
    let scenario: Scenario
    let root: Node
    private var paths: Set<String> = []

    init(scenario: Scenario, root: Node) {
        self.scenario = scenario
        self.root = root
    }

    mutating func run(_ reading: inout ScenarioReading) {
        paths = Set(scenario.files.map(\.path))
        checkNames(&reading)
        checkFaults(&reading)
        checkActions(&reading)
        checkExpectations(&reading)
    }

    private func checkNames(_ reading: inout ScenarioReading) {
        let installation = scenario.installation
        let node = root["installation"]
        if installation.cores.isEmpty { reading.problem(at: node, "there must be a Core") }
        let names = installation.cores.map(\.name) + installation.icaps.map(\.name)
        for (name, count) in Self.counts(names + ["share", "cloud"]) where count > 1 {
            reading.problem(at: node, "`\(name)` is the name of \(count) servers")
        }
        let cores = Set(installation.cores.map(\.name))
        for icap in installation.icaps {
            for name in icap.cores where !cores.contains(name) {
                reading.problem(at: node, "`\(icap.name)` names a Core `\(name)` that is not there")
            }
        }
        let icaps = Set(installation.icaps.map(\.name))
        for name in installation.share.icaps where !icaps.contains(name) {
            reading.problem(at: node, "the share names an ICAP Server `\(name)` that is not there")
        }
        if installation.share.clients.isEmpty {
            reading.problem(at: node, "the share must have a client")
        }
        for (path, count) in Self.counts(scenario.files.map(\.path)) where count > 1 {
            reading.problem(at: root["files"], "`\(path)` is listed \(count) times")
        }
        for name in scenario.opposite where Assumption(rawValue: name) == nil {
            reading.problem(at: root["opposite"], "there is no assumption `\(name)`")
        }
        for (place, file) in scenario.files.enumerated() where !Self.isHash(file.sha256) {
            reading.problem(
                at: root["files"]?[place],
                "`sha256` must be 64 hexadecimal digits in lower case"
            )
        }
    }

    private func checkFaults(_ reading: inout ScenarioReading) {
        for (place, fault) in scenario.faults.enumerated() where !fault.target.isEmpty {
            let node = root["faults"]?[place]
            let installation = scenario.installation
            let known: [String] =
                switch fault.kind.place {
                case .core: installation.cores.map(\.name)
                case .icap: installation.icaps.map(\.name)
                case .cloud: ["cloud"]
                }
            if !known.contains(fault.target) {
                let list = known.map { "`\($0)`" }.joined(separator: ", ")
                reading.problem(
                    at: node,
                    "`\(fault.kind.rawValue)` cannot hit `\(fault.target)`; it can hit \(list)"
                )
            }
        }
        for (name, count) in Self.counts(scenario.faults.map(\.name)) where count > 1 && name != ""
        {
            reading.problem(at: root["faults"], "`\(name)` is the name of \(count) faults")
        }
    }

    private func checkActions(_ reading: inout ScenarioReading) {
        var trial = scenario.installation
        for (place, action) in scenario.actions.enumerated() {
            let node = root["actions"]?[place]
            if action.verb.needsFiles && action.files.isEmpty {
                reading.problem(at: node, "`\(action.verb.rawValue)` needs `files`")
            }
            for path in action.files where path != "*" && !paths.contains(path) {
                reading.problem(at: node, "`\(path)` is not among the files")
            }
            if action.verb == .set {
                var attempt = ScenarioReading()
                trial.set(action, &attempt)
                for problem in attempt.problems { reading.problem(at: node, problem.text) }
            } else if !action.target.isEmpty
                && !trial.cores.contains(where: { $0.name == action.target })
            {
                reading.problem(at: node, "there is no Core `\(action.target)`")
            }
        }
    }

    private func checkExpectations(_ reading: inout ScenarioReading) {
        let all =
            scenario.checks.map { ($0, root["checks"]) } + [(scenario.expected, root["expected"])]
        for (check, node) in all {
            for path in check.paths where !paths.contains(path) {
                reading.problem(at: node, "`\(path)` is not among the files")
            }
            for event in check.events where !Occurrence.Kind.names.contains(event.kind) {
                reading.problem(at: node, "there is no occurrence `\(event.kind)`")
            }
        }
    }

    private static func isHash(_ text: String) -> Bool {
        text.isEmpty
            || (text.utf8.count == 64
                && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) })
    }

    private static func counts(_ names: [String]) -> [(String, Int)] {
        Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }
}

extension Installation {
    /// Changes the setting that an action names.
    mutating func set(_ action: Action, _ reading: inout ScenarioReading) {
        // What others refer to, or what is wired up at the start.
        guard !["name", "server", "cores", "icaps", "clients"].contains(action.key) else {
            reading.problem(at: nil, "`\(action.key)` cannot be set while a scenario runs")
            return
        }
        let path = action.key.split(separator: ".").map(String.init)[...]
        if action.target == "share" {
            share.set(path, to: action.value, &reading)
        } else if action.target == "cloud" {
            cloud.set(path, to: action.value, &reading)
        } else if let index = icaps.firstIndex(where: { $0.name == action.target }) {
            icaps[index].set(path, to: action.value, &reading)
        } else if let index = cores.firstIndex(where: {
            $0.name == action.target || action.target.isEmpty
        }) {
            cores[index].set(path, to: action.value, &reading)
        } else {
            reading.problem(at: nil, "there is no server `\(action.target)`")
        }
    }
}
