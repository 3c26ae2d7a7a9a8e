internal import CaseModel
package import Quarantine
package import Rules
internal import ScanWhy

/// One support case: run in the engine, written as packages, analysed, and compared with the truth.
package struct Trial: Sendable {
    package enum Group: String, Sendable, Hashable, CaseIterable {
        /// Everything arrives; what happened can be told.
        case whole
        /// Something is missing or cut; "we cannot tell" may be right.
        case damaged
        /// Whole, of an engine that does the opposite of an assumption nobody has confirmed.
        case opposite
    }

    package let group: Group
    package var scenario: Scenario
    package let rendition: Rendition

    /// Half of all seeds are whole cases.
    package init(seed: UInt64) {
        scenario = CaseScenario.make(seed: seed)
        var rendition = Rendition.random(seed: seed, of: scenario)
        var dice = Dice(seed: seed, key: "group")
        switch dice.between(1, 10) {
        case 1...5:
            group = .whole
            rendition.damage = Damage()
        case 6...8: group = .damaged
        default:
            group = .opposite
            rendition.damage = Damage()
            let open = Assumption.allCases.filter { $0.words.mark.isOpen }
            let place = Int(dice.between(0, Int64(open.count - 1)))
            scenario.opposite = [open[place].rawValue]
        }
        self.rendition = rendition
    }

    package init(_ scenario: Scenario, _ rendition: Rendition, _ group: Group) {
        self.scenario = scenario
        self.rendition = rendition
        self.group = group
    }

    /// Writes the packages and the truth into a folder.
    ///
    /// - Throws: If the folder cannot be written.
    package func write(to folder: String) throws {
        var engine = Engine(scenario)
        let written = PackageWriter(engine.run(), of: scenario, as: rendition).write()
        _ = try PackageFolder(written, at: folder)
    }

    /// Runs everything.
    ///
    /// - Throws: What the analysis throws, which none of these inputs should make it do.
    package func run(_ rules: RuleSet) throws -> Comparison {
        var engine = Engine(scenario)
        let ending = engine.run()
        let written = PackageWriter(ending, of: scenario, as: rendition).write()
        let folder = try TemporaryFolder()
        let packages = try PackageFolder(written, at: folder.path)
        var options = Analyzer.Options()
        options.inputs = packages.inputs
        options.ruleSet = rules
        guard !options.inputs.isEmpty else { return Comparison(group: group, judged: []) }
        let analyzer = Analyzer(options)
        return try analyzer.run { assessment, file in
            let arrived = try ArrivedNames(file)
            return Comparison(
                group: group,
                truth: written.truth,
                besides: besides(ending),
                // What a client was refused is told of a package, if at all.
                isTold: { $0.symptom == .refused || arrived.tell(of: $0) },
                assessment: assessment,
                releases: try analyzer.releaseList(of: file, assessment),
                condemned: condemned(ending)
            )
        }
    }

    /// Rules that may speak of files whose scan went well: an engine failed beside others, or the
    /// package of the Core that made the scan is missing.
    private func besides(_ ending: Ending) -> [String: Set<String>] {
        var rules: [String: Set<String>] = [:]
        for server in ending.servers {
            let isMissing = rendition.damage.missingSources.contains(server.name)
            for row in server.history {
                let isOutvoted =
                    ResultCode.of(row.result.code)?.wantsReason == false
                    && row.result.engines.contains { ResultCode.of($0.code)?.wantsReason == true }
                var spoken: Set<String> = []
                if isOutvoted { spoken.insert("failed-to-scan/engine-outvoted") }
                if isMissing { spoken.insert("missing-first-scan/other-instance") }
                // Core knows the name alone of what its own clients sent.
                for key in [row.scan.file.path, row.scan.dataID] {
                    rules[key, default: []].formUnion(spoken)
                }
            }
        }
        return rules
    }

    /// Paths with a verdict against them, or against bytes that the packages show to be the same.
    ///
    /// A refused file and a scan without hashes leave none; whether its bytes were found bad under
    /// another path is then known to the engine alone, and a rescan finds it.
    private func condemned(_ ending: Ending) -> Set<String> {
        var hashes: [String: Set<String>] = [:]
        var bad: Set<String> = []
        for (server, core) in zip(ending.servers, scenario.installation.cores) {
            for row in server.history {
                let file = row.scan.file
                if ResultCode.of(row.result.code)?.kind == .threat { bad.insert(file.path) }
                guard core.workflow.calculatesHashes, !row.result.isInterrupted,
                    row.result.code != 55
                else { continue }
                hashes[file.sha256, default: []].insert(file.path)
            }
        }
        for item in ending.items.map(\.item.facts) {
            hashes[item.sha256, default: []].insert(item.path)
        }
        return hashes.values.filter { !$0.isDisjoint(with: bad) }
            .reduce(bad) { $0.union($1) }
    }
}

extension Mark {
    /// Whether nobody has confirmed it.
    package var isOpen: Bool { self == .inferred || self == .unknown }
}
