internal import CaseModel
internal import CaseStore
internal import Dispatch
internal import Rules
internal import Synchronization

/// Runs changed forms of one rule over its cases, on two threads, and tells which are noticed.
struct MutantTrial: Sendable {
    /// Enough for cases of a few hundred lines; a query that runs away is noticed soon.
    private static let steps = 5_000_000
    private static let rows = 5_000

    private let rule: Rule
    private let cases: [RuleCase]
    /// The rule and those that take subjects over from it.
    private let ruleSet: RuleSet

    init(_ rule: Rule, of ruleSet: RuleSet, cases: [RuleCase]) {
        self.rule = rule
        self.cases = cases.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }
        self.ruleSet = ruleSet.concerning(rule.id)
    }

    /// Names of cases that fail as they are.
    func broken() throws -> [String] {
        let runner = try runner(detect: rule.detect, moved: nil)
        return try cases.filter { try !holds($0, runner) }.map(\.name).sorted()
    }

    /// Whether some case notices each mutant; nil for one that is no query.
    func verdicts(_ mutants: [Mutant]) throws -> [Bool?] {
        let next = Mutex(0)
        let verdicts = Mutex([Bool?](repeating: false, count: mutants.count))
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            do {
                let runner = try runner(detect: rule.detect, moved: nil)
                let probed = try cases.compactMap { try Probed($0, rule.id, runner) }
                while let index = Self.take(next, below: mutants.count) {
                    let verdict = try isNoticed(mutants[index], probed)
                    verdicts.withLock { $0[index] = verdict }
                }
            } catch {
                failure.withLock { [error] in $0 = error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return verdicts.withLock { $0 }
    }

    /// A case on which a run plans the rule, with the rows that the rule yields there as it is.
    private struct Probed {
        let one: RuleCase
        let reader: SealedReader
        let probe: RuleProbe
        let answer: RuleProbe.Answer

        init?(_ one: RuleCase, _ rule: String, _ runner: RuleRunner) throws {
            let reader = try one.reader()
            guard let probe = try RuleProbe(rule, runner, on: reader) else { return nil }
            self.one = one
            self.reader = reader
            self.probe = probe
            answer = probe.answer()
        }
    }

    private static func take(_ next: borrowing Mutex<Int>, below count: Int) -> Int? {
        next.withLock { next in
            guard next < count else { return nil }
            next += 1
            return next - 1
        }
    }

    /// Where the rows stay the same, nothing that is made of them can differ.
    private func isNoticed(_ mutant: Mutant, _ probed: [Probed]) throws -> Bool? {
        guard let first = probed.first else { return false }
        guard try mutant.isQuery(of: rule, in: first.reader) else { return nil }
        let runner = try runner(detect: mutant.detect, moved: mutant.parameter)
        for probed in probed where probed.probe.answer(mutant) != probed.answer {
            if try !holds(probed.one, runner) { return true }
        }
        return false
    }

    private func holds(_ one: RuleCase, _ runner: RuleRunner) throws -> Bool {
        try one.transcript(of: rule.id, runner, in: one.reader()) == one.expected
    }

    private func runner(detect: String, moved: Mutant.Moved?) throws -> RuleRunner {
        var options = RuleOptions()
        options.limits.ruleSteps = Self.steps
        options.limits.ruleRows = Self.rows
        if let moved { options.parameters["\(rule.id).\(moved.name)"] = moved.value }
        return try RuleRunner(ruleSet.changing(rule.id, detect: detect), options: options)
    }
}
