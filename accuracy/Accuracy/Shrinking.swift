package import Quarantine

/// Makes a scenario smaller as long as it still fails in the same way.
package struct Shrinking {
    /// Runs at most so many trials.
    private var triesLeft: Int
    private let fails: (Scenario) -> Bool

    package init(tries: Int, fails: @escaping (Scenario) -> Bool) {
        triesLeft = tries
        self.fails = fails
    }

    package mutating func smallest(_ scenario: Scenario) -> Scenario {
        var small = scenario
        var hasShrunk = true
        while hasShrunk, triesLeft > 0 {
            let before = small
            shrink(\.faults, of: &small)
            shrink(\.traffic, of: &small)
            shrink(\.actions, of: &small)
            dropUnusedFiles(&small)
            trim(&small)
            hasShrunk = small != before
        }
        return small
    }

    /// Half of the elements at once, then fewer, then one by one.
    private mutating func shrink<Element>(
        _ list: WritableKeyPath<Scenario, [Element]>,
        of scenario: inout Scenario
    ) {
        var size = max(1, scenario[keyPath: list].count / 2)
        while size >= 1 {
            var from = 0
            while from < scenario[keyPath: list].count {
                var smaller = scenario
                let to = min(from + size, smaller[keyPath: list].count)
                smaller[keyPath: list].removeSubrange(from..<to)
                if still(smaller) { scenario = smaller } else { from += size }
            }
            size = size == 1 ? 0 : size / 2
        }
    }

    /// Files that no action names, all at once.
    private mutating func dropUnusedFiles(_ scenario: inout Scenario) {
        let used = Set(scenario.actions.flatMap(\.files))
        var smaller = scenario
        smaller.files.removeAll { !used.contains($0.path) }
        if smaller.files.count < scenario.files.count, still(smaller) { scenario = smaller }
    }

    /// Less traffic, and settings as they come.
    private mutating func trim(_ scenario: inout Scenario) {
        for index in scenario.traffic.indices where scenario.traffic[index].count > 1 {
            var smaller = scenario
            smaller.traffic[index].count = max(1, scenario.traffic[index].count / 4)
            if still(smaller) { scenario = smaller }
        }
        let changes: [(inout Scenario) -> Void] = [
            { $0.installation.cores = Array($0.installation.cores.prefix(1)) },
            { $0.installation.icaps = Array($0.installation.icaps.prefix(1)) },
            { $0.installation.share = ShareSettings() },
            { $0.installation.cloud = CloudSettings() },
            { $0.installation = Installation() },
            { $0.opposite = [] },
        ]
        for change in changes {
            var smaller = scenario
            change(&smaller)
            if smaller != scenario, still(smaller) { scenario = smaller }
        }
    }

    private mutating func still(_ scenario: Scenario) -> Bool {
        guard triesLeft > 0 else { return false }
        triesLeft -= 1
        // A fault that hits a server which is gone is no scenario.
        guard (try? Scenario(yaml: scenario.yaml())) != nil else { return false }
        return fails(scenario)
    }
}
