package import CaseModel
internal import Dispatch
internal import Rules
internal import Synchronization

/// Says what the cases of rules reach: outcomes, branches of queries, and changes of conditions.
///
/// Each case is read once. Then one thing at a time is changed in the rule's query, and the rule is
/// run over its own cases: a change that makes no case fail is one that nobody would notice.
package struct RuleCover {
    private let ruleSet: RuleSet
    private let directory: String

    /// Reads the rules folder whose cases are run.
    package init(directory: String) throws {
        ruleSet = try RuleSet(directory: directory)
        try ruleSet.requireReadable()
        self.directory = directory
    }

    /// What the cases of one rule reach, or of all where `only` is nil.
    ///
    /// `progress` is told the id of each rule before its turn.
    package func coverage(
        of only: String?,
        progress: (String) -> Void = { _ in }
    ) throws -> RuleCoverage {
        let rules = ruleSet.rules.filter { $0.page.status != .retired }
        let chosen = rules.filter { only == nil || $0.id == only }
        guard !chosen.isEmpty else {
            throw UserMessage(
                problem: "there is no such rule",
                location: Rendering.safe(only ?? directory),
                help: "`scanwhy rules list` names them"
            )
        }
        let covered = try chosen.map { rule in
            progress(rule.id)
            return try cover(rule)
        }
        return RuleCoverage(
            tool: Assessment.Tool(version: ToolVersion.text, rulesDigest: ruleSet.digest),
            families: only == nil ? families(rules, covered) : [],
            rules: covered
        )
    }

    private func families(
        _ rules: [Rule],
        _ covered: [RuleCoverage.Rule]
    ) -> [RuleCoverage.Family] {
        let fires = Dictionary(
            covered.map { ($0.id, $0.fires) },
            uniquingKeysWith: { first, _ in first }
        )
        return RuleScaffold.families.filter { $0 != "health" }.map { name in
            let own = rules.filter { $0.page.explains == name }
            return RuleCoverage.Family(
                name: name,
                rules: own.count,
                fires: own.reduce(0) { $0 + (fires[$1.id] ?? 0) }
            )
        }
    }

    private func cover(_ rule: Rule) throws -> RuleCoverage.Rule {
        let folder = try TemporaryFolder()
        let cases = try read(rule, into: folder.path)
        var covered = RuleCoverage.Rule(id: rule.id)
        covered.fires = cases.count { $0.expected.outcome == "found" }
        covered.undetermined = cases.count {
            $0.expected.outcome == "undetermined" || $0.expected.tellsUndetermined
        }
        covered.silent = cases.count { !["found", "undetermined"].contains($0.expected.outcome) }
        covered.broken = try MutantTrial(rule, of: ruleSet, cases: cases).broken()
        let sound = cases.filter { !covered.broken.contains($0.name) }
        let trial = MutantTrial(rule, of: ruleSet, cases: sound)
        let mutants = Mutant.all(of: rule)
        covered.equivalent = mutants.count { $0.equivalent != nil }
        let tried = mutants.filter { $0.equivalent == nil }
        for (mutant, isNoticed) in zip(tried, try trial.verdicts(tried)) {
            guard let isNoticed else { continue }
            let tally = RuleCoverage.Tally(isNoticed ? 1 : 0, of: 1)
            if mutant.kind == .emptied {
                covered.branches = covered.branches + tally
            } else {
                covered.mutants = covered.mutants + tally
            }
            if !isNoticed { covered.survivors.append(survivor(mutant, of: rule)) }
        }
        return covered
    }

    private func survivor(_ mutant: Mutant, of rule: Rule) -> RuleCoverage.Survivor {
        RuleCoverage.Survivor(
            change: mutant.kind.rawValue,
            file: "\(rule.folder)/detect.sql",
            line: mutant.line,
            text: mutant.text
        )
    }

    /// Reads all cases of a rule, as many at a time as there are cores.
    private func read(_ rule: Rule, into folder: String) throws -> [RuleCase] {
        let names = rule.cases ?? []
        let read = Mutex([RuleCase?](repeating: nil, count: names.count))
        let failure = Mutex<(any Error)?>(nil)
        let directory = directory
        DispatchQueue.concurrentPerform(iterations: names.count) { index in
            do {
                let one = try RuleCase(
                    name: names[index],
                    folder: "\(directory)/\(rule.id)/cases/\(names[index])",
                    at: "\(folder)/\(index).db"
                )
                read.withLock { $0[index] = one }
            } catch {
                failure.withLock { [error] in $0 = error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return read.withLock { $0.compactMap { $0 } }
    }
}
